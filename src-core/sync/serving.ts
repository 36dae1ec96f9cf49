/** What serving a node's log takes. */
import type { Hub } from './hub.ts';
import type { Kept } from './kept.ts';
import type { Head } from './served.ts';

/** Whom a token belongs to. */
export type Admitted =
  | {
      readonly kind: 'laptop';
      readonly node: string;
      /** Whether it may look at what is kept aside and decide it: an owner's or an admin's. */
      readonly isKeeper: boolean;
    }
  | { readonly kind: 'revoked'; readonly node: string }
  | { readonly kind: 'unknown' };

export type PairRefusal = 'UNKNOWN_INVITATION' | 'INVITATION_USED' | 'INVITATION_EXPIRED';

/** Who may sync, and how one comes to it. `src-core/laptops/` provides it. */
export type Admission = {
  readonly authorise: (token: string) => Promise<Admitted>;
  /** A laptop that is admitted speaks under this node: notes it where it is new (a restored laptop), and when that was. */
  readonly heard: (token: string, node: string) => Promise<void>;
  /** Uses an invitation up. */
  readonly pair: (
    id: string,
    node: string,
  ) => Promise<
    | { readonly token: string; readonly wrappedKey: string; readonly role: string }
    | { readonly refused: PairRefusal }
  >;
  /** How long ago each laptop was last heard of here, milliseconds, by node. */
  readonly seen: () => Promise<Readonly<Record<string, number>>>;
  /** A laptop that was let in goes again before it was ever heard of: its token is dead. Out: whether its invitation holds for another one. */
  readonly leave: (token: string, node: string) => Promise<'free' | 'used'>;
  /** Lets in whoever has the operator's code; undefined where it is wrong. Missing where there is no operator. */
  readonly claim?: (code: string, node: string) => Promise<{ readonly token: string } | undefined>;
};

export type ServiceParts = {
  readonly node: string;
  readonly hub: Hub;
  readonly admission: Admission;
  readonly kept: Kept;
  /** The log's last line. */
  readonly head: () => Promise<Head | null>;
  /** Calls the listener after each commit; out: ends it. */
  readonly onCommit: (listener: () => void) => () => void;
  readonly now: () => number;
  /** Answers below `/blobs/`, for laptops that are admitted. */
  readonly blobs?: (request: Request, laptop: { readonly node: string }) => Promise<Response>;
  /** How long a wait for news lasts, milliseconds. */
  readonly waitMs?: number;
  /** Told of what nobody foresaw; the answer says only `INTERNAL`. */
  readonly onError?: (error: unknown) => void;
};
