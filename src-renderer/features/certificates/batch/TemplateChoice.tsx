import { useId } from 'react';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { TemplateSheet } from '../sheet/TemplateSheet.tsx';
import styles from './batch.module.css';
import { batchTexts } from './batch.texts.ts';

type Props = {
  readonly templates: Outputs['certificateTemplates']['list'];
  readonly value: string;
  readonly onChange: (id: string) => void;
};

/** The templates as small pictures to choose from. */
export const TemplateChoice = ({ templates, value, onChange }: Props) => {
  const t = useTexts(batchTexts);
  const name = useId();
  return (
    <fieldset className={styles.templates} aria-label={t('template')}>
      {templates.map((template) => (
        <label key={template.id} className={styles.template}>
          <input
            type="radio"
            name={name}
            checked={template.id === value}
            onChange={() => onChange(template.id)}
          />
          <span aria-hidden>
            <TemplateSheet template={template} label={template.name} />
          </span>
          <span>{template.name}</span>
        </label>
      ))}
    </fieldset>
  );
};
