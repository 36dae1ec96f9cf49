import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { choicesOf } from '../../../src-core/forms/answers.rules.ts';
import { languageFor, textIn } from '../../../src-core/forms/forms.rules.ts';
import type { FormDefinition, FormLanguage } from '../../../src-core/forms/forms.rules.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { LANGUAGE_NAMES } from '../../i18n/language.ts';
import quiet from './forms.module.css';
import { formsTexts } from './forms.texts.ts';
import styles from './preview.module.css';

/** The form as a phone shows it, in any of its languages. */
export const Preview = ({ definition }: { readonly definition: FormDefinition }) => {
  const t = useTexts(formsTexts);
  const { language: own } = useLanguage();
  const [wanted, setWanted] = useState<FormLanguage>(own);
  const language = languageFor(definition, wanted);
  return (
    <aside className={styles.preview} aria-label={t('preview')}>
      <div className={styles.previewHead}>
        <h2>{t('preview')}</h2>
        {definition.languages.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('preview')}
            data={definition.languages.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
            value={language}
            onChange={(next) => setWanted(definition.languages.find((one) => one === next) ?? own)}
          />
        )}
      </div>
      <div className={styles.phone} lang={language}>
        <p className={styles.phoneTitle}>{textIn(definition.title, language, definition) || '…'}</p>
        <p className={quiet.quiet}>{textIn(definition.intro, language, definition)}</p>
        {definition.questions.map((question) => (
          <div key={question.id} className={styles.phoneQuestion}>
            <p>
              {textIn(question.texts, language, definition) || '…'}
              {question.isRequired && <span className={styles.star}> *</span>}
            </p>
            <div className={styles.chips} data-kind={question.kind}>
              {choicesOf(question, language, definition).map(({ value, text }) => (
                <span key={String(value)} className={styles.chip}>
                  {text || '…'}
                </span>
              ))}
            </div>
            {question.kind === 'text' && <span className={styles.phoneField} data-tall />}
            {question.kind === 'number' && <span className={styles.phoneField} />}
          </div>
        ))}
        <span className={styles.phoneSend}>{t('send')}</span>
      </div>
    </aside>
  );
};
