import { TextInput } from '@mantine/core';
import { LONGEST_FORM_TEXT } from '../../../src-core/forms/forms.rules.ts';
import type { FormLanguage, FormTexts } from '../../../src-core/forms/forms.rules.ts';
import { LANGUAGE_NAMES } from '../../i18n/language.ts';
import { withText } from './editing.rules.ts';
import styles from './forms.module.css';

/** One text in each language of the form, side by side. */
export const TextsFields = ({
  label,
  texts,
  languages,
  isMarked = () => false,
  isFirstFocused = false,
  isTitled = false,
  onChange,
}: {
  readonly label: string;
  readonly texts: FormTexts;
  readonly languages: readonly FormLanguage[];
  readonly isMarked?: (language: FormLanguage) => boolean;
  readonly isFirstFocused?: boolean;
  /** Whether the label stands above the fields as well. */
  readonly isTitled?: boolean;
  readonly onChange: (texts: FormTexts) => void;
}) => (
  <div className={styles.texts} role="group" aria-label={label} data-many={languages.length > 2 || undefined}>
    {isTitled && <span className={styles.label}>{label}</span>}
    {languages.map((language, index) => (
      <TextInput
        key={language}
        lang={language}
        aria-label={`${label}: ${LANGUAGE_NAMES[language]}`}
        placeholder={label}
        leftSection={<span className={styles.tongue}>{language.toUpperCase()}</span>}
        value={texts[language] ?? ''}
        maxLength={LONGEST_FORM_TEXT}
        error={isMarked(language)}
        autoFocus={isFirstFocused && index === 0}
        onChange={(event) => onChange(withText(texts, language, event.currentTarget.value))}
      />
    ))}
  </div>
);
