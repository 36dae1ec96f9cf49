import type { DomainStore, Reading } from '../../src-core/store/index.ts';
import type { openHub, ServiceParts } from '../../src-core/sync/index.ts';
import type { LaptopCounts } from './counts.ts';

/** What the relay keeps its log in, whatever that is. */
export type RelayDatabase = {
  readonly kind: 'sqlite' | 'postgres';
  readonly reading: Pick<Reading, 'read'>;
  /** What the relay itself reads and writes by: its log on whichever database. */
  readonly store: DomainStore;
  /** All that the sync service needs of a log. */
  readonly service: Pick<
    ServiceParts,
    'node' | 'hub' | 'admission' | 'kept' | 'head' | 'onCommit' | 'now' | 'blobs'
  >;
  /** Takes away files that were begun and left; out: how many. */
  readonly sweepBlobs: () => Promise<number>;
  /** A new one-time code for a laptop, as it is to be shown. */
  readonly issueCode: () => Promise<string>;
  readonly counts: () => Promise<LaptopCounts>;
  readonly close: () => Promise<void>;
};

export type OpenParts = {
  readonly now: () => number;
  readonly onTaken: Parameters<typeof openHub>[1];
  readonly onError: (error: unknown) => void;
};

/** The relay's data was written by a newer program, or the folder is another process's. */
export class CannotOpen extends Error {
  readonly reason: 'newer' | 'locked' | 'moved';
  constructor(reason: 'newer' | 'locked' | 'moved') {
    super(reason);
    this.reason = reason;
  }
}
