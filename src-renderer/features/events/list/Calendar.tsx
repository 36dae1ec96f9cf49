import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { addDays, calendarDays, clockOf, dateOf } from '../../../../src-core/events/localTime.rules.ts';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useKeys } from '../../../ui/keys.ts';
import colours from '../clubColours.module.css';
import { eventsTexts } from '../events.texts.ts';
import type { EventCard } from './EventList.tsx';
import styles from './events.module.css';
import { useCalendarWords } from './words.ts';

/** How many events of a day are named before the rest is counted. */
const SHOWN = 3;

type Props = {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly onMonth: (month: string) => void;
  readonly clubId: string | undefined;
  readonly now: string;
};

/** A month in whole weeks from Monday; a day's number makes an event on that day. */
export const Calendar = ({ month, onMonth, clubId, now }: Props) => {
  const t = useTexts(eventsTexts);
  const words = useCalendarWords();
  const found = useQuery({
    ...api.events.list.queryOptions({ month, clubId }),
    placeholderData: keepPreviousData,
  });
  const turn = (by: number): void => onMonth(addDays(`${month}-15`, by * 30).slice(0, 7));
  useKeys({ ArrowLeft: () => turn(-1), ArrowRight: () => turn(1) });
  const byDay = Map.groupBy(found.data?.events ?? [], (event) => dateOf(event.starts_at));
  const { from, to } = calendarDays(month);
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return (
    <>
      <div className={styles.tools}>
        <div className={styles.month}>
          <ActionIcon aria-label={t('previousMonth')} onClick={() => turn(-1)}>
            <IconChevronLeft size={20} aria-hidden />
          </ActionIcon>
          <h2 className={styles.monthName} aria-live="polite">
            {words.month(month)}
          </h2>
          <ActionIcon aria-label={t('nextMonth')} onClick={() => turn(1)}>
            <IconChevronRight size={20} aria-hidden />
          </ActionIcon>
        </div>
        {month !== now.slice(0, 7) && (
          <Button variant="default" onClick={() => onMonth(now.slice(0, 7))}>
            {t('thisMonth')}
          </Button>
        )}
      </div>
      <div className={styles.grid}>
        {days.slice(0, 7).map((day) => (
          <div key={day} className={styles.weekday}>
            {words.weekday(day)}
          </div>
        ))}
        {days.map((day) => (
          <Day
            key={day}
            day={day}
            isOutside={!day.startsWith(month)}
            isToday={day === dateOf(now)}
            events={byDay.get(day) ?? []}
          />
        ))}
      </div>
    </>
  );
};

type DayProps = {
  readonly day: string;
  readonly isOutside: boolean;
  readonly isToday: boolean;
  readonly events: readonly EventCard[];
};

const Day = ({ day, isOutside, isToday, events }: DayProps) => {
  const t = useTexts(eventsTexts);
  const formats = useFormats();
  const [, navigate] = useLocation();
  const shown = events.length > SHOWN ? events.slice(0, SHOWN - 1) : events;
  return (
    <div className={styles.cell} data-outside={isOutside || undefined} data-today={isToday || undefined}>
      <button
        type="button"
        className={styles.date}
        title={t('newOn', { day: formats.day(day) })}
        aria-label={t('newOn', { day: formats.day(day) })}
        onClick={() => navigate(`/events/new?date=${day}`)}
      >
        {Number(day.slice(8))}
      </button>
      {shown.map((event) => (
        <Link
          key={event.id}
          href={`/events/${event.id}`}
          className={`${styles.pill} ${colours.club}`}
          data-colour={event.club_colour ?? 'felt'}
          data-cancelled={event.cancelled_at !== null || undefined}
          title={event.title}
        >
          <b>{clockOf(event.starts_at)}</b> {event.title}
        </Link>
      ))}
      {events.length > shown.length && (
        <span className={styles.more}>{t('more', { count: events.length - shown.length })}</span>
      )}
    </div>
  );
};
