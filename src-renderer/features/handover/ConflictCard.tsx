import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { useLaptopNames } from '../laptops/useLaptopNames.ts';
import styles from './conflicts.module.css';
import { conflictsTexts } from './conflicts.texts.ts';
import { cellOf, type Conflict } from './shape.ts';
import { canBeWritten, ThirdValue } from './ThirdValue.tsx';
import type { ConflictKeys } from './useConflictKeys.ts';
import { useNames } from './useNames.ts';

type Props = {
  readonly conflict: Conflict;
  /** This laptop. */
  readonly node: string;
  readonly keys: ConflictKeys;
};

/** One cell with everything that was written into it side by side. */
export const ConflictCard = ({ conflict, node, keys }: Props) => {
  const t = useTexts(conflictsTexts);
  const names = useNames();
  const id = useId();
  const card = useRef<HTMLElement>(null);
  const [isWriting, setWriting] = useState(false);
  const settle = useMutation(
    api.conflicts.settle.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('settled'), tx) }),
  );
  const { table, row, column, heads, values, isWrittenOnce } = conflict;
  const cell = cellOf(conflict);
  const isCurrent = keys.current === cell;
  const hasThird = !isWrittenOnce && canBeWritten(conflict, names.choices(table, column).length > 0);
  const decide = (choice: Parameters<typeof settle.mutate>[0]['choice']): void => {
    keys.goOn();
    settle.mutate({ table, row, column, heads, choice });
  };
  const choose = (place: number): void => {
    const value = values[place];
    if (settle.isPending) return;
    if (place === 0) decide({ kind: 'keep' });
    else if (value !== undefined && !isWrittenOnce) decide({ kind: 'other', hlc: value.hlc });
    else if (place === values.length && hasThird) setWriting(true);
  };
  const { join } = keys;
  const latest = useRef(choose);
  useEffect(() => {
    latest.current = choose;
  });
  useEffect(() => {
    if (card.current === null) return undefined;
    return join(cell, { element: card.current, choose: (place) => latest.current(place) });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `join` keeps one map for the life of the list
  }, [cell]);
  return (
    <section
      ref={card}
      className={styles.card}
      tabIndex={-1}
      aria-labelledby={id}
      data-current={isCurrent || undefined}
      onFocus={() => !isCurrent && keys.setCurrent(cell)}
    >
      <h3 id={id}>{names.column(table, column)}</h3>
      <div className={styles.values}>
        {values.map((value, index) => (
          <OneValue
            key={value.hlc}
            conflict={conflict}
            value={value}
            index={index}
            node={node}
            isBusy={settle.isPending}
            canTake={index === 0 || !isWrittenOnce}
            onTake={() => choose(index)}
          />
        ))}
      </div>
      {isWrittenOnce && <p className={styles.lead}>{t('writtenOnce')}</p>}
      {hasThird && !isWriting && (
        <Button
          mt="xs"
          ml={-8}
          size="compact-sm"
          variant="subtle"
          rightSection={<Key place={values.length} />}
          onClick={() => setWriting(true)}
        >
          {t('third')}
        </Button>
      )}
      {isWriting && (
        <ThirdValue
          conflict={conflict}
          choices={names.choices(table, column)}
          isBusy={settle.isPending}
          onWrite={(value) => decide({ kind: 'third', value })}
          onCancel={() => {
            setWriting(false);
            card.current?.focus();
          }}
        />
      )}
    </section>
  );
};

/** The number that does the same; seen at the current conflict alone. */
const Key = ({ place }: { readonly place: number }) => (
  <span className={styles.key} aria-hidden>
    <Kbd keys={String(place + 1)} />
  </span>
);

type ValueProps = {
  readonly conflict: Conflict;
  readonly value: Conflict['values'][number];
  readonly index: number;
  readonly node: string;
  readonly isBusy: boolean;
  readonly canTake: boolean;
  readonly onTake: () => void;
};

const OneValue = ({ conflict, value: written, index, node, isBusy, canTake, onTake }: ValueProps) => {
  const t = useTexts(conflictsTexts);
  const formats = useFormats();
  const names = useNames();
  const laptopOf = useLaptopNames();
  const { table, column, actors, called } = conflict;
  const { value, actor, at, node: where } = written;
  const isStanding = index === 0;
  const who = actors[actor] ?? (actor === 'phone' ? t('phone') : laptopOf(where));
  return (
    <div className={styles.value} data-standing={isStanding || undefined}>
      <span className={styles.quiet}>
        {isStanding ? t('stands') : t('written')} <Key place={index} />
      </span>
      <strong data-empty={value === null || undefined}>
        {called[String(value)] ?? names.value(table, column, value)}
      </strong>
      <span>{t('by', { who, at: at === '' ? '' : formats.dateTime(at) })}</span>
      <span className={styles.quiet}>
        {where === node ? t('here') : t('there', { name: laptopOf(where) })}
      </span>
      {canTake && (
        <Button
          size="compact-sm"
          variant={isStanding ? 'default' : 'light'}
          disabled={isBusy}
          onClick={onTake}
        >
          {isStanding ? t('keep') : t('takeThis')}
        </Button>
      )}
    </div>
  );
};
