import { TextInput } from '@mantine/core';
import { certificateTexts } from '../../../../src-core/certificates/certificates.texts.ts';
import type { TemplateLanguage } from '../../../../src-core/certificates/template.rules.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import styles from './batch.module.css';
import { batchTexts } from './batch.texts.ts';
import type { Words } from './useBatch.ts';

type Props = {
  readonly event: Outputs['events']['get']['event'];
  readonly language: TemplateLanguage;
  readonly words: Words;
  readonly onChange: (words: Words) => void;
};

const FIELDS = [
  ['event', 'fEvent'],
  ['date', 'fDate'],
  ['place', 'fPlace'],
  ['hours', 'fHours'],
] as const;

/** What these certificates say instead of the event's own words. */
export const WordsFields = ({ event, language, words, onChange }: Props) => {
  const t = useTexts(batchTexts);
  const own = {
    event: event.title,
    date: certificateTexts[language].date(event.starts_at.slice(0, 10)),
    place: event.place ?? '',
    hours: '',
  } as const;
  return (
    <details open={Object.values(words).some((word) => word !== '') || undefined}>
      <summary className={styles.summary}>{t('words')}</summary>
      <p className={styles.quiet}>{t('wordsHint')}</p>
      <div className={styles.words}>
        {FIELDS.map(([name, label]) => (
          <TextInput
            key={name}
            label={t(label)}
            placeholder={own[name]}
            maxLength={300}
            value={words[name] ?? ''}
            onChange={(change) => onChange({ ...words, [name]: change.currentTarget.value })}
          />
        ))}
      </div>
    </details>
  );
};
