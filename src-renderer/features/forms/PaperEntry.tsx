import { Button, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { choicesOf, LONGEST_ANSWER, toggled } from '../../../src-core/forms/answers.rules.ts';
import type { AnswerValue } from '../../../src-core/forms/answers.rules.ts';
import { textIn } from '../../../src-core/forms/forms.rules.ts';
import type { FormDefinition, FormQuestion } from '../../../src-core/forms/forms.rules.ts';
import { fullName } from '../../../src-core/people/people.rules.ts';
import { api } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import type { Inputs } from '../../api/shapes.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './forms.module.css';
import { formsTexts } from './forms.texts.ts';

type Answers = Readonly<Record<string, AnswerValue>>;
type Chosen = { readonly id: string; readonly name: string };

/** Sheets of paper one after another, hands on the keyboard. */
export const PaperEntry = ({
  useId,
  isAnonymous,
  definition,
}: {
  readonly useId: string;
  readonly isAnonymous: boolean;
  readonly definition: FormDefinition;
}) => {
  const t = useTexts(formsTexts);
  const sentence = useSentence();
  const { language } = useLanguage();
  const [person, setPerson] = useState<Chosen | null>(null);
  const [answers, setAnswers] = useState<Answers>({});
  /** Which sheet it is: its fields are new ones. */
  const [sheet, setSheet] = useState(1);
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sheet > 1) first.current?.querySelector<HTMLElement>('input, button, textarea')?.focus();
  }, [sheet]);
  const enter = useMutation(
    api.forms.enter.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx }) => {
        toastDone(t('entered'), tx ?? undefined);
        setPerson(null);
        setAnswers({});
        setSheet(sheet + 1);
      },
    }),
  );
  const submit = (): void => {
    // What is read-only here goes over the wire as it is.
    const sent = answers as Inputs['forms']['enter']['answers'];
    enter.mutate({ useId, personId: person?.id ?? null, answers: sent });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <Panel title={t('paperTitle')}>
      <div className={styles.stack} ref={first} onKeyDown={onKey}>
        <p className={styles.quiet}>{t('paperHint')}</p>
        {!isAnonymous && <Whose key={`whose ${sheet}`} person={person} onChoose={setPerson} />}
        {definition.questions.map((question) => (
          <Answer
            key={`${question.id} ${sheet}`}
            question={question}
            label={textIn(question.texts, language, definition)}
            definition={definition}
            value={answers[question.id]}
            onChange={(value) => {
              const { [question.id]: _before, ...others } = answers;
              setAnswers(value === undefined ? others : { ...others, [question.id]: value });
            }}
          />
        ))}
        {enter.isError && <ErrorSentence sentence={sentence(enter.error)} />}
        <Button loading={enter.isPending} onClick={submit}>
          {t('enter')}
        </Button>
      </div>
    </Panel>
  );
};

const Whose = ({
  person,
  onChoose,
}: {
  readonly person: Chosen | null;
  readonly onChoose: (person: Chosen | null) => void;
}) => {
  const t = useTexts(formsTexts);
  const [text, setText] = useState('');
  const sought = useDeferredValue(text);
  const found = useQuery({
    ...api.people.list.queryOptions({ filter: { text: sought, status: ['active'] }, limit: 6 }),
    enabled: sought.trim() !== '' && person === null,
  });
  const rows = person === null && sought.trim() !== '' ? (found.data?.rows ?? []) : [];
  const choose = (row: (typeof rows)[number]): void => {
    onChoose({ id: row.id, name: fullName(row) });
    setText(fullName(row));
  };
  return (
    <div>
      <TextInput
        label={t('whose')}
        placeholder={t('findPerson')}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onChoose(null);
        }}
        onKeyDown={(event) => {
          const [hit] = rows;
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || hit === undefined) return;
          event.preventDefault();
          choose(hit);
        }}
      />
      <div className={styles.hits}>
        {rows.map((row, index) => (
          <button
            key={row.id}
            type="button"
            className={styles.hit}
            data-first={index === 0 || undefined}
            onClick={() => choose(row)}
          >
            {fullName(row)} <span className={styles.quiet}>{row.study_group}</span>
          </button>
        ))}
      </div>
    </div>
  );
};

const Answer = ({
  question,
  label,
  definition,
  value,
  onChange,
}: {
  readonly question: FormQuestion;
  readonly label: string;
  readonly definition: FormDefinition;
  readonly value: AnswerValue | undefined;
  readonly onChange: (value: AnswerValue | undefined) => void;
}) => {
  const { language } = useLanguage();
  const words = question.isRequired ? `${label} *` : label;
  if (question.kind === 'text')
    return (
      <Textarea
        label={words}
        autosize
        minRows={2}
        maxLength={LONGEST_ANSWER}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    );
  if (question.kind === 'number')
    return (
      <NumberInput
        label={words}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(next === '' ? undefined : Number(next))}
      />
    );
  const choices = choicesOf(question, language, definition);
  const isChosen = (one: string | number | boolean): boolean =>
    Array.isArray(value) ? value.includes(one) : value === one;
  const press = (one: string | number | boolean): void => {
    if (question.kind === 'several') onChange(toggled(value, String(one)));
    else onChange(isChosen(one) ? undefined : one);
  };
  return (
    <div
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        const meant = /^[1-9]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined;
        if (meant === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        press(meant.value);
      }}
    >
      <p className={styles.asks}>{words}</p>
      <div className={styles.chips} data-kind={question.kind}>
        {choices.map(({ value: one, text }, index) => (
          <Button
            key={String(one)}
            size="compact-sm"
            variant={isChosen(one) ? 'filled' : 'default'}
            aria-pressed={isChosen(one)}
            // One stop of the Tab key a question; the digits choose.
            tabIndex={index === 0 ? 0 : -1}
            onClick={() => press(one)}
          >
            {text}
          </Button>
        ))}
      </div>
    </div>
  );
};
