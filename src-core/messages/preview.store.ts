import { fullName } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import type { Language } from '../access/index.ts';
import type { Channel } from '../reach/index.ts';
import type { Reading } from '../store/index.ts';
import { readAddressees, readReaders } from './addressees.store.ts';
import type { Reader } from './addressees.store.ts';
import type { Audience } from './audience.rules.ts';
import { inParts, resolveAudience } from './audience.store.ts';
import { monthCost } from './desk.store.ts';
import { compose } from './outgoing.rules.ts';
import type { Composed } from './outgoing.rules.ts';
import type { EventFacts } from './plan.store.ts';
import { routesTo } from './routes.rules.ts';
import type { NoRoute, Route } from './routes.rules.ts';
import { readHouse } from './settings.store.ts';
import { smsParts } from './texts.rules.ts';
import type { Texts } from './texts.rules.ts';

type Reads = Pick<Reading, 'read'>;

/** Of those who cannot be reached, so many are named. */
const MOST_NAMED = 200;

export type UnreachableOne = {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly reason: NoRoute;
};

export type Preview = {
  readonly people: number;
  /** Messages by the way that each is tried on first; those of several children to one parent are one. */
  readonly channels: Readonly<Record<Channel, number>>;
  /** What it costs where each arrives on its first way, minor units of `currency`; null where no price is known. */
  readonly cost: number | null;
  /** What the month's budget still leaves, minor units; null where there is none. */
  readonly budgetLeft: number | null;
  readonly currency: string;
  /** Readers of each language, by their own choice; `null` counts as the organisation's. */
  readonly readers: Readonly<Record<Language, number>>;
  readonly unreachable: readonly UnreachableOne[];
  readonly unreachableCount: number;
  /** The first of them all, as the message will look on their phone, in each language. */
  readonly sample: Readonly<Record<Language, Composed>> | null;
};

export type Draft = {
  readonly audience: Audience;
  readonly texts: Texts | null;
  readonly channels: readonly Channel[] | null;
  readonly event: EventFacts | null;
};

/** What would happen if a message were sent now: to how many, how, for how much, and who would not get it. */
export async function previewMessage(reading: Reads, draft: Draft, nowMs: number): Promise<Preview> {
  const { rules, language, currency, timeZone } = await readHouse(reading);
  const ids = await resolveAudience(reading, draft.audience);
  const { contacts, guardians } = await readAddressees(reading, ids);
  const firsts: { readonly personId: string; readonly route: Route }[] = [];
  const missed: { readonly id: string; readonly reason: NoRoute }[] = [];
  for (const personId of ids) {
    const { routes, why } = routesTo(personId, guardians.get(personId) ?? [], contacts, {
      channels: rules.channels,
      only: draft.channels,
    });
    const [route] = routes;
    if (route === undefined) missed.push({ id: personId, reason: why ?? 'noChannel' });
    else firsts.push({ personId, route });
  }
  const readers = await readReaders(reading, [
    ...new Set([...ids, ...firsts.map(({ route }) => route.recipientId)]),
  ]);
  const going = together(firsts, readers);
  const languageOf = (id: string): Language => readers.get(id)?.language ?? language;
  // Whoever cannot be reached today may be tomorrow: a text in their language is wanted all the same.
  const audienceReaders = [...going.map(({ route }) => route.recipientId), ...missed.map(({ id }) => id)];
  const count = (channel: Channel): number => going.filter(({ route }) => route.channel === channel).length;
  const tongue = (one: Language): number => audienceReaders.filter((id) => languageOf(id) === one).length;
  const partsOf = (id: string): number => {
    if (draft.texts === null) return 1;
    const said = compose({
      kind: 'broadcast',
      texts: draft.texts,
      event: draft.event,
      hasForm: false,
      reader: languageOf(id),
      organisation: language,
      names: [readers.get(id)?.name ?? ''],
      isForGuardian: false,
    });
    return smsParts(said.text);
  };
  const bySms = going.filter(({ route }) => route.channel === 'sms');
  const budget = rules.smsMonthBudget;
  const budgetLeft =
    budget === null ? null : Math.max(0, budget - (await monthCost(reading, nowMs, timeZone)));
  const parts = bySms.reduce((sum, { route }) => sum + partsOf(route.recipientId), 0);
  return {
    people: ids.length,
    channels: { bot: count('bot'), page: count('page'), email: count('email'), sms: count('sms') },
    cost: rules.smsPrice === null ? (parts === 0 ? 0 : null) : parts * rules.smsPrice,
    budgetLeft,
    currency,
    readers: { ru: tongue('ru'), kk: tongue('kk'), en: tongue('en') },
    unreachable: await named(reading, missed),
    unreachableCount: missed.length,
    sample: draft.texts === null ? null : samples(draft.texts, draft.event, nameOf(readers, ids), language),
  };
}

const nameOf = (readers: ReadonlyMap<string, Reader>, ids: readonly string[]): string | undefined =>
  ids[0] === undefined ? undefined : readers.get(ids[0])?.name;

function samples(texts: Texts, event: EventFacts | null, name: string | undefined, organisation: Language) {
  const of = (reader: Language): Composed =>
    compose({
      kind: 'broadcast',
      texts,
      event,
      hasForm: false,
      reader,
      organisation,
      names: name === undefined ? [] : [name],
      isForGuardian: false,
    });
  return { ru: of('ru'), kk: of('kk'), en: of('en') };
}

/** What goes to one parent for several children goes once, as it will in the queue. */
function together<Going extends { readonly personId: string; readonly route: Route }>(
  going: readonly Going[],
  readers: ReadonlyMap<string, Reader>,
): readonly Going[] {
  const families = new Set<string>();
  return going.filter(({ personId, route: { recipientId, channel } }) => {
    if (recipientId === personId || readers.get(recipientId)?.isDigest === false) return true;
    const family = `${channel}:${recipientId}`;
    const isFirst = !families.has(family);
    families.add(family);
    return isFirst;
  });
}

async function named(
  reading: Reads,
  missed: readonly { readonly id: string; readonly reason: NoRoute }[],
): Promise<readonly UnreachableOne[]> {
  const reasons = new Map(missed.map(({ id, reason }) => [id, reason]));
  const names = await namesOf(
    reading,
    missed.map(({ id }) => id),
  );
  return names
    .flatMap(({ id, name, group }) => {
      const reason = reasons.get(id);
      return reason === undefined ? [] : [{ id, name, group, reason }];
    })
    .slice(0, MOST_NAMED);
}

export type NamedPerson = { readonly id: string; readonly name: string; readonly group: string | null };

/** People by name, in the order of their names. */
export async function namesOf(reading: Reads, ids: readonly string[]): Promise<readonly NamedPerson[]> {
  const rows = await inParts(ids, (part) =>
    reading
      .read<PeopleTables>()
      .selectFrom('person')
      .select(['id', 'family_name', 'given_name', 'patronymic', 'study_group'])
      .where('id', 'in', part)
      .execute(),
  );
  const order = new Intl.Collator('ru').compare;
  return rows
    .map(({ id, study_group: group, ...name }) => ({ id, name: fullName(name), group }))
    .toSorted((left, right) => order(left.name, right.name));
}
