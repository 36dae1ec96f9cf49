import type { Channel } from '../reach/index.ts';
import type { Reading } from '../store/index.ts';
import { readAddressees, readReaders } from './addressees.store.ts';
import type { Audience } from './audience.rules.ts';
import { resolveAudience } from './audience.store.ts';
import { monthCost } from './desk.store.ts';
import type { MessageKind } from './messages.rules.ts';
import { compose } from './outgoing.rules.ts';
import type { Composed } from './outgoing.rules.ts';
import { readEvent } from './plan.store.ts';
import { leadersOf, routesTo } from './routes.rules.ts';
import type { NoRoute, Route } from './routes.rules.ts';
import { readHouse } from './settings.store.ts';
import { costOf } from './take.store.ts';
import type { Texts } from './texts.rules.ts';

export type Previewed = {
  readonly kind: MessageKind;
  readonly audience: Audience;
  readonly texts: Texts;
  readonly channels: readonly Channel[] | null;
  readonly eventId: string | null;
  readonly formUseId: string | null;
};

/** One message as it would be sent now. */
export type Sample = Composed & {
  readonly channel: Channel;
  readonly recipientId: string;
  /** Those whom it is about. */
  readonly personIds: readonly string[];
  /** Minor units. */
  readonly cost: number;
};

export type Preview = {
  readonly people: number;
  readonly messages: readonly Sample[];
  readonly byChannel: Readonly<Partial<Record<Channel, number>>>;
  /** Minor units of `currency`, where every message goes by its first way. */
  readonly cost: number;
  readonly spentThisMonth: number;
  readonly monthBudget: number | null;
  readonly currency: string;
  readonly unreachable: readonly { readonly personId: string; readonly why: NoRoute }[];
};

/**
 * What sending now would be: every message to the letter, by which way, what it costs, and who cannot be reached. It takes the very
 * functions that the relay sends by; whether the relay has every channel that the organisation uses, the desk does not know.
 */
export async function preview(
  reading: Pick<Reading, 'read'>,
  what: Previewed,
  nowMs: number,
): Promise<Preview> {
  const house = await readHouse(reading);
  const persons = await resolveAudience(reading, what.audience);
  const { contacts, guardians } = await readAddressees(reading, persons);
  const event = what.eventId === null ? null : await readEvent(reading, what.eventId);
  const unreachable: { personId: string; why: NoRoute }[] = [];
  const routed: (Route & { readonly id: string; readonly personId: string })[] = [];
  for (const personId of persons) {
    const rules = { channels: house.rules.channels, only: what.channels };
    const { routes, why } = routesTo(personId, guardians.get(personId) ?? [], contacts, rules);
    const [first] = routes;
    if (first === undefined) unreachable.push({ personId, why: why ?? 'noChannel' });
    else routed.push({ ...first, id: personId, personId });
  }
  const readers = await readReaders(reading, [
    ...new Set(routed.flatMap(({ personId, recipientId }) => [personId, recipientId])),
  ]);
  const leaders = leadersOf(what.kind, routed, (recipient) => readers.get(recipient)?.isDigest !== false);
  const followers = Map.groupBy(leaders.keys(), (id) => leaders.get(id));
  const messages = routed
    .filter(({ id }) => !leaders.has(id))
    .map(({ personId, recipientId, channel }): Sample => {
      const personIds = [personId, ...(followers.get(personId) ?? [])];
      const composed = compose({
        kind: what.kind,
        texts: what.texts,
        event,
        hasForm: what.formUseId !== null,
        reader: readers.get(recipientId)?.language ?? null,
        organisation: house.language,
        names: personIds.flatMap((id) => readers.get(id)?.name ?? []),
        isForGuardian: recipientId !== personId,
      });
      const cost = costOf({ channel, text: composed.text }, house);
      return { ...composed, channel, recipientId, personIds, cost };
    });
  const byChannel: Partial<Record<Channel, number>> = {};
  for (const { channel } of messages) byChannel[channel] = (byChannel[channel] ?? 0) + 1;
  return {
    people: persons.length,
    messages,
    byChannel,
    cost: messages.reduce((sum, { cost }) => sum + cost, 0),
    spentThisMonth: await monthCost(reading, nowMs, house.timeZone),
    monthBudget: house.rules.smsMonthBudget,
    currency: house.currency,
    unreachable,
  };
}
