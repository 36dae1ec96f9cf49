/**
 * Holds: whatever is sent to a procedure, the answer over HTTP is a result or a failure with a code and fields, never SQL,
 * never a stack, never a path of this machine, and never the code for "the program broke". The requests go through
 * the adapter that the desk mounts its procedures with, to a store on a real file.
 */
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskRouter } from '../../src-core/api.ts';
import type { DeskContext } from '../../src-core/access/index.ts';
import { hostileInputs, SHAPELESS } from './hostile.ts';
import { everyProcedure, openPlainDesk } from './plainDesk.ts';
import type { ListedProcedure, PlainDesk } from './plainDesk.ts';

const INNARDS = [
  /\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET|VACUUM|PRAGMA)\b/i,
  /sqlite|kysely|zod|trpc|no such (table|column)|syntax error|constraint failed|fts5/i,
  /\.[tj]s:\d|node_modules|node:internal|\bat (async )?[\w.<>]+ \(/,
  /\/(tmp|home|work|usr|var)\//,
  /"stack"/,
];

const apiOver =
  (context: () => DeskContext, onError: (error: unknown) => void) =>
  (req: Request): Promise<Response> =>
    fetchRequestHandler({
      endpoint: '/api',
      req,
      router: deskRouter,
      createContext: context,
      onError: ({ error }) => error.code === 'INTERNAL_SERVER_ERROR' && onError(error.cause),
    });

let desk: PlainDesk;
const broken: string[] = [];
const api = apiOver(
  () => desk.contextOf('owner'),
  (error) => void broken.push(String(error)),
);
beforeAll(async () => {
  desk = await openPlainDesk();
});
afterAll(() => desk.close());

const ORIGIN = 'http://127.0.0.1:4780';

async function send(
  { path, type }: Pick<ListedProcedure, 'path' | 'type'>,
  body: string | undefined,
): Promise<string> {
  const query =
    body === undefined
      ? ''
      : `?input=${encodeURIComponent(body.isWellFormed() ? body : JSON.stringify('ill'))}`;
  const request =
    type === 'mutation'
      ? new Request(`${ORIGIN}/api/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body }),
        })
      : new Request(`${ORIGIN}/api/${path}${query}`);
  return (await api(request)).text();
}

/** The failure in the answer, checked from outside; undefined where the answer is a result. */
function failureIn(answer: string): { readonly data: { readonly code: string } } | undefined {
  const { error } = JSON.parse(answer) as { error?: { data: { code: string; fields: unknown } } };
  if (error === undefined) return undefined;
  for (const innards of INNARDS) expect(answer).not.toMatch(innards);
  expect(error.data.code).toMatch(/^[A-Z][A-Z_]+$/);
  expect(error.data.fields).toBeTypeOf('object');
  return error;
}

describe.each(
  everyProcedure()
    .filter(({ type }) => type !== 'subscription')
    .map((listed) => [listed.path, listed] as const),
)('%s', (_, listed) => {
  test('answers hostile inputs of its own form without breaking', async () => {
    for (const input of listed.inputs.flatMap(hostileInputs)) {
      const failure = failureIn(await send(listed, JSON.stringify(input)));
      expect([failure?.data.code, JSON.stringify(input).slice(0, 300), broken]).not.toContain(
        'INTERNAL_SERVER_ERROR',
      );
    }
  });

  test('answers what is no input at all without breaking', async () => {
    const bodies = [...SHAPELESS.map((value) => JSON.stringify(value)), '{', '', 'NaN', '\u0000', undefined];
    for (const body of bodies) {
      const failure = failureIn(await send(listed, body));
      expect([failure?.data.code, body?.slice(0, 300), broken]).not.toContain('INTERNAL_SERVER_ERROR');
    }
  });
});

test('a procedure that is not there, and a batch, tell nothing either', async () => {
  const paths = [
    'no.such',
    '__proto__',
    'people.constructor',
    `x'; DROP TABLE person`,
    '%00',
    'no.such,no.such?batch=1',
  ];
  const answers = await Promise.all(paths.map((path) => send({ path, type: 'query' }, undefined)));
  const codes = answers.flatMap((answer) => {
    const parts: unknown = JSON.parse(answer);
    return [parts].flat().map((part) => failureIn(JSON.stringify(part))?.data.code);
  });
  expect(codes).toEqual(Array.from({ length: 7 }, () => 'NOT_FOUND'));
});

test('where the database itself breaks, the answer is one word', async () => {
  const gone = await openPlainDesk();
  const context = gone.contextOf('owner');
  gone.close();
  const silent = apiOver(
    () => context,
    () => undefined,
  );
  const answer = await (await silent(new Request(`${ORIGIN}/api/organisation.get`))).text();
  expect(failureIn(answer)?.data.code).toBe('INTERNAL_SERVER_ERROR');
});
