/** @jsxImportSource preact */
import type { PortalEvent } from '../../../src-relay/portal/shapes.ts';
import { Icon } from '../icons.tsx';
import { press } from '../page.ts';
import { Button, Choice, useShown, Waiting, Way } from '../parts.tsx';
import { isWaiting } from '../presses.rules.ts';
import { dayOf, hoursOf, isLettingIn, momentIn, stageOf } from '../when.ts';
import { Mark } from './CheckIn.tsx';

type EventProps = { readonly event: PortalEvent };
/** `code`: one that marks whoever uses it now; undefined where none is at hand. */
type CardProps = EventProps & { readonly code?: string | undefined };

/** A freed place that is kept for this person for a while: taken or refused here. */
const Offer = ({ event, until }: EventProps & { readonly until: string }) => {
  const { t, state, language } = useShown();
  const answer = (isTaken: boolean) => press({ name: 'offer', body: { eventId: event.id, isTaken } });
  return (
    <div class="offer">
      <h3>{t('offer')}</h3>
      <p>{t('offerUntil', { until: momentIn(until, state.timeZone, language) })}</p>
      <Button onPress={() => answer(true)}>{t('takePlace')}</Button>
      <Button kind="quiet" onPress={() => answer(false)}>
        {t('refusePlace')}
      </Button>
    </div>
  );
};

/** Where the person stands: a place, a number in the queue, or how many places are left. */
const Standing = ({ event }: EventProps) => {
  const { t } = useShown();
  if (event.came || event.hasPlace)
    return (
      <p class="stands good">
        <Icon name="done" />
        {event.came ? t('came') : t('hasPlace')}
      </p>
    );
  if (event.waitlist !== null)
    return (
      <div class="stands">
        <p>{t('inQueue', { place: event.waitlist.place })}</p>
        <Button kind="quiet" onPress={() => press({ name: 'leave', body: { eventId: event.id } })}>
          {t('leaveQueue')}
        </Button>
      </div>
    );
  if (event.capacity === null) return null;
  const free = event.capacity - event.taken;
  return <p class="stands">{free > 0 ? t('free', { count: free }) : t('full')}</p>;
};

const Answering = ({ event, code }: CardProps) => {
  const { t, state, queue } = useShown();
  const offerUntil = event.waitlist?.offerUntil ?? null;
  return (
    <>
      {offerUntil === null ? (
        <>
          {!event.came && (
            <Choice
              label={t('yourAnswer')}
              chosen={event.answer}
              options={[
                ['going', t('going')],
                ['maybe', t('maybe')],
                ['notGoing', t('notGoing')],
              ]}
              onChoose={(answer) => {
                if (answer !== event.answer)
                  void press({ name: 'answer', body: { eventId: event.id, answer } });
              }}
            />
          )}
          {isWaiting(queue, event.id) ? <Waiting /> : <Standing event={event} />}
        </>
      ) : (
        <Offer event={event} until={offerUntil} />
      )}
      {code !== undefined && !event.came && <Mark code={code} />}
      {code === undefined && isLettingIn(event, state.timeZone) && !event.came && (
        <Way to="check-in">{t('checkInTitle')}</Way>
      )}
    </>
  );
};

/** One event: when, what, where, and the person's answer. */
export const EventCard = ({ event, code }: CardProps) => {
  const { t, state, language } = useShown();
  const stage = stageOf(event, state.timeZone);
  return (
    <article class={event.isCancelled ? 'card off' : 'card'} id={event.id}>
      <p class="when">
        {dayOf(event.startsAt, state.timeZone, language)},{' '}
        <span class="hours">{hoursOf(event, state.timeZone, language)}</span>
        {stage === 'now' && !event.isCancelled && <b class="pill">{t('now')}</b>}
      </p>
      <h2>{event.title}</h2>
      <p class="where">{[event.place, event.club].filter((part) => part !== null).join(' · ')}</p>
      {event.isCancelled ? (
        <p class="why">
          <b class="pill bad">{t('cancelled')}</b> {event.cancelReason}
        </p>
      ) : stage === 'over' ? (
        event.came ? (
          <Standing event={event} />
        ) : (
          <p class="stands">{t('over')}</p>
        )
      ) : (
        <Answering event={event} code={code} />
      )}
    </article>
  );
};
