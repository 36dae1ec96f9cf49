import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'wouter';
import { api } from '../../api/client.ts';
import { keepChoice, readChoice } from '../../api/preferences.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Page, PageHeader } from '../../ui/PageHeader.tsx';
import { NewEvent } from './create/NewEvent.tsx';
import { CheckInDesk } from './checkIn/CheckInDesk.tsx';
import { eventsTexts } from './events.texts.ts';
import { eventFailureTexts } from './failures.texts.ts';
import { Calendar } from './list/Calendar.tsx';
import { EventList } from './list/EventList.tsx';
import { EventPage } from './page/EventPage.tsx';
import { useWallClock } from './when.ts';

addFailureTexts(eventFailureTexts);

/** Everything under `/events`: the list, a new event, an event's page, its door. */
export const Events = () => {
  const { id, tab } = useParams();
  if (id === undefined || id === 'new') return <AllEvents isNew={id === 'new'} />;
  if (tab === 'door') return <CheckInDesk key={id} eventId={id} />;
  return <EventPage key={id} id={id} tab={tab} />;
};

type Look = 'upcoming' | 'past' | 'calendar';
const LOOKS: readonly Look[] = ['upcoming', 'past', 'calendar'];

const AllEvents = ({ isNew }: { readonly isNew: boolean }) => {
  const t = useTexts(eventsTexts);
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const wallClock = useWallClock();
  const [now] = useState(wallClock);
  const [look, setLook] = useState<Look>(
    () => LOOKS.find((known) => known === readChoice('events')) ?? 'upcoming',
  );
  const [month, setMonth] = useState(() => now.slice(0, 7));
  const [clubId, setClubId] = useState<string | undefined>();
  const clubs = useQuery(api.clubs.list.queryOptions());
  useKeys({ N: () => navigate('/events/new') });
  return (
    <Page fixed={look === 'calendar'}>
      <PageHeader
        title={t('title')}
        actions={
          <>
            {(clubs.data?.length ?? 0) > 0 && (
              <Select
                aria-label={t('fClub')}
                placeholder={t('allClubs')}
                clearable
                w={144}
                data={(clubs.data ?? []).map((club) => ({ value: club.id, label: club.name }))}
                value={clubId ?? null}
                onChange={(next) => setClubId(next ?? undefined)}
              />
            )}
            <SegmentedControl
              aria-label={t('title')}
              data={LOOKS.map((value) => ({ value, label: t(value) }))}
              value={look}
              onChange={(next) => {
                setLook(next);
                keepChoice('events', next);
              }}
            />
            <Button component={Link} href="/funnel" variant="default">
              {t('funnel')}
            </Button>
            <Button component={Link} href="/handover" variant="default">
              {t('takeOver')}
            </Button>
            <Button component={Link} href="/events/new" leftSection={<IconPlus size={16} aria-hidden />}>
              {t('newEvent')}
            </Button>
          </>
        }
      />
      {look === 'calendar' ? (
        <Calendar month={month} onMonth={setMonth} clubId={clubId} now={now} />
      ) : (
        <Listed when={look} clubId={clubId} />
      )}
      {isNew && <NewEvent date={search.get('date') ?? undefined} onClose={() => navigate('/events')} />}
    </Page>
  );
};

const Listed = ({
  when,
  clubId,
}: {
  readonly when: 'upcoming' | 'past';
  readonly clubId: string | undefined;
}) => {
  const t = useTexts(eventsTexts);
  const sentence = useSentence();
  const found = useQuery({
    ...api.events.list.queryOptions({ when, clubId }),
    placeholderData: keepPreviousData,
  });
  if (found.isError)
    return <ErrorSentence sentence={sentence(found.error)} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return null;
  if (found.data.events.length > 0) {
    return <EventList now={found.data.now} events={found.data.events} />;
  }
  return when === 'upcoming' ? (
    <EmptyState
      title={t('noUpcomingTitle')}
      text={t('noUpcomingText')}
      action={
        <Button component={Link} href="/events/new">
          {t('newEvent')}
        </Button>
      }
    />
  ) : (
    <EmptyState title={t('noPastTitle')} text={t('noPastText')} />
  );
};
