import type { Channel } from './reach.rules.ts';

/** A way to a person, as far as reaching them goes. */
export type Way = {
  readonly kind: Channel;
  readonly address: string | null;
  readonly blocked_at: string | null;
  readonly stopped_at: string | null;
};

/**
 * Why nobody can write to a person: `never`: no phone was ever linked; `blocked`: the bot was blocked or the mailbox is gone; `stopped`: they
 * asked for no messages.
 */
export const UNREACHED_REASONS = ['never', 'blocked', 'stopped'] as const;
export type UnreachedReason = (typeof UNREACHED_REASONS)[number];

/** Whether something can be sent this way. The page needs no address: who opens it finds what is there. */
export const isOpen = ({ kind, address, blocked_at: blocked, stopped_at: stopped }: Way): boolean =>
  blocked === null && stopped === null && (kind === 'page' || address !== null);

/** The kinds of ways that work, in the order given. */
export const openKinds = (ways: readonly Way[]): readonly Channel[] =>
  ways.filter(isOpen).map(({ kind }) => kind);

/** Why none of the ways works; null where one does. Who stopped is not to be talked into it, so that weighs more than a block. */
export function unreachedReason(ways: readonly Way[]): UnreachedReason | null {
  if (ways.some(isOpen)) return null;
  if (ways.some(({ stopped_at: since }) => since !== null)) return 'stopped';
  return ways.some(({ blocked_at: since }) => since !== null) ? 'blocked' : 'never';
}
