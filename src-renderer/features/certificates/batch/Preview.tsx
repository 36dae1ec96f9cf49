import { Button, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Template } from '../../../../src-core/certificates/template.rules.ts';
import { client } from '../../../api/client.ts';
import { openPdf } from '../../../api/files.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { Panel } from '../../../ui/PageHeader.tsx';
import { TemplateSheet } from '../sheet/TemplateSheet.tsx';
import { useWidths } from '../sheet/useSheet.ts';
import styles from './batch.module.css';
import { batchTexts } from './batch.texts.ts';
import { longestOf } from './names.rules.ts';
import type { Plan, Words } from './useBatch.ts';

type Props = {
  readonly plan: Plan;
  readonly template: Template;
  readonly eventId: string;
  readonly words: Words;
};

/** The certificate of the first person, or of the one with the longest name, before it is issued. */
export const Preview = ({ plan, template, eventId, words }: Props) => {
  const t = useTexts(batchTexts);
  const widths = useWidths();
  const [isLongest, setLongest] = useState(false);
  const people = plan.new.length > 0 ? plan.new : plan.existing;
  const person = isLongest && widths !== undefined ? longestOf(people, widths) : people[0];
  const open = useMutation({
    mutationFn: async (personId: string) => {
      const { token, name } = await client.certificateTemplates.previewPdf.mutate({
        template,
        eventId,
        personId,
        values: words,
      });
      await openPdf(token, name);
    },
  });
  if (person === undefined) return null;
  const { personId, name } = person;
  return (
    <Panel>
      <div className={styles.previewHead}>
        <SegmentedControl
          aria-label={t('preview')}
          size="xs"
          data={[
            { value: 'first', label: t('first') },
            { value: 'longest', label: t('longest') },
          ]}
          value={isLongest ? 'longest' : 'first'}
          onChange={(next) => setLongest(next === 'longest')}
        />
        <Button variant="default" size="xs" loading={open.isPending} onClick={() => open.mutate(personId)}>
          {t('openPreview')}
        </Button>
      </div>
      <div className={styles.sheet}>
        <TemplateSheet
          template={template}
          label={t('previewOf', { name })}
          of={{ eventId, personId }}
          values={words}
        />
      </div>
    </Panel>
  );
};
