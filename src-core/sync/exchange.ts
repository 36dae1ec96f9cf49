/** One message of a laptop and its answer (rules L1–L6 and P6 of docs/sync.md), whichever way a host has it. */
import { z } from 'zod';
import { messageAnswer, refusal } from './answers.ts';
import type { Answer } from './answers.ts';
import type { BodyProblem } from './body.ts';
import { compress, decompress } from './pack.ts';
import { requestShape } from './protocol.ts';
import type { Admitted, ServiceParts } from './serving.ts';
import { unpack } from './unpack.ts';

/** A message as it comes: what the header says of whose it is, and its bytes, read once it is known that they are wanted. */
export type Message = {
  readonly authorization: string | null;
  readonly body: () => Promise<Buffer | BodyProblem>;
};

/** Bytes of a message as it comes, and unpacked. */
export const LARGEST_BODY = 24 * 1_048_576;
const LARGEST_MESSAGE = 64 * 1_048_576;
/** Requests of one node that may wait for the one before; a laptop has one or two under way. */
const MOST_WAITING = 4;

export const nodeShape = z.string().regex(/^[0-9a-z]{8}$/);
const named = z.object({ node: nodeShape });

/** The token that the header names; undefined where it names none. */
export const tokenIn = (authorization: string | null): string | undefined =>
  /^Bearer ([\w-]{20,200})$/.exec(authorization ?? '')?.[1];

/** Answers messages, one of a node after the other. */
export function createExchange({
  admission,
  kept,
  hub,
}: Pick<ServiceParts, 'admission' | 'kept' | 'hub'>): (message: Message) => Promise<Answer> {
  const turns = createTurns();

  const keepAside = async (node: string, message: unknown): Promise<Answer> => {
    const read = requestShape.safeParse(message);
    const batch = read.success ? unpack(read.data.packed) : undefined;
    if (batch !== undefined) await kept.keep(node, batch);
    return refusal(403, 'LAPTOP_REVOKED');
  };

  const answerTo = async (
    { body }: Message,
    token: string,
    admitted: Exclude<Admitted, { kind: 'unknown' }>,
  ): Promise<Answer> => {
    const bytes = await body();
    if (bytes === 'tooLarge') return refusal(413, 'TOO_LARGE');
    const message = bytes === 'broken' ? undefined : readMessage(bytes);
    if (message === undefined) return refusal(400, 'MALFORMED');
    if (admitted.kind === 'revoked') return keepAside(admitted.node, message);
    const { data } = named.safeParse(message);
    if (data !== undefined) await admission.heard(token, data.node);
    const answer = await hub.answer(message);
    if (answer.kind !== 'refused') return messageAnswer(compress(answer));
    return answer.reason === 'protocol'
      ? refusal(426, 'OTHER_PROTOCOL', { protocol: answer.protocol })
      : refusal(400, 'MALFORMED');
  };

  return async (message) => {
    const token = tokenIn(message.authorization);
    const admitted = token === undefined ? undefined : await admission.authorise(token);
    if (token === undefined || admitted === undefined || admitted.kind === 'unknown')
      return refusal(401, 'TOKEN_UNKNOWN');
    return turns(admitted.node, () => answerTo(message, token, admitted));
  };
}

/** The message in the bytes; undefined where there is none. */
function readMessage(bytes: Buffer): unknown {
  try {
    return decompress(bytes, LARGEST_MESSAGE);
  } catch {
    return undefined;
  }
}

/** One request of a node after the other; more than a few that wait are told to come later. */
function createTurns() {
  const ends = new Map<string, { readonly last: Promise<unknown>; readonly waiting: number }>();
  return async (node: string, work: () => Promise<Answer>): Promise<Answer> => {
    const before = ends.get(node);
    const waiting = (before?.waiting ?? 0) + 1;
    if (waiting > MOST_WAITING) return refusal(429, 'TOO_MANY', {}, { 'retry-after': '1' });
    const mine = before === undefined ? work() : before.last.then(work);
    const last = mine.catch(() => undefined);
    ends.set(node, { last, waiting });
    try {
      return await mine;
    } finally {
      const now = ends.get(node);
      if (now?.last === last) ends.delete(node);
      else if (now) ends.set(node, { ...now, waiting: now.waiting - 1 });
    }
  };
}
