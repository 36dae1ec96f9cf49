import { Select } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { api } from '../../api/client.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { Page, PageHeader } from '../../ui/PageHeader.tsx';
import { DateField } from '../events/fields/DateField.tsx';
import { FunnelView } from './FunnelView.tsx';
import type { Scope } from './FunnelSteps.tsx';
import { funnelScreenTexts } from './funnel.texts.ts';
import styles from './funnel.module.css';

/** The funnel of a club, a series or a time; what is chosen stands in the address. */
export const FunnelPage = () => {
  const t = useTexts(funnelScreenTexts);
  const { language } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const clubs = useQuery(api.clubs.list.queryOptions());
  const templates = useQuery(api.events.templates.list.queryOptions({ language }));
  const choose = (name: string, value: string | null): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
        // A series has its club already.
        if (name === 'series') next.delete('club');
        if (name === 'club') next.delete('series');
        return next;
      },
      { replace: true },
    );
  const series = search.get('series');
  const club = search.get('club');
  const days = { from: search.get('from'), until: search.get('until') };
  const scope: Scope =
    series !== null
      ? { kind: 'series', templateId: series, ...days }
      : club !== null
        ? { kind: 'club', clubId: club, ...days }
        : { kind: 'all', ...days };
  return (
    <Page>
      <PageHeader
        back={
          <Link href="/events" className={styles.back}>
            <IconChevronLeft size={16} aria-hidden />
            {t('back')}
          </Link>
        }
        title={t('title')}
      />
      <div className={styles.choice}>
        <Select
          label={t('series')}
          placeholder={t('allSeries')}
          clearable
          searchable
          data={(templates.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={series}
          onChange={(next) => choose('series', next)}
        />
        <Select
          label={t('club')}
          placeholder={t('allClubs')}
          clearable
          data={(clubs.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={club}
          onChange={(next) => choose('club', next)}
        />
        <DateField
          label={t('from')}
          value={days.from}
          onChange={(next) => choose('from', next)}
          onClear={() => choose('from', null)}
        />
        <DateField
          label={t('until')}
          value={days.until}
          onChange={(next) => choose('until', next)}
          onClear={() => choose('until', null)}
        />
      </div>
      <FunnelView scope={scope} />
    </Page>
  );
};
