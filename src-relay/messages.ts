/**
 * The one request that many laptops send all the time, `POST /sync`, without what every other request passes through: no router, and no copy
 * of its body and its answer from one form into the next. Both ways end in the same service (`exchange` and `handle` of src-core/sync).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, BodyProblem, Message } from '../src-core/sync/index.ts';
import { LARGEST_BODY, refusal } from '../src-core/sync/index.ts';
import { protectionOf } from './headers.ts';
import { spans } from './spans.ts';
import type { Observe } from './spans.ts';

/** Answers the request where it is a plain message, and says whether it was. */
export type AnswerMessage = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

type MessageParts = {
  readonly exchange: (message: Message) => Promise<Answer>;
  readonly observe: Observe;
  readonly isStopping: () => boolean;
  readonly isSecure: boolean;
};

const PATH = '/sync';
const stopping = refusal(503, 'STOPPING', {}, { 'retry-after': '5', connection: 'close' });

/** A body of a known length that may be read; all others go the way of every request, which knows what to do about them. */
const isPlain = ({ method, url, headers }: IncomingMessage): boolean =>
  method === 'POST' &&
  url === PATH &&
  headers['transfer-encoding'] === undefined &&
  Number(headers['content-length'] ?? Number.NaN) <= LARGEST_BODY;

const bodyOf = (incoming: IncomingMessage): Promise<Buffer | BodyProblem> =>
  new Promise((resolve) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const [first] = pieces;
      resolve(pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces));
    });
    incoming.on('error', () => resolve('broken'));
    incoming.on('close', () => resolve('broken'));
  });

export const createAnswerMessage = ({
  exchange,
  observe,
  isStopping,
  isSecure,
}: MessageParts): AnswerMessage => {
  const protection = protectionOf({ isSecure });

  const answerTo = (incoming: IncomingMessage): Promise<Answer> => {
    const span = spans.getStore();
    if (span !== undefined && !isStopping()) span.route = PATH;
    return isStopping()
      ? Promise.resolve(stopping)
      : exchange({
          authorization: incoming.headers.authorization ?? null,
          body: () => bodyOf(incoming),
        });
  };

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { answer: given, requestId } = await observe('POST', () => answerTo(incoming));
    const { status, headers, body } = given;
    outgoing.writeHead(status, {
      ...protection,
      ...headers,
      'content-length': body.length,
      'x-request-id': requestId,
    });
    outgoing.end(body);
  };

  return (incoming, outgoing) => {
    if (!isPlain(incoming)) return false;
    answer(incoming, outgoing).catch(() => outgoing.destroy());
    return true;
  };
};
