import { readOrganisation } from '../access/index.ts';
import { eventsWithQueues, placeInLine, readPlacedEvent, readQueues, turnQueue } from '../answers/index.ts';
import type { LostOffer, Offer, Turned } from '../answers/index.ts';
import { localTimeOf } from '../events/index.ts';
import { messageTable } from '../messages/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainStore, DomainTx } from '../store/index.ts';
import { lostTexts, offerTexts } from './offers.texts.ts';

/** Has each offer told to its person; the message is worth nothing once the offer has run out. */
export async function tellOffers(tx: DomainTx, offers: readonly Offer[]): Promise<void> {
  if (offers.length === 0) return;
  const timeZone = (await readOrganisation(tx))?.time_zone ?? 'UTC';
  for (const { eventId, personId, at, until } of offers)
    await record(tx, messageTable, factId('message', eventId, 'offer', personId, at), {
      kind: 'offer',
      event_id: eventId,
      audience: JSON.stringify({ kind: 'persons', ids: [personId] }),
      texts: JSON.stringify(offerTexts(localTimeOf(Date.parse(until), timeZone))),
      send_at: at,
      expires_at: until,
    });
}

/**
 * Has offers told, and those that are over: once each, for an id follows from the offer. At a desk only offers are told: it may not have heard yet
 * that one was taken.
 */
export async function tellTurned(tx: DomainTx, { offers, lost }: Turned): Promise<void> {
  await tellOffers(tx, offers);
  for (const one of lost) await tellLost(tx, one);
}

async function tellLost(tx: DomainTx, { eventId, personId, until, why }: LostOffer): Promise<void> {
  const event = await readPlacedEvent(tx, eventId);
  const nowMs = Date.parse(tx.at);
  if (event.isCancelled || event.startMs <= nowMs) return;
  const place = placeInLine(await readQueues(tx, [eventId]), personId, nowMs);
  await record(tx, messageTable, factId('message', eventId, 'offerEnded', personId, until), {
    kind: 'notice',
    event_id: eventId,
    audience: JSON.stringify({ kind: 'persons', ids: [personId] }),
    texts: JSON.stringify(lostTexts(why === 'lapsed' ? null : (place ?? null))),
    send_at: tx.at,
    expires_at: new Date(event.startMs).toISOString(),
  });
}

/**
 * Looks at every queue whose turn it may be: ends offers that have run out, offers free places to the next, and has it told. Done again
 * at once it does nothing. Out: how many offers were ended or made.
 */
export async function turnOffers(store: DomainStore, nowMs: number): Promise<number> {
  let turned = 0;
  for (const eventId of await eventsWithQueues(store)) {
    const { value } = await store.write({ actor: 'relay', action: 'answers.turn' }, async (tx) => {
      // Taken away or left by everybody meanwhile: nothing is to be done.
      if ((await readQueues(tx, [eventId])).length === 0) return 0;
      const event = await readPlacedEvent(tx, eventId).catch(() => null);
      if (event === null) return 0;
      const { ended, offers, lost } = await turnQueue(tx, event, nowMs);
      await tellTurned(tx, { offers, lost });
      return offers.length + ended;
    });
    turned += value;
  }
  return turned;
}
