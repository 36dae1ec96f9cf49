import { Button, SegmentedControl } from '@mantine/core';
import { IconEye, IconPhone, IconRepeat } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { api, client } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useMakeFile } from '../../api/useMakeFile.ts';
import { useMay } from '../../api/useMay.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { Column, TableLayout } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './messages.module.css';
import { messagesTexts } from './messages.texts.ts';
import { useMessageWords, type Message } from './words.ts';

type PersonLine = Outputs['messages']['people'][number];

const FILTERS = ['all', 'queued', 'sent', 'seen', 'unsure', 'failed', 'unreachable', 'skipped'] as const;
type Filter = (typeof FILTERS)[number];

/** Whom it did not reach, or may not have. */
const MISSED = ['unreachable', 'failed', 'unsure'] as const;

/** What may be sent once more, if somebody wishes so. */
const AGAIN: readonly Filter[] = ['unsure', 'failed', 'unreachable'];

const fits = (line: PersonLine, filter: Filter): boolean =>
  filter === 'all' || (filter === 'seen' ? line.seenAt !== null : line.state === filter);

const NOBODY: ReadonlySet<string> = new Set();
const FIRST_LAYOUT: TableLayout = { hidden: [], widths: {} };

/** Each person of a message with what became of it. */
export const MessagePeople = ({ message }: { readonly message: Message }) => {
  const t = useTexts(messagesTexts);
  const formats = useFormats();
  const mayWrite = useMay('messages.write');
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const [, navigate] = useLocation();
  const [filter, setFilter] = useState<Filter>('all');
  const [selected, setSelected] = useState(NOBODY);
  const [layout, setLayout] = useState(FIRST_LAYOUT);
  const columns = usePeopleColumns();
  const found = useQuery(api.messages.people.queryOptions({ id: message.id }));
  const all = useMemo(() => found.data ?? [], [found.data]);
  const lines = useMemo(() => all.filter((line) => fits(line, filter)), [all, filter]);
  const again = useMutation(
    api.messages.sendAgain.mutationOptions({
      onSuccess: ({ tx, people: count }) => {
        toastDone(t('againDone', { count }), tx);
        setSelected(NOBODY);
      },
    }),
  );
  if (found.data === undefined) return null;
  const chosen = lines.filter(
    ({ id, state, isAgain }) =>
      !isAgain && AGAIN.some((one) => one === state) && (selected.size === 0 || selected.has(id)),
  );
  const shown = FILTERS.filter(
    (one) => one === 'all' || one === filter || all.some((line) => fits(line, one)),
  );
  const toCall = MISSED.filter((state) =>
    filter === 'all' ? all.some((line) => line.state === state) : state === filter && lines.length > 0,
  );
  const isAgainAsked = AGAIN.includes(filter) || selected.size > 0;
  return (
    <>
      <div className={styles.tools}>
        <SegmentedControl
          aria-label={t('filterState')}
          data={shown.map((value) => ({
            value,
            label: `${t(`p_${value}`)} ${formats.number(all.filter((line) => fits(line, value)).length)}`,
          }))}
          value={filter}
          onChange={(next) => {
            setFilter(next);
            setSelected(NOBODY);
          }}
        />
        {mayWrite && isAgainAsked && chosen.length > 0 && (
          <Button
            leftSection={<IconRepeat size={16} aria-hidden />}
            variant="light"
            loading={again.isPending}
            onClick={() => again.mutate({ id: message.id, personIds: chosen.map(({ id }) => id) })}
          >
            {t('again', { count: chosen.length })}
          </Button>
        )}
        {mayWrite && toCall.length > 0 && (
          <Button
            leftSection={<IconPhone size={16} aria-hidden />}
            variant="default"
            onClick={() =>
              makeFile({ making: t('callListMaking'), ready: t('callListReady') }, () =>
                client.messages.callList.mutate({ id: message.id, states: toCall, language }),
              )
            }
          >
            {t('callList')}
          </Button>
        )}
      </div>
      {filter === 'unsure' && <p className={styles.hint}>{t('unsureHint')}</p>}
      <DataTable
        label={t('title')}
        columns={columns}
        count={lines.length}
        rowAt={(index) => lines[index]}
        idOf={({ id }) => id}
        layout={layout}
        onLayout={setLayout}
        selection={{
          ids: selected,
          change: setSelected,
          between: (from, to) => Promise.resolve(lines.slice(from, to + 1).map(({ id }) => id)),
        }}
        onOpen={({ id }) => navigate(`/people/${id}`)}
        resetKey={filter}
        empty={<EmptyState title={t('noPeople')} />}
      />
    </>
  );
};

const usePeopleColumns = (): readonly Column<PersonLine>[] => {
  const t = useTexts(messagesTexts);
  const formats = useFormats();
  const { reasonOf } = useMessageWords();
  return [
    { id: 'name', title: t('cName'), width: 208, isMain: true, cell: ({ name }) => name },
    { id: 'group', title: t('cGroup'), width: 92, cell: ({ group }) => group },
    {
      id: 'state',
      title: t('cState'),
      width: 128,
      cell: ({ state, isAgain }) => (
        <span className={styles.state} data-state={state}>
          {isAgain ? t('againWaits') : t(`o_${state}`)}
        </span>
      ),
    },
    {
      id: 'channel',
      title: t('cChannel'),
      width: 110,
      cell: ({ channel }) => (channel === null ? '' : t(`channel_${channel}`)),
    },
    { id: 'reason', title: t('cReason'), width: 210, cell: ({ reason }) => reasonOf(reason) },
    {
      id: 'at',
      title: t('cAt'),
      width: 164,
      cell: ({ at }) => (at === null ? '' : <span className="numbers">{formats.dateTime(at)}</span>),
    },
    {
      id: 'seen',
      title: t('cSeen'),
      width: 176,
      cell: ({ seenAt }) =>
        seenAt === null ? (
          ''
        ) : (
          <span className={styles.seen}>
            <IconEye size={15} aria-hidden />
            <span className="numbers">{formats.dateTime(seenAt)}</span>
          </span>
        ),
    },
  ];
};
