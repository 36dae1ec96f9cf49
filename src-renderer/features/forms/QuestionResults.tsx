import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { choicesOf } from '../../../src-core/forms/answers.rules.ts';
import { textIn } from '../../../src-core/forms/forms.rules.ts';
import type { FormDefinition } from '../../../src-core/forms/forms.rules.ts';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import styles from './forms.module.css';
import { formsTexts } from './forms.texts.ts';

type Result = Outputs['forms']['results']['questions'][number];
type Props = {
  readonly useId: string;
  readonly isAnonymous: boolean;
  readonly definition: FormDefinition;
  readonly result: Result;
};
type Value = string | number | boolean | null;

/** What was answered to one question; a number opens the people behind it. */
export const QuestionResults = (props: Props) => {
  const { definition, result, isAnonymous } = props;
  const t = useTexts(formsTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const { question, answered, mean } = result;
  const isEarlier = definition.questions.every(({ id }) => id !== question.id);
  const figures = [
    t('answered', { n: formats.number(answered) }),
    ...(mean === null ? [] : [`${t('mean')}: ${formats.number(Math.round(mean * 100) / 100)}`]),
    ...(question.kind === 'number' && result.least !== null && result.most !== null
      ? [`${formats.number(result.least)}–${formats.number(result.most)}`]
      : []),
    ...(isEarlier ? [t('earlier')] : []),
  ];
  const isWords = question.kind === 'text' || (question.kind === 'number' && !isAnonymous);
  return (
    <Panel
      title={textIn(question.texts, language, definition)}
      aside={<span className={styles.quiet}>{figures.join(' · ')}</span>}
    >
      {isWords && answered > 0 && <Said {...props} />}
      {question.kind !== 'text' && question.kind !== 'number' && <Bars {...props} />}
    </Panel>
  );
};

const Bars = ({ result, definition, useId, isAnonymous }: Props) => {
  const t = useTexts(formsTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const [opened, setOpened] = useState<Value>(null);
  const { question, counts, answered } = result;
  const choices = choicesOf(question, language, definition);
  return (
    <div className={styles.bars} data-kind={question.kind}>
      {(question.kind === 'rating' ? choices.toReversed() : choices).map(({ value, text }) => {
        const n = counts[typeof value === 'boolean' ? String(Number(value)) : String(value)] ?? 0;
        const inside = (
          <>
            <span>{text}</span>
            <span className={styles.track}>
              <span
                className={styles.fill}
                style={{ width: `${answered === 0 ? 0 : (100 * n) / answered}%` }}
              />
            </span>
            <span className={styles.count}>{formats.number(n)}</span>
          </>
        );
        if (isAnonymous || n === 0)
          return (
            <div key={String(value)} className={styles.bar}>
              {inside}
            </div>
          );
        const isOpen = opened === value;
        return (
          <div key={String(value)}>
            <button
              type="button"
              className={styles.bar}
              aria-expanded={isOpen}
              title={t('peopleBehind')}
              onClick={() => setOpened(isOpen ? null : value)}
            >
              {inside}
            </button>
            {isOpen && <People useId={useId} question={question.id} value={value} />}
          </div>
        );
      })}
    </div>
  );
};

const People = ({
  useId,
  question,
  value,
}: {
  readonly useId: string;
  readonly question: string;
  readonly value: Exclude<Value, null>;
}) => {
  const behind = useQuery(api.forms.behind.queryOptions({ useId, question, value }));
  return (
    <ul className={styles.people}>
      {behind.data?.map(({ id, personId, name, group }) => (
        <li key={id}>
          <Link href={`/people/${personId}`}>{name}</Link> {group}
        </li>
      ))}
    </ul>
  );
};

const Said = ({ useId, result: { question } }: Props) => {
  const formats = useFormats();
  const behind = useQuery(api.forms.behind.queryOptions({ useId, question: question.id, value: null }));
  return (
    <ul className={styles.said}>
      {behind.data?.map(({ id, personId, name, answers }) => {
        const said = answers[question.id];
        return (
          <li key={id}>
            {typeof said === 'number' ? formats.number(said) : String(said)}
            {personId !== null && (
              <>
                {' '}
                <Link href={`/people/${personId}`} className={styles.quiet}>
                  {name}
                </Link>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
};
