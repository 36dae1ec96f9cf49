import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { conflictsTexts } from './conflicts.texts.ts';
import { handoverFailureTexts } from './failures.texts.ts';
import styles from './handover.module.css';
import { Kept } from './Kept.tsx';
import { useNames } from './useNames.ts';

addFailureTexts(handoverFailureTexts);

type List = Outputs['conflicts']['list'];
type Conflict = List['conflicts'][number];

/** Everything that two laptops wrote differently: both values, who, when, where; one click settles it for all. */
export const Conflicts = () => {
  const t = useTexts(conflictsTexts);
  const sentence = useSentence();
  const found = useQuery(api.conflicts.list.queryOptions());
  const list = found.data;
  return (
    <Page narrow>
      <PageHeader
        title={t('title')}
        subtitle={list !== undefined && list.count > 0 && t('notice', { count: list.count })}
      />
      {found.isError && <ErrorSentence sentence={sentence(found.error)} />}
      {list?.count === 0 && <EmptyState title={t('none')} text={t('noneText')} />}
      {list !== undefined && list.count > 0 && (
        <>
          <p className={styles.lead}>{t('lead')}</p>
          <ul className={styles.list}>
            {list.conflicts.map((conflict) => (
              <li key={`${conflict.table} ${conflict.row} ${conflict.column} ${conflict.heads}`}>
                <One conflict={conflict} node={list.node} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Kept />
    </Page>
  );
};

const One = ({ conflict, node }: { readonly conflict: Conflict; readonly node: string }) => {
  const t = useTexts(conflictsTexts);
  const formats = useFormats();
  const names = useNames();
  const [third, setThird] = useState<string>();
  const settle = useMutation(
    api.conflicts.settle.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('settled'), tx) }),
  );
  const { table, row, column, heads, values, person, title, actors, isWrittenOnce } = conflict;
  const decide = (choice: Parameters<typeof settle.mutate>[0]['choice']): void =>
    settle.mutate({ table, row, column, heads, choice });
  const isText = values.some(({ value }) => typeof value === 'string') && !column.endsWith('_at');
  return (
    <Panel>
      <h2 className={styles.where}>
        {[names.table(table), person ?? title].filter(Boolean).join(' · ')}: {names.column(table, column)}
      </h2>
      <div className={styles.values}>
        {values.map(({ hlc, value, actor, at, node: where }, index) => (
          <div key={hlc} className={styles.value} data-standing={index === 0 || undefined}>
            {index === 0 && <span className={styles.quiet}>{t('stands')}</span>}
            <strong>{names.value(column, value)}</strong>
            <span>
              {t('by', {
                who: actors[actor] ?? (actor === 'phone' ? t('phone') : actor),
                at: at === '' ? '' : formats.dateTime(at),
              })}
            </span>
            <span className={styles.quiet}>{where === node ? t('here') : t('there', { node: where })}</span>
            {(index === 0 || !isWrittenOnce) && (
              <Button
                size="compact-sm"
                variant={index === 0 ? 'default' : 'light'}
                disabled={settle.isPending}
                onClick={() => decide(index === 0 ? { kind: 'keep' } : { kind: 'other', hlc })}
              >
                {index === 0 ? t('keep') : t('takeThis')}
              </Button>
            )}
          </div>
        ))}
      </div>
      {isWrittenOnce && <p className={styles.lead}>{t('writtenOnce')}</p>}
      {isText && !isWrittenOnce && third === undefined && (
        <Button mt="xs" size="compact-sm" variant="subtle" onClick={() => setThird('')}>
          {t('third')}
        </Button>
      )}
      {third !== undefined && (
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault();
            if (third.trim() !== '') decide({ kind: 'third', value: third.trim() });
          }}
        >
          <TextInput
            mt="xs"
            aria-label={t('third')}
            value={third}
            autoFocus
            onChange={(event) => setThird(event.currentTarget.value)}
          />
          <Button type="submit" disabled={third.trim() === '' || settle.isPending}>
            {t('write')}
          </Button>
        </form>
      )}
    </Panel>
  );
};
