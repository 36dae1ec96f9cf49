import type { Template } from '../../../../src-core/certificates/template.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { certificatesTexts } from '../certificates.texts.ts';
import { Sheet } from './Sheet.tsx';
import { useBackground, usePlaced, useSample, type SampleOf } from './useSheet.ts';

type Props = {
  readonly template: Template;
  readonly label: string;
  readonly of?: SampleOf;
  readonly values?: Readonly<Record<string, string>>;
};

/** A template as a picture, with sample words or those of a person at an event; it says so where its background is not here. */
export const TemplateSheet = ({ template, label, of, values }: Props) => {
  const t = useTexts(certificatesTexts);
  const { address, error } = useBackground(template.background, template.page);
  const sample = useSample(template, of, values);
  const placed = usePlaced(template, sample?.values);
  return (
    <Sheet
      label={label}
      notice={error === null ? undefined : t('backgroundAwaited')}
      page={template.page}
      background={address}
      placed={placed}
      qr={sample?.qr}
    />
  );
};
