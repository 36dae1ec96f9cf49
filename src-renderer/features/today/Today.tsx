import { Anchor, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { clockOf, dateOf } from '../../../src-core/events/localTime.rules.ts';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { ConflictsNotice } from '../handover/ConflictsNotice.tsx';
import styles from './today.module.css';
import { todayTexts } from './today.texts.ts';

type Event = Outputs['events']['list']['events'][number];

const SHOWN = 5;

/** Where a day begins: what is next, and what can be done first. */
export const Today = () => {
  const t = useTexts(todayTexts);
  const formats = useFormats();
  const [now] = useState(() => Date.now());
  const people = useQuery(api.people.list.queryOptions({ limit: 1 }));
  const events = useQuery(api.events.list.queryOptions({ when: 'upcoming', limit: SHOWN }));
  const next = events.data?.events ?? [];
  return (
    <Page>
      <PageHeader
        title={t('title')}
        subtitle={[
          formats.day(now),
          people.data === undefined ? '' : t('peopleCount', { count: people.data.total }),
        ]
          .filter(Boolean)
          .join(' · ')}
      />
      <ConflictsNotice />
      {next.length > 0 && (
        <Panel
          title={t('upcoming')}
          aside={
            <Anchor component={Link} href="/events">
              {t('allEvents')}
            </Anchor>
          }
        >
          <ul className={styles.events}>
            {next.map((event) => (
              <Upcoming key={event.id} event={event} />
            ))}
          </ul>
        </Panel>
      )}
      {people.data !== undefined && events.data !== undefined && (
        <FirstSteps hasPeople={people.data.total > 0} />
      )}
    </Page>
  );
};

const Upcoming = ({ event }: { readonly event: Event }) => {
  const t = useTexts(todayTexts);
  const formats = useFormats();
  const counts = [
    event.registered > 0 ? t('registered', { count: event.registered }) : '',
    event.came > 0 ? t('came', { count: event.came }) : '',
  ];
  return (
    <li>
      <Link href={`/events/${event.id}`} className={styles.event}>
        <span className={styles.when}>
          <strong>{clockOf(event.starts_at)}</strong>
          <span>{formats.day(dateOf(event.starts_at))}</span>
        </span>
        <span className={styles.what}>
          <strong>{event.title}</strong>
          <span>{[event.club_name, event.place].filter(Boolean).join(' · ')}</span>
        </span>
        <span className={styles.counts}>
          {event.cancelled_at === null ? counts.filter(Boolean).join(' · ') : t('cancelled')}
        </span>
      </Link>
    </li>
  );
};

const FirstSteps = ({ hasPeople }: { readonly hasPeople: boolean }) => {
  const t = useTexts(todayTexts);
  const roster = {
    path: '/people/import',
    title: t('importTitle'),
    text: t('importText'),
    action: t('importAction'),
  };
  const event = {
    path: '/events/new',
    title: t('eventTitle'),
    text: t('eventText'),
    action: t('eventAction'),
  };
  const person = {
    path: '/people/new',
    title: t('personTitle'),
    text: t('personText'),
    action: t('personAction'),
  };
  return (
    <div className={styles.steps}>
      {(hasPeople ? [event, roster, person] : [roster, event, person]).map(
        ({ path, title, text, action }, index) => (
          <section key={path} className={styles.step}>
            <h2>{title}</h2>
            <p>{text}</p>
            <Button component={Link} href={path} variant={index === 0 ? 'filled' : 'light'}>
              {action}
            </Button>
          </section>
        ),
      )}
    </div>
  );
};
