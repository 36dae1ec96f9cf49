import { Button } from '@mantine/core';
import type { Answer, Question } from '../../../../src-core/people/import/plan.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { importTexts } from '../imports.texts.ts';
import styles from './check.module.css';

type Props = {
  readonly questions: readonly Question[];
  readonly onAnswer: (question: string, answer: Answer) => void;
};

const SHOWN = 5;

/** What only a person can say; the import waits for it. */
export const Questions = ({ questions, onAnswer }: Props) => {
  const t = useTexts(importTexts);
  return (
    <section className={styles.questions} aria-label={t('questions')}>
      {questions.map((question) => (
        <div
          key={question.id}
          className={styles.question}
          data-answered={question.answer !== null || undefined}
        >
          <strong>{t(`q_${question.code}`)}</strong>
          <ul>
            {question.rows.slice(0, SHOWN).map((row) => (
              <li key={`${row.sheet}-${row.row}`}>
                {row.name}{' '}
                <span className={styles.quiet}>{t('place', { sheet: row.sheet, row: row.row })}</span>
                {row.text !== '' && <q>{row.text}</q>}
              </li>
            ))}
            {question.rows.length > SHOWN && <li>+{question.rows.length - SHOWN}</li>}
          </ul>
          <div className={styles.answers} role="group" aria-label={t(`q_${question.code}`)}>
            {question.answers.map((answer) => (
              <Button
                key={answer}
                size="xs"
                variant={question.answer === answer ? 'filled' : 'default'}
                aria-pressed={question.answer === answer}
                onClick={() => onAnswer(question.id, answer)}
              >
                {t(`a_${answer}`)}
              </Button>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
};
