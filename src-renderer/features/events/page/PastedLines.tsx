import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../../api/client.ts';
import { sentenceOf } from '../../../api/sentence.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { toastFailed } from '../../../ui/toasts.ts';
import { eventsTexts } from '../events.texts.ts';
import type { WayProps } from './waysToAdd.ts';
import styles from './page.module.css';

type Matched = Outputs['events']['registered']['match'][number];

const MOST = 2000;

/** A list from a chat or a column of a table: each line shows whom it means before anybody is added. */
export const PastedLines = ({ onChosen }: WayProps) => {
  const t = useTexts(eventsTexts);
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [matched, setMatched] = useState<readonly Matched[] | undefined>();
  const [picked, setPicked] = useState<ReadonlyMap<number, string>>(new Map());
  const choose = (next: ReadonlyMap<number, string>): void => {
    setPicked(next);
    const ids = [...new Set([...next.values()].filter((id) => id !== ''))];
    onChosen({
      who: ids.length === 0 ? undefined : { kind: 'people', ids, source: 'import' },
      count: ids.length,
    });
  };
  const check = async (): Promise<void> => {
    const lines = text
      .split(/\r?\n/)
      .map((line) => line.trim().slice(0, 300))
      .filter((line) => line !== '')
      .slice(0, MOST);
    setBusy(true);
    const found = await client.events.registered.match.mutate({ lines }).finally(() => setBusy(false));
    setMatched(found);
    choose(
      new Map(
        found.flatMap(({ people }, index) => {
          const [only] = people;
          return people.length === 1 && only !== undefined ? [[index, only.id] as const] : [];
        }),
      ),
    );
  };
  if (matched === undefined) {
    return (
      <>
        <Textarea
          mt="md"
          mb="md"
          data-autofocus
          aria-label={t('addByPaste')}
          description={t('addPasteHint')}
          value={text}
          onChange={(change) => setText(change.currentTarget.value)}
          rows={10}
        />
        <Button
          mb="md"
          variant="light"
          disabled={text.trim() === ''}
          loading={isBusy}
          onClick={() => void check().catch((error: unknown) => toastFailed(sentenceOf(error)))}
        >
          {t('addCheck')}
        </Button>
      </>
    );
  }
  return (
    <div className={styles.hits}>
      {matched.map((line, index) => (
        <Line
          // oxlint-disable-next-line react/no-array-index-key -- the same name may be pasted twice, and lines never move
          key={index}
          line={line}
          picked={picked.get(index) ?? ''}
          onPick={(id) => choose(new Map(picked).set(index, id))}
        />
      ))}
    </div>
  );
};

type LineProps = {
  readonly line: Matched;
  readonly picked: string;
  readonly onPick: (id: string) => void;
};

const TONES = { none: 'matchNone', ok: 'matchOk', many: 'matchMany' } as const;

const Line = ({ line, picked, onPick }: LineProps) => {
  const t = useTexts(eventsTexts);
  const [only] = line.people;
  const tone = only === undefined ? 'none' : line.people.length === 1 || picked !== '' ? 'ok' : 'many';
  const describe = (person: Matched['people'][number]): string =>
    [person.name, person.group].filter(Boolean).join(', ');
  return (
    <div className={styles.matched}>
      <span className={styles.quiet} title={line.line}>
        {line.line}
      </span>
      {line.people.length > 1 ? (
        <NativeSelect
          size="xs"
          aria-label={line.line}
          value={picked}
          onChange={(change) => onPick(change.currentTarget.value)}
          data={[
            { value: '', label: t('matchSkip') },
            ...line.people.map((person) => ({ value: person.id, label: describe(person) })),
          ]}
        />
      ) : (
        <span className={styles.name}>{only === undefined ? '' : describe(only)}</span>
      )}
      <span className={styles.badge} data-tone={tone}>
        {t(TONES[tone])}
      </span>
    </div>
  );
};
