/** The port of the ways on which messages leave the relay. */
import type { Outgoing, SendOutcome } from '../../src-core/messages/index.ts';
import type { Channel } from '../../src-core/reach/index.ts';

/**
 * Sends by one channel. It never throws: whatever is known after a request is an outcome, and what is not known is `unsure`. `signal` ends the
 * waiting; whether the request was written by then, the sender says.
 */
export type Sender = {
  readonly channel: Channel;
  readonly send: (outgoing: Outgoing, signal: AbortSignal) => Promise<SendOutcome>;
  readonly close?: () => Promise<void> | void;
};

/** Something that was sent and may have to say something else by now. */
export type Edit = {
  readonly address: string;
  /** Looks how things are; out: what edits it (done twice it is the same), null where it says already what it should. */
  readonly prepare: () => Promise<((signal: AbortSignal) => Promise<SendOutcome>) | null>;
};

/** Keeps what stands in chats in step with what it is about. */
export type Follower = {
  /** What something has changed about since the last `done`; null where nothing has. */
  readonly find: () => Promise<{
    readonly edits: readonly Edit[];
    readonly done: () => Promise<void>;
  } | null>;
};
