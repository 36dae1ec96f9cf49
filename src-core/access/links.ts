import type { Store } from '../store/index.ts';
import type { Role } from './permissions.rules.ts';

/** Why a link does not do what it should. */
export type LinkProblem =
  'unreachable' | 'refused' | 'revoked' | 'protocol' | 'notUnderstood' | 'noKey' | 'full' | 'broken';

/** How things stand with one other node. */
export type LinkState = {
  /** `relay`, or the other laptop's node. */
  readonly id: string;
  readonly kind: 'relay' | 'laptop';
  /** An http(s) address. */
  readonly address: string;
  readonly name: string | null;
  readonly isBusy: boolean;
  /** Changes of the running round; null where none runs. */
  readonly done: { readonly sent: number; readonly got: number } | null;
  /** When a round last reached the other side. */
  readonly lastContactMs: number | null;
  /** Own changes that the other side has not confirmed. */
  readonly unsent: number;
  /** Lines known to wait there; null where that is not known. */
  readonly unreceived: number | null;
  /** Its clock minus this one. */
  readonly aheadMs: number | null;
  readonly problem: LinkProblem | null;
  readonly problemSinceMs: number | null;
  /** What the other side keeps aside, by reason. */
  readonly keptThere: Readonly<Record<string, number>>;
  readonly isDiffering: boolean;
  /** How things stand with files beside the log; missing until there was a round of them. */
  readonly files?: LinkFiles;
};

/** Files on their way to and from one other node. */
export type LinkFiles = {
  readonly isBusy: boolean;
  /** Of the running round, or the last. */
  readonly fetched: number;
  readonly toFetch: number;
  readonly put: number;
  readonly toPut: number;
  /** Named here and on neither side: they come from a third one. */
  readonly waiting: number;
  /** Damaged, refused or too large, and tried again later. */
  readonly noted: number;
  /** The other side has no room for more. */
  readonly isFull: boolean;
};

/** The listener for other laptops on this network. */
export type LanState = { readonly address: string; readonly port: number; readonly url: string };

export type LinksState = {
  readonly links: readonly LinkState[];
  readonly lan: LanState | null;
  /** Whether this laptop has the organisation's key. */
  readonly hasKey: boolean;
};

/** A one-time way into the organisation, to be shown and never kept. */
export type Invitation = {
  readonly phrase: string;
  readonly expiresMs: number;
  readonly addresses: readonly string[];
  /** The text of the QR code. */
  readonly qr: string;
};

/** Changes that another node keeps aside, counted. */
export type KeptThere = {
  /** Whose they are; for those of a revoked laptop: who brought them. */
  readonly node: string;
  readonly reason: string;
  readonly table: string;
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly lastAt: string;
};

/**
 * What came of cancelling a joining. `joined`: too late, the organisation's data was here already. Else nothing is left of it here, and the
 * words are `free` again, `used` up, or nobody knows, for the other side did not answer: this laptop can use them once more in any case.
 */
export type JoinCancelled = 'joined' | 'free' | 'used' | 'unknown';

/** This laptop's ways to the relay and to other laptops. The host owns sockets, peers and secrets. */
export type Links = {
  state(): LinksState;
  onChange(listener: () => void): () => void;
  /** Connects a fresh relay by the code that it printed. Throws RELAY_UNREACHABLE, RELAY_CODE_WRONG, NOT_A_RELAY, OTHER_PROTOCOL, TOO_MANY. */
  connectRelay(what: {
    readonly store: Store;
    readonly address: string;
    readonly code: string;
  }): Promise<void>;
  /** A new invitation. Throws NO_WAY_IN where there is neither a relay nor an open LAN. */
  invite(what: { readonly store: Store; readonly role: Role; readonly actor: string }): Promise<Invitation>;
  /**
   * Joins an organisation: pairs, calls `onPaired` (which writes who will sit here), and runs the first round. Where it is cancelled after
   * that, `onCancelled` takes back what `onPaired` wrote. Throws JOIN_UNREACHABLE, INVITATION_UNKNOWN, INVITATION_USED, INVITATION_EXPIRED,
   * TOO_MANY, OTHER_PROTOCOL, JOIN_CANCELLED.
   */
  join(what: {
    readonly store: Store;
    readonly address: string;
    readonly phrase: string;
    readonly onPaired: (role: Role) => Promise<void>;
    readonly onCancelled: () => Promise<void>;
  }): Promise<{ readonly role: Role }>;
  /** Cancels the joining that runs and takes back what it has begun; ends with it. */
  cancelJoin(): Promise<JoinCancelled>;
  syncNow(id?: string): Promise<void>;
  forget(id: string): Promise<void>;
  /** Throws ADDRESS_GONE. */
  openLan(what: { readonly store: Store; readonly address: string }): Promise<LanState>;
  closeLan(): Promise<void>;
  keptAt(id: string): Promise<readonly KeptThere[]>;
  /** `lastAt`: when the last change came that was looked at; what came later waits on. */
  decideKept(
    id: string,
    what: {
      readonly node: string;
      readonly decision: 'accept' | 'drop';
      readonly lastAt?: string | undefined;
    },
  ): Promise<void>;
};
