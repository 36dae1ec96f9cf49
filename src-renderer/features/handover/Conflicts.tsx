import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { ConflictCard } from './ConflictCard.tsx';
import styles from './conflicts.module.css';
import { conflictsTexts } from './conflicts.texts.ts';
import { handoverFailureTexts } from './failures.texts.ts';
import { Kept } from './Kept.tsx';
import { cellOf, rowOf, type Conflict } from './shape.ts';
import { useConflictKeys } from './useConflictKeys.ts';
import { useNames } from './useNames.ts';

addFailureTexts(handoverFailureTexts);

/** Everything that two laptops wrote differently: both values, who, when, where; one click or one key settles it for all. */
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
      {list !== undefined && <Open conflicts={list.conflicts} node={list.node} />}
      <Kept />
    </Page>
  );
};

type OpenProps = { readonly conflicts: readonly Conflict[]; readonly node: string };

const Open = ({ conflicts, node }: OpenProps) => {
  const t = useTexts(conflictsTexts);
  const keys = useConflictKeys(conflicts);
  if (conflicts.length === 0) return null;
  const rows = Map.groupBy(conflicts, rowOf);
  return (
    <>
      <p className={styles.lead}>{t('lead')}</p>
      <dl className={styles.keys}>
        <dt>
          <Kbd keys="J" /> <Kbd keys="K" />
        </dt>
        <dd>{t('keysMove')}</dd>
        <dt>
          <Kbd keys="1" /> <Kbd keys="2" />
        </dt>
        <dd>{t('keysTake')}</dd>
      </dl>
      {[...rows].map(([row, ofRow]) => (
        <Panel key={row}>
          <RowHead conflict={ofRow[0]} />
          {ofRow.map((conflict) => (
            <ConflictCard key={cellOf(conflict)} conflict={conflict} node={node} keys={keys} />
          ))}
        </Panel>
      ))}
    </>
  );
};

/** Where a row has a page of its own. */
const PAGES: Readonly<Record<string, string>> = { person: '/people', event: '/events' };

const RowHead = ({ conflict }: { readonly conflict: Conflict | undefined }) => {
  const t = useTexts(conflictsTexts);
  const names = useNames();
  if (conflict === undefined) return null;
  const { table, row, person, title } = conflict;
  const name = [...new Set([person, title])].filter(Boolean).join(' · ');
  const page = PAGES[table];
  return (
    <div className={styles.head}>
      <h2>
        <small>{names.table(table)}</small>
        {name !== '' && <span>{name}</span>}
      </h2>
      {page !== undefined && (
        <Link href={`${page}/${row}`} aria-label={t('openRowOf', { name })}>
          {t('openRow')}
        </Link>
      )}
    </div>
  );
};
