import { Button, Menu } from '@mantine/core';
import { IconDots, IconPlus, IconUpload } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import type { PersonCard as Card, PersonSort } from '../../../src-core/people/index.ts';
import { client } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Page, PageHeader } from '../../ui/PageHeader.tsx';
import { ColumnMenu } from '../../ui/table/ColumnMenu.tsx';
import { shownColumns } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { reachTexts } from '../reach/reach.texts.ts';
import { AddPerson } from './AddPerson.tsx';
import { PersonCard } from './card/PersonCard.tsx';
import { BulkBar } from './list/BulkBar.tsx';
import { CardsItems } from './list/CardsMenu.tsx';
import { exportedColumns, usePersonColumns } from './list/columns.tsx';
import { ExportMenu } from './list/ExportMenu.tsx';
import { Filters } from './list/Filters.tsx';
import styles from './list/list.module.css';
import { usePeople } from './list/usePeople.ts';
import { EVERYONE, firstView, isNarrowed, keepLayout, type PeopleView } from './list/view.ts';
import { ViewsMenu } from './list/ViewsMenu.tsx';
import { peopleTexts } from './people.texts.ts';

/** The view of this window outlives a visit to another page. */
let lastView: PeopleView | undefined;

const idOf = (person: Card): string => person.id;
const NOBODY: ReadonlySet<string> = new Set();

/** Everybody: the list, and beside it the card of the one who is open. */
export const People = () => {
  const t = useTexts(peopleTexts);
  const reach = useTexts(reachTexts);
  const sentence = useSentence();
  const { id } = useParams();
  const [, navigate] = useLocation();
  const [view, setView] = useState<PeopleView>(() => lastView ?? firstView());
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOBODY);
  const columns = usePersonColumns();
  const filter = useDeferredValue(view.filter);
  const { total, error, retry, rowAt, onRange } = usePeople(filter, view.sort);
  const change = useCallback((patch: Partial<PeopleView>) => {
    setView((now) => {
      lastView = { ...now, ...patch };
      if (patch.layout !== undefined) keepLayout(patch.layout);
      return lastView;
    });
  }, []);
  useKeys({ N: () => navigate('/people/new'), Escape: () => navigate('/people') });

  const between = (from: number, to: number): Promise<readonly string[]> =>
    client.people.ids.query({ filter, sort: view.sort, offset: from, limit: to - from + 1 });
  const isAdding = id === 'new';
  const openId = isAdding ? undefined : id;
  const narrowed = isNarrowed(filter);

  return (
    <Page fixed>
      <PageHeader
        title={t('title')}
        subtitle={total === undefined ? '' : t('count', { count: total })}
        actions={
          <>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" px={10} aria-label={t('importHistory')}>
                  <IconDots size={18} aria-hidden />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <CardsItems who={{ filter }} />
                <Menu.Item component={Link} href="/reach">
                  {reach('open')}
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item component={Link} href="/people/imports">
                  {t('importHistory')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <ExportMenu
              filter={filter}
              sort={view.sort}
              columns={exportedColumns(shownColumns(columns, view.layout))}
            />
            <Button
              component={Link}
              href="/people/import"
              variant="default"
              leftSection={<IconUpload size={16} aria-hidden />}
            >
              {t('import')}
            </Button>
            <Button component={Link} href="/people/new" leftSection={<IconPlus size={16} aria-hidden />}>
              {t('add')}
            </Button>
          </>
        }
      />
      <div className={styles.split} data-open={openId !== undefined || undefined}>
        <div className={styles.listSide}>
          <Filters filter={view.filter} onFilter={(next) => change({ filter: next })}>
            <ViewsMenu view={view} onView={change} />
            <ColumnMenu columns={columns} layout={view.layout} onLayout={(layout) => change({ layout })} />
          </Filters>
          {error !== null && <ErrorSentence sentence={sentence(error)} onRetry={retry} />}
          <DataTable
            label={t('title')}
            columns={columns}
            count={total ?? 0}
            rowAt={rowAt}
            idOf={idOf}
            layout={view.layout}
            onLayout={(layout) => change({ layout })}
            sort={view.sort}
            onSort={(sort) => change({ sort: sort as PersonSort })}
            selection={{ ids: selected, change: setSelected, between }}
            onOpen={(person) => navigate(`/people/${person.id}`)}
            onRange={onRange}
            openId={openId}
            resetKey={JSON.stringify([filter, view.sort])}
            empty={
              total === 0 &&
              (narrowed ? (
                <EmptyState
                  title={t('noneTitle')}
                  text={t('noneText')}
                  action={
                    <Button variant="light" onClick={() => change({ filter: EVERYONE })}>
                      {t('noneAction')}
                    </Button>
                  }
                />
              ) : (
                <EmptyState
                  title={t('emptyTitle')}
                  text={t('emptyText')}
                  action={
                    <Button component={Link} href="/people/import">
                      {t('emptyAction')}
                    </Button>
                  }
                />
              ))
            }
          />
          {selected.size > 0 && (
            <BulkBar ids={selected} onClear={() => setSelected(NOBODY)}>
              <ExportMenu
                filter={{ ids: [...selected] }}
                sort={view.sort}
                columns={exportedColumns(shownColumns(columns, view.layout))}
              />
            </BulkBar>
          )}
        </div>
        {openId !== undefined && <PersonCard key={openId} id={openId} onClose={() => navigate('/people')} />}
      </div>
      {isAdding && <AddPerson onClose={() => navigate('/people')} />}
    </Page>
  );
};
