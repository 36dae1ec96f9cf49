import type { Channel } from '../reach/index.ts';

/** A way to somebody, as their contacts say. */
export type Contact = {
  readonly personId: string;
  readonly channel: Channel;
  /** Null for the page, which is fetched and not sent to. */
  readonly address: string | null;
  /** The person's own order, smallest first. */
  readonly position: number;
  readonly isBlocked: boolean;
  readonly isStopped: boolean;
};

/** One way on which a message may go: to the person, or to somebody who answers for them. */
export type Route = {
  readonly recipientId: string;
  readonly channel: Channel;
  readonly address: string | null;
};

/** Why there is no way to somebody. */
export type NoRoute = 'noChannel' | 'blocked' | 'stopped' | 'budget';

export type RouteRules = {
  /** The organisation's channels in their order. */
  readonly channels: readonly Channel[];
  /** Those that this message may use, in its own order; null for each person's own. */
  readonly only: readonly Channel[] | null;
};

/**
 * The ways to a person, best first: their own; where they have none at all, those of each guardian after the other. Each person's own order
 * goes before the organisation's, the message's before both.
 */
export function routesTo(
  personId: string,
  guardianIds: readonly string[],
  contacts: ReadonlyMap<string, readonly Contact[]>,
  rules: RouteRules,
): { readonly routes: readonly Route[]; readonly why: NoRoute | null } {
  const own = usable(contacts.get(personId) ?? [], rules);
  const routes =
    own.length > 0 ? own : guardianIds.flatMap((guardian) => usable(contacts.get(guardian) ?? [], rules));
  if (routes.length > 0) return { routes, why: null };
  const all = [personId, ...guardianIds].flatMap((one) => contacts.get(one) ?? []);
  const inUse = all.filter(({ channel }) => isInUse(channel, rules));
  if (inUse.some(({ isBlocked }) => isBlocked)) return { routes, why: 'blocked' };
  return { routes, why: inUse.some(({ isStopped }) => isStopped) ? 'stopped' : 'noChannel' };
}

const isInUse = (channel: Channel, { channels, only }: RouteRules): boolean =>
  channels.includes(channel) && (only === null || only.includes(channel));

function usable(contacts: readonly Contact[], rules: RouteRules): readonly Route[] {
  const place = ({ channel, position }: Contact): number =>
    rules.only === null ? position * 10 + rules.channels.indexOf(channel) : rules.only.indexOf(channel);
  return contacts
    .filter(
      ({ channel, address, isBlocked, isStopped }) =>
        isInUse(channel, rules) && !isBlocked && !isStopped && (channel === 'page' || address !== null),
    )
    .toSorted((left, right) => place(left) - place(right))
    .map(({ personId, channel, address }) => ({ recipientId: personId, channel, address }));
}

/** How a way is called in the list of those that were tried. */
export const routeKey = ({ recipientId, channel }: Pick<Route, 'recipientId' | 'channel'>): string =>
  `${channel}:${recipientId}`;

/** Kinds that ask for nothing: those of several children may come to a parent as one. */
const TOLD_TOGETHER: readonly string[] = ['reminder', 'broadcast', 'notice', 'draw'];

/** Whether messages of this kind for several children may be one. */
const isToldTogether = (kind: string): boolean => TOLD_TOGETHER.includes(kind);

type Told = Route & { readonly id: string; readonly personId: string };

/**
 * Whose message goes along with another's: what several children's parent gets by one channel is one message, where its kind asks for no
 * answer and the parent wishes nothing else. Out: the row that leads, by the row that follows.
 */
export function leadersOf(
  kind: string,
  rows: readonly Told[],
  isDigest: (recipientId: string) => boolean,
): ReadonlyMap<string, string> {
  const leaders = new Map<string, string>();
  if (!isToldTogether(kind)) return leaders;
  const forGuardians = rows.filter(({ recipientId, personId }) => recipientId !== personId);
  for (const family of Map.groupBy(forGuardians, routeKey).values()) {
    const [leader, ...others] = family;
    if (leader === undefined || !isDigest(leader.recipientId)) continue;
    for (const { id } of others) leaders.set(id, leader.id);
  }
  return leaders;
}
