/** The ways to a person that follow from their card: an address that a relay may read, because somebody opened it. */

/** Kinds of ways whose address stands on the card. */
export const CARD_KINDS = ['email', 'sms'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** Where the address stands on the card. */
export const CARD_FIELD = { email: 'email', sms: 'phone' } as const satisfies Readonly<
  Record<CardKind, string>
>;

/**
 * How the card and what a relay may read agree. `none`: neither has an address. `closed`: the card's is nobody's to write to. `open`: it may be
 * written to. `outdated`: a relay writes to another one than the card says now. `gone`: a relay writes to one that the card has no more.
 */
export type CardWayState = 'none' | 'closed' | 'open' | 'outdated' | 'gone';

/** In: the address on the card, and the one of the living contact. */
export function cardWayState(onCard: string | null, opened: string | null): CardWayState {
  if (opened === null) return onCard === null ? 'none' : 'closed';
  if (onCard === null) return 'gone';
  return onCard === opened ? 'open' : 'outdated';
}

/** What there is to know of a person before a way is opened for many. */
export type CardWayFacts = {
  readonly onCard: string | null;
  /** The contact of the kind; undefined where there never was one. */
  readonly contact: { readonly address: string | null; readonly isLiving: boolean } | undefined;
  /** They asked for no messages, on whichever way. */
  readonly isStopped: boolean;
};

/**
 * Whether opening a way for many concerns this person. Who wants no messages, and whose way somebody closed by hand, is left in peace: that is
 * decided on the card alone.
 */
export function isToBeOpened({ onCard, contact, isStopped }: CardWayFacts): boolean {
  if (onCard === null || isStopped) return false;
  if (contact === undefined) return true;
  // Closing takes the address out of the row; an undone opening leaves it there.
  if (!contact.isLiving) return contact.address !== null;
  return contact.address !== onCard;
}
