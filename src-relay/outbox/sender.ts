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
