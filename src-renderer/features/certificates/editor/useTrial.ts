import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { CertificateValues } from '../../../../src-core/certificates/certificate.layout.rules.ts';
import { nameIn, type Template } from '../../../../src-core/certificates/template.rules.ts';
import { api } from '../../../api/client.ts';
import type { QrShape } from '../sheet/Sheet.tsx';
import { useSample } from '../sheet/useSheet.ts';

export const TRIALS = ['sampleUsual', 'sampleLongest', 'sampleKazakh'] as const;
export type Trial = (typeof TRIALS)[number];

/** About as long as names in Kazakhstan get: two family names, and an old given name in full. */
const LONG = {
  family_name: 'Құрманғазыұлы-Нұрмағамбетов',
  given_name: 'Мұхаммедсапарғали',
  patronymic: 'Әбдіғаппарұлы',
};

/** Whose words stand in the editor's preview. */
export const useTrial = (
  template: Template,
): {
  readonly trial: Trial;
  readonly setTrial: (next: Trial) => void;
  /** The person whose name it is, where it is a real one's. */
  readonly personId: string | undefined;
  readonly values: CertificateValues | undefined;
  readonly qr: QrShape | undefined;
} => {
  const [trial, setTrial] = useState<Trial>('sampleUsual');
  const longest = useQuery({
    ...api.certificateTemplates.longestName.queryOptions(),
    enabled: trial === 'sampleLongest',
  });
  const personId = trial === 'sampleLongest' ? longest.data?.personId : undefined;
  const sample = useSample(template, personId === undefined ? {} : { personId });
  const { nameForm } = template;
  const values = useMemo(() => {
    if (sample === undefined || trial !== 'sampleKazakh') return sample?.values;
    const { family_name: family, given_name: given } = LONG;
    return { ...sample.values, name: nameIn(nameForm, LONG), family, given };
  }, [sample, trial, nameForm]);
  return { trial, setTrial, personId, values, qr: sample?.qr };
};
