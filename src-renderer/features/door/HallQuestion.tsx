import { Button, TextInput } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '../../api/client.ts';
import type { Inputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { toastDone } from '../../ui/toasts.ts';
import styles from './door.module.css';
import { doorTexts } from './door.texts.ts';
import type { Door } from './shape.ts';

export type WrittenQuestion = NonNullable<Inputs['door']['setQuestion']['question']>;

type Props = {
  readonly eventId: string;
  /** The showing that is open. */
  readonly shown: Door['waves'][number] | undefined;
  /** What the next showing will ask, while none is open. */
  readonly next: WrittenQuestion | null;
  readonly onNext: (question: WrittenQuestion | null) => void;
};

/** What only the hall can answer: asked with the showing that is open, or with the next one. */
export const HallQuestion = ({ eventId, shown, next, onNext }: Props) => {
  const t = useTexts(doorTexts);
  const asked = shown === undefined ? next : shown.question;
  const [isOpen, setOpen] = useState(asked !== null);
  const [text, setText] = useState(asked?.text ?? '');
  const [answers, setAnswers] = useState(asked?.answers.join(', ') ?? '');
  const save = useMutation(
    api.door.setQuestion.mutationOptions({
      onSuccess: ({ tx }, { question }) =>
        tx !== null && toastDone(t(question === null ? 'questionGone' : 'questionSaved'), tx),
    }),
  );
  const put = (question: WrittenQuestion | null): void => {
    if (shown === undefined) onNext(question);
    else save.mutate({ eventId, number: shown.number, question });
  };
  const accepted = answers
    .split(/[,;\n]/)
    .map((answer) => answer.trim())
    .filter((answer) => answer !== '');
  const isWhole = text.trim() !== '' && accepted.length > 0;
  const isSame = asked?.text === text.trim() && asked.answers.join() === accepted.join();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isWhole) put({ text: text.trim(), answers: accepted });
  };
  const drop = (): void => {
    setText('');
    setAnswers('');
    setOpen(false);
    if (asked !== null) put(null);
  };
  if (!isOpen)
    return (
      <Button
        className={styles.ask ?? ''}
        size="compact-sm"
        variant="subtle"
        leftSection={<IconHelpCircle size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('question')}
      </Button>
    );
  return (
    <form className={styles.question} onSubmit={submit} aria-label={t('question')}>
      <p className={styles.hint}>{t('questionLead')}</p>
      <TextInput
        label={t('questionText')}
        placeholder={t('questionExample')}
        maxLength={120}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoComplete="off"
      />
      <TextInput
        label={t('answers')}
        placeholder={t('answersExample')}
        maxLength={600}
        value={answers}
        onChange={(event) => setAnswers(event.currentTarget.value)}
        autoComplete="off"
      />
      <div className={styles.questionActs}>
        <Button type="submit" size="compact-sm" disabled={!isWhole || isSame} loading={save.isPending}>
          {t('questionSave')}
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={drop}>
          {t('questionOff')}
        </Button>
        {shown === undefined && next !== null && isSame && (
          <span className={styles.quiet}>{t('questionReady')}</span>
        )}
      </div>
    </form>
  );
};
