/** The tables that only a relay's database has: never synced, written at will. */
import type { Channel } from '../reach/index.ts';
import type { OutboxState } from './messages.rules.ts';

export type OutboxRow = {
  /** `factId('outbox', message, person)`: one row for the pair, however often a message is expanded. */
  readonly id: string;
  readonly message_id: string;
  readonly person_id: string;
  /** Who gets it: the person, or a guardian. */
  readonly recipient_id: string;
  /** The row that this one goes along with, in one message about several children. */
  readonly leader_id: string | null;
  readonly channel: Channel;
  readonly address: string | null;
  readonly state: OutboxState;
  /** 0 goes first. */
  readonly priority: number;
  /** Requests that failed on the present way. */
  readonly attempts: number;
  /** JSON: the ways that are done with; see `routeKey`. */
  readonly tried: string;
  readonly not_before_ms: number;
  /** When the present way was tried first. */
  readonly first_try_ms: number | null;
  readonly claimed_by: string | null;
  readonly claimed_ms: number | null;
  /** When it went out for the last time; a request without an answer counts. */
  readonly sent_ms: number | null;
  /** Minor units that were reserved for it. */
  readonly cost: number;
  /** The last wish of a desk to send it again that was heard. */
  readonly again_at: string | null;
};

/** What people were told of an event: from it follows what they must be told when it changes. */
export type ToldOfEvent = {
  readonly startsAt: string;
  readonly place: string | null;
  readonly isCancelled: boolean;
};

export type OutboxTables = {
  readonly outbox: OutboxRow;
  readonly message_expanded: {
    readonly message_id: string;
    readonly event_id: string | null;
    /** JSON of `ToldOfEvent`. */
    readonly told: string | null;
    readonly at_ms: number;
  };
  readonly post_claim: { readonly post_id: string; readonly claimed_by: string; readonly at_ms: number };
  /** One row, `restored`: when this database was last put back to an earlier state. */
  readonly outbox_restored: { readonly id: string; readonly at_ms: number };
  readonly outbox_turn: { readonly id: string; readonly held_by: string; readonly until_ms: number };
};
