import { Button } from '@mantine/core';
import { IconChevronLeft, IconDoorEnter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { dateOf } from '../../../../src-core/events/localTime.rules.ts';
import { api } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { Page, PageHeader } from '../../../ui/PageHeader.tsx';
import { PageTabs } from '../../../ui/PageTabs.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { answersTexts } from '../../answers/answers.texts.ts';
import { AnswersTab } from '../../answers/AnswersTab.tsx';
import { DoorPanel } from '../../door/DoorPanel.tsx';
import { DrawTab } from '../../draws/DrawTab.tsx';
import { PaperTab } from '../../paper/PaperTab.tsx';
import { BadgesTab } from '../../nameBadges/BadgesTab.tsx';
import { eventsTexts } from '../events.texts.ts';
import { EventFeedback } from '../../forms/EventFeedback.tsx';
import { formsTexts } from '../../forms/forms.texts.ts';
import { FunnelView } from '../../funnel/FunnelView.tsx';
import { MessagesTab } from '../../messages/MessagesTab.tsx';
import { RoomsTab } from '../rooms/RoomsTab.tsx';
import { SecondLaptop } from '../../handover/SecondLaptop.tsx';
import { StickState } from '../../handover/StickState.tsx';
import { hoursOf, useDayName } from '../when.ts';
import { Attendance } from './Attendance.tsx';
import type { EventOfPage } from './eventOfPage.ts';
import { EventMenu } from './EventMenu.tsx';
import { PARTS, phaseOf, type EventPart } from './eventPhase.rules.ts';
import { Overview } from './Overview.tsx';
import styles from './page.module.css';
import { Registered } from './Registered.tsx';

const BatchTab = lazy(async () => ({
  default: (await import('../../certificates/batch/BatchTab.tsx')).BatchTab,
}));

/** Tabs that are panels of their own; all others but the tables show the overview. */
const PANELS: ReadonlySet<string> = new Set([
  'laptop',
  'draw',
  'phones',
  'paper',
  'rooms',
  'badges',
  'certificates',
  'messages',
  'funnel',
  'feedback',
]);

/** One event: its fields, its list, its attendance; the door is one key away. */
export const EventPage = ({ id, tab }: { readonly id: string; readonly tab: string | undefined }) => {
  const t = useTexts(eventsTexts);
  const forms = useTexts(formsTexts);
  const answers = useTexts(answersTexts);
  const sentence = useSentence();
  const found = useQuery(api.events.get.queryOptions({ id }));
  const counters = useQuery(api.checkIn.counters.queryOptions({ eventId: id }));
  const dayName = useDayName(found.data?.now);
  const event = found.data?.event;
  const back = (
    <Link href="/events" className={styles.back}>
      <IconChevronLeft size={16} aria-hidden />
      {t('back')}
    </Link>
  );
  if (found.isError) {
    return (
      <Page>
        {back}
        <ErrorSentence sentence={sentence(found.error)} />
      </Page>
    );
  }
  const figures = counters.data;
  const titles: Readonly<Record<EventPart, string>> = {
    '': t('overview'),
    list: t('registered'),
    messages: t('messages'),
    answers: answers('answers'),
    rooms: t('rooms'),
    badges: t('badges'),
    paper: t('paper'),
    phones: t('phones'),
    draw: t('draw'),
    attendance: t('attendance'),
    feedback: forms('feedback'),
    certificates: t('certificates'),
    funnel: t('funnel'),
  };
  const counts: Partial<Record<EventPart, number | undefined>> = {
    list: figures?.registered,
    attendance: figures?.came,
  };
  const tabs = found.data === undefined ? [] : PARTS[phaseOf(found.data.event, found.data.now)];
  const isTable = tab === 'list' || tab === 'attendance' || tab === 'answers';
  return (
    <Page fixed={isTable}>
      <PageHeader
        back={back}
        title={event?.title ?? ''}
        subtitle={event !== undefined && <Subtitle event={event} day={dayName(dateOf(event.starts_at))} />}
        actions={
          event !== undefined && (
            <>
              <EventMenu event={event} />
              <Button
                component={Link}
                href={`/events/${id}/door`}
                leftSection={<IconDoorEnter size={17} aria-hidden />}
              >
                {t('openDoor')}
              </Button>
            </>
          )
        }
      />
      {tab !== 'laptop' && !isTable && <StickState eventId={id} />}
      <PageTabs
        label={t('tabs')}
        tabs={tabs.map((path) => ({
          href: path === '' ? `/events/${id}` : `/events/${id}/${path}`,
          title: titles[path],
          isHere: (tab ?? '') === path,
          count: counts[path],
        }))}
      />
      {event !== undefined && figures !== undefined && (
        <>
          {tab === 'laptop' && <SecondLaptop eventId={id} />}
          {tab === 'phones' && <DoorPanel eventId={event.id} />}
          {tab === 'rooms' && <RoomsTab event={event} />}
          {tab === 'draw' && <DrawTab eventId={id} year={Number(event.starts_at.slice(0, 4))} />}
          {tab === 'badges' && <BadgesTab eventId={id} />}
          {tab === 'paper' && <PaperTab eventId={id} startsAt={event.starts_at} />}
          {tab === 'messages' && <MessagesTab eventId={id} />}
          {tab === 'funnel' && <FunnelView scope={{ kind: 'event', eventId: id }} />}
          {tab === 'feedback' && <EventFeedback eventId={id} came={figures.came} />}
          {tab === 'certificates' && (
            <Suspense fallback={<Waiting />}>
              <BatchTab event={event} />
            </Suspense>
          )}
          {!isTable && !PANELS.has(tab ?? '') && <Overview event={event} counters={figures} />}
          {tab === 'answers' && <AnswersTab eventId={id} />}
          {tab === 'list' && <Registered event={event} />}
          {tab === 'attendance' && <Attendance event={event} counters={figures} />}
        </>
      )}
    </Page>
  );
};

const Subtitle = ({ event, day }: { readonly event: EventOfPage; readonly day: string }) => {
  const t = useTexts(eventsTexts);
  const words = [`${day}, ${hoursOf(event)}`, event.place].filter(Boolean).join(' · ');
  if (event.cancelled_at === null) return <>{words}</>;
  return (
    <>
      {words} ·{' '}
      <span className={styles.off}>
        {event.cancel_reason === null
          ? t('cancelled')
          : t('cancelledBecause', { reason: event.cancel_reason })}
      </span>
    </>
  );
};
