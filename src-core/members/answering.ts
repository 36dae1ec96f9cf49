import { giveAnswer } from '../answers/index.ts';
import type { RsvpAnswer } from '../answers/index.ts';
import type { DomainStore } from '../store/index.ts';
import { eventThere } from './memberEvents.store.ts';
import type { MemberEvent } from './memberEvents.store.ts';

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
export async function answer(
  store: DomainStore,
  given: Press & { readonly answer: RsvpAnswer },
): Promise<MemberEvent> {
  await store.write({ actor: given.personId, action: 'answers.give' }, (tx) => giveAnswer(tx, given));
  return eventThere(store, given.personId, given.eventId, store.now());
}
