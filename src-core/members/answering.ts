import { fail } from '../access/index.ts';
import { giveAnswer, isAnswered, isOffered, readQueues } from '../answers/index.ts';
import type { RsvpAnswer } from '../answers/index.ts';
import type { DomainStore, DomainTx } from '../store/index.ts';
import { eventThere } from './memberEvents.store.ts';
import type { MemberEvent } from './memberEvents.store.ts';
import { tellTurned } from './offers.ts';

/** Who answers by what: a button of the bot, or the page. `key`: one press is one answer, however often it is delivered. */
export type Press = {
  readonly personId: string;
  readonly eventId: string;
  readonly source: 'bot' | 'page';
  readonly key: string;
};

/**
 * Answers an invitation: `going` takes a place, or a place in the queue where none is free; `maybe` and `notGoing` give both back at
 * once, and the next in the queue is offered the place. Out: the event as it is now.
 * Throws EVENT_NOT_FOUND, PERSON_NOT_FOUND, EVENT_CANCELLED, EVENT_OVER.
 */
export function answer(
  store: DomainStore,
  given: Press & { readonly answer: RsvpAnswer },
): Promise<MemberEvent> {
  return write(store, 'answers.give', given, (tx) => say(tx, given, given.answer));
}

/** Takes the place that is held for them. Throws OFFER_OVER where none is any more, and as `answer`. */
export function acceptOffer(store: DomainStore, press: Press): Promise<MemberEvent> {
  return write(store, 'answers.accept', press, async (tx) => {
    if (await isAnswered(tx, press)) return;
    if (!(await isHeldFor(tx, press))) throw fail('conflict', 'OFFER_OVER');
    await say(tx, press, 'going');
  });
}

/** Lets the place go that is held for them: they do not come, and the next one is offered it. Throws as `answer`. */
export function declineOffer(store: DomainStore, press: Press): Promise<MemberEvent> {
  return write(store, 'answers.decline', press, (tx) => say(tx, press, 'notGoing'));
}

/** Leaves the queue, with an offer or without: they do not come. Throws as `answer`. */
export function leaveWaitlist(store: DomainStore, press: Press): Promise<MemberEvent> {
  return write(store, 'answers.leave', press, (tx) => say(tx, press, 'notGoing'));
}

async function say(tx: DomainTx, press: Press, said: RsvpAnswer): Promise<void> {
  await tellTurned(tx, await giveAnswer(tx, { ...press, answer: said }));
}

async function isHeldFor(tx: DomainTx, { eventId, personId }: Press): Promise<boolean> {
  const nowMs = Date.parse(tx.at);
  const queue = await readQueues(tx, [eventId]);
  return queue.some((one) => one.personId === personId && isOffered(one, nowMs));
}

async function write(
  store: DomainStore,
  action: string,
  { personId, eventId }: Press,
  work: (tx: DomainTx) => Promise<void>,
): Promise<MemberEvent> {
  await store.write({ actor: personId, action }, work);
  return eventThere(store, personId, eventId, store.now());
}
