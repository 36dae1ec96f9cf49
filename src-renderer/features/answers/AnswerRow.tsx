import { Popover, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { toastDone } from '../../ui/toasts.ts';
import tables from '../events/page/page.module.css';
import styles from './answers.module.css';
import { answersTexts } from './answers.texts.ts';

type Line = Outputs['answers']['ofEvent']['lines'][number];
type Answer = NonNullable<Line['answer']>;
const ANSWERS: readonly Answer[] = ['going', 'maybe', 'notGoing'];
/** What one person says; the filters above say it of many. */
const WORDS = { going: 'oneGoing', maybe: 'oneMaybe', notGoing: 'oneNotGoing' } as const;
const SOURCES = { bot: 'sBot', page: 'sPage', desk: 'sDesk', paper: 'sPaper' } as const;

/** One person's answer: what they say now, with all that they said before; told in person, it is written here. */
export const AnswerRow = ({ eventId, line }: { readonly eventId: string; readonly line: Line }) => {
  const t = useTexts(answersTexts);
  const formats = useFormats();
  const give = useMutation(
    api.answers.give.mutationOptions({
      onSuccess: (_written, { answer }) =>
        toastDone(t('gave', { name: line.name, answer: t(WORDS[answer]).toLowerCase() })),
    }),
  );
  return (
    <div className={`${tables.row} ${styles.row}`} role="row">
      <span className={styles.who} role="cell">
        <Link href={`/people/${line.personId}`}>{line.name}</Link>
        <small>{line.group}</small>
      </span>
      <span className={styles.answer} role="cell">
        <Select
          size="xs"
          aria-label={t('setAnswer', { name: line.name })}
          placeholder={t('silent')}
          allowDeselect={false}
          data={ANSWERS.map((value) => ({ value, label: t(WORDS[value]) }))}
          value={line.answer}
          onChange={(next) => {
            const answer = ANSWERS.find((known) => known === next);
            if (answer !== undefined) give.mutate({ eventId, personId: line.personId, answer });
          }}
        />
      </span>
      <span className={styles.when} role="cell">
        {line.at !== null && line.source !== null && (
          <>
            {formats.dateTime(line.at)}
            <small>
              {t(SOURCES[line.source])}
              {line.history.length > 1 && <History line={line} />}
            </small>
          </>
        )}
      </span>
      <span className={tables.quiet} role="cell">
        {line.hasPlace ? t('hasPlace') : line.isWaiting ? t('waits') : ''}
      </span>
    </div>
  );
};

const History = ({ line }: { readonly line: Line }) => {
  const t = useTexts(answersTexts);
  const formats = useFormats();
  return (
    <Popover withinPortal position="bottom-start" shadow="md">
      <Popover.Target>
        <button
          type="button"
          className={styles.changed}
          aria-label={`${line.name}: ${t('changed', { count: line.history.length - 1 })}`}
        >
          {t('changed', { count: line.history.length - 1 })}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={styles.said}>
          {line.history.map(({ answer, at, source }) => (
            <li key={at}>
              {t(WORDS[answer])}{' '}
              <span>
                {formats.dateTime(at)} · {t(SOURCES[source])}
              </span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
};
