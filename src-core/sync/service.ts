import type { Store, Tx } from '../store/index.ts';
import type { Hub } from './hub.ts';

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
  /** Lets in whoever has the operator's code; undefined where it is wrong. Missing where there is no operator. */
  readonly claim?: (code: string, node: string) => Promise<{ readonly token: string } | undefined>;
  /** Notes in a running transaction what was decided about the changes that a revoked laptop had brought. */
  readonly decided: (
    tx: Tx,
    node: string,
    what: { readonly decision: 'accept' | 'drop'; readonly count: number },
  ) => Promise<void>;
};

export type ServiceParts = {
  readonly store: Store;
  readonly hub: Hub;
  readonly admission: Admission;
  /** Answers below `/blobs/`, for laptops that are admitted. */
  readonly blobs?: (request: Request, laptop: { readonly node: string }) => Promise<Response>;
  /** How long a wait for news lasts, milliseconds. */
  readonly waitMs?: number;
};

export type SyncService = {
  /** Answers a request from a network address; never throws. */
  readonly handle: (request: Request, from: string) => Promise<Response>;
  /** Ends all waits at once. */
  readonly stop: () => void;
};

/** Serves this node's log over HTTP to laptops that are admitted. */
export declare function createSyncService(parts: ServiceParts): SyncService;
