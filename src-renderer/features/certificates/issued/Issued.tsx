import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconFileTypePdf, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, client } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useMakeFile } from '../../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { CertificateCard } from './CertificateCard.tsx';
import styles from './issued.module.css';
import { issuedTexts } from './issued.texts.ts';
import type { Certificate } from './statusOf.ts';

type Status = 'all' | 'valid' | 'revoked';
const STATUSES: readonly Status[] = ['all', 'valid', 'revoked'];
const REVOKED = { all: {}, valid: { revoked: false }, revoked: { revoked: true } } as const;

/** All certificates that were given, newest first, and the one that is open beside them. */
export const Issued = ({ openId }: { readonly openId: string | undefined }) => {
  const t = useTexts(issuedTexts);
  const sentence = useSentence();
  const [, navigate] = useLocation();
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const [text, setText] = useState('');
  const [status, setStatus] = useState<Status>('all');
  const [eventId, setEventId] = useState<string | null>(null);
  const sought = useDeferredValue(text);
  const isPlain = text.trim() === '' && status === 'all' && eventId === null;
  const list = useQuery({
    ...api.certificates.list.queryOptions({
      text: sought,
      ...REVOKED[status],
      ...(eventId === null ? {} : { eventId }),
    }),
    placeholderData: keepPreviousData,
  });
  if (list.isError)
    return <ErrorSentence sentence={sentence(list.error)} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return null;
  const { rows, total } = list.data;
  // What does not count any more is not printed with the rest.
  const valid = rows.filter(({ revoked }) => revoked === null);
  if (total === 0 && isPlain)
    return (
      <EmptyState
        title={t('noneTitle')}
        text={t('noneText')}
        action={
          <Button component={Link} href="/events">
            {t('toEvents')}
          </Button>
        }
      />
    );
  return (
    <>
      <div className={styles.tools}>
        <TextInput
          className={styles.find ?? ''}
          aria-label={t('find')}
          placeholder={t('find')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <EventChoice value={eventId} onChange={setEventId} />
        <SegmentedControl
          aria-label={t('status')}
          data={STATUSES.map((value) => ({ value, label: t(value) }))}
          value={status}
          onChange={setStatus}
        />
        <div className={styles.spacer} />
        <span className={styles.count}>
          {rows.length < total ? t('firstOnly', { shown: rows.length }) : t('count', { count: total })}
        </span>
        <Button
          variant="default"
          disabled={valid.length === 0}
          leftSection={<IconFileTypePdf size={17} aria-hidden />}
          onClick={() =>
            makeFile({ making: t('making'), ready: t('ready') }, () =>
              client.certificates.print.mutate({
                which: { ids: valid.map(({ id }) => id) },
                mode: 'merged',
                language,
              }),
            )
          }
        >
          {t('saveAll')}
        </Button>
      </div>
      <div className={styles.split} data-open={openId !== undefined || undefined}>
        <div className={styles.table} role="table" aria-label={t('count', { count: total })}>
          <div className={styles.head} role="row">
            <span role="columnheader">{t('cName')}</span>
            <span role="columnheader" data-wide>
              {t('cEvent')}
            </span>
            <span role="columnheader">{t('cNumber')}</span>
            <span role="columnheader" data-wide>
              {t('cIssued')}
            </span>
            <span role="columnheader">{t('status')}</span>
          </div>
          {rows.map((row) => (
            <Row key={row.id} row={row} isOpen={row.id === openId} />
          ))}
          {rows.length === 0 && <p className={styles.none}>{t('none')}</p>}
        </div>
        {openId !== undefined && (
          <CertificateCard key={openId} id={openId} onClose={() => navigate('/certificates/issued')} />
        )}
      </div>
    </>
  );
};

const Row = ({ row, isOpen }: { readonly row: Certificate; readonly isOpen: boolean }) => {
  const t = useTexts(issuedTexts);
  const formats = useFormats();
  return (
    <div className={styles.row} role="row">
      <span role="cell" style={{ display: 'contents' }}>
        <Link
          href={`/certificates/issued/${row.id}`}
          className={styles.name}
          aria-current={isOpen}
          title={row.values.name}
        >
          {row.values.name}
        </Link>
      </span>
      <span role="cell" className={styles.cell} data-wide title={row.values.event}>
        {row.values.event}
      </span>
      <span role="cell" className={styles.cell}>
        {row.number}
      </span>
      <span role="cell" className={styles.cell} data-wide>
        {formats.date(row.issuedAt)}
      </span>
      <span role="cell" className={styles.status} data-revoked={row.revoked !== null || undefined}>
        {t(row.revoked === null ? 'valid1' : 'revokedShort')}
      </span>
    </div>
  );
};

const EventChoice = ({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) => {
  const t = useTexts(issuedTexts);
  const formats = useFormats();
  const past = useQuery(api.events.list.queryOptions({ when: 'past', limit: 200 }));
  const ahead = useQuery(api.events.list.queryOptions({ when: 'upcoming', limit: 50 }));
  const events = [...(ahead.data?.events ?? []), ...(past.data?.events ?? [])];
  return (
    <Select
      w={170}
      aria-label={t('event')}
      placeholder={t('allEvents')}
      clearable
      searchable
      data={events.map(({ id, title, starts_at }) => ({
        value: id,
        label: `${title} · ${formats.date(starts_at.slice(0, 10))}`,
      }))}
      value={value}
      onChange={onChange}
    />
  );
};
