import { Button } from '@mantine/core';
import { IconDoorEnter } from '@tabler/icons-react';
import { Link } from 'wouter';
import { addDays, dateOf } from '../../../../src-core/events/localTime.rules.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import colours from '../clubColours.module.css';
import { eventsTexts } from '../events.texts.ts';
import { hoursOf, useDayName } from '../when.ts';
import styles from './events.module.css';

export type EventCard = Outputs['events']['list']['events'][number];

/** Events under the days on which they take place. */
export const EventList = ({
  now,
  events,
}: {
  readonly now: string;
  readonly events: readonly EventCard[];
}) => {
  const dayName = useDayName(now);
  const days = [...Map.groupBy(events, (event) => dateOf(event.starts_at))];
  return days.map(([date, ofDay]) => (
    <section key={date} aria-label={dayName(date)}>
      <h2 className={styles.day} data-today={date === dateOf(now) || undefined}>
        {dayName(date)}
      </h2>
      <ul className={styles.cards}>
        {ofDay.map((event) => (
          <Card key={event.id} event={event} now={now} />
        ))}
      </ul>
    </section>
  ));
};

/** The door is offered on the event's day and until it is over. */
const isDoorNear = (event: EventCard, now: string): boolean =>
  event.cancelled_at === null && now <= event.ends_at && dateOf(event.starts_at) <= addDays(dateOf(now), 0);

const Card = ({ event, now }: { readonly event: EventCard; readonly now: string }) => {
  const t = useTexts(eventsTexts);
  const formats = useFormats();
  const isNow = event.cancelled_at === null && event.starts_at <= now && now <= event.ends_at;
  return (
    <li
      className={`${styles.card} ${colours.club}`}
      data-colour={event.club_colour ?? 'felt'}
      data-cancelled={event.cancelled_at !== null || undefined}
    >
      <div className={styles.hours}>{hoursOf(event)}</div>
      <div className={styles.what}>
        <Link href={`/events/${event.id}`} className={styles.title}>
          {event.title}
        </Link>
        <div className={styles.where}>
          {isNow && <span className={styles.now}>{t('now')}</span>}
          {event.cancelled_at !== null && <span className={styles.off}>{t('cancelled')}</span>}
          {event.club_name !== null && <span>{event.club_name}</span>}
          {event.place !== null && <span>{event.place}</span>}
          {event.registration === 'list' && <span>{t('byList')}</span>}
        </div>
      </div>
      <Figures event={event} hasBegun={event.starts_at <= now || event.came > 0} number={formats.number} />
      <div className={styles.action}>
        {isDoorNear(event, now) && (
          <Button
            component={Link}
            href={`/events/${event.id}/door`}
            variant={isNow ? 'filled' : 'light'}
            leftSection={<IconDoorEnter size={17} aria-hidden />}
          >
            {t('openDoor')}
          </Button>
        )}
      </div>
    </li>
  );
};

type FiguresProps = {
  readonly event: EventCard;
  readonly hasBegun: boolean;
  readonly number: (value: number) => string;
};

/** Before it begins: how many are expected; afterwards: how many came. */
const Figures = ({ event, hasBegun, number }: FiguresProps) => {
  const t = useTexts(eventsTexts);
  const { came, registered, capacity } = event;
  if (hasBegun && event.cancelled_at === null) {
    return (
      <div className={styles.figures}>
        <strong>
          {registered > 0
            ? t('cameOf', { came: number(came), registered: number(registered) })
            : number(came)}
        </strong>
        <span>{t('came')}</span>
      </div>
    );
  }
  return (
    <div className={styles.figures}>
      {registered > 0 && <span>{t('registeredCount', { count: number(registered) })}</span>}
      {capacity !== null && (
        <>
          {' '}
          <span>{t('places', { count: number(capacity) })}</span>
        </>
      )}
    </div>
  );
};
