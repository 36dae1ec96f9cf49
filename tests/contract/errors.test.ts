/**
 * Holds: whatever is sent to a procedure, the answer over HTTP is a result or a failure with a code and fields, never SQL,
 * never a stack, never a path of this machine, and never the code for "the program broke". The requests go through the
 * desk's own handler, to a store on a real file.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../src-main/api.ts';
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

let desk: PlainDesk;
let api: (request: Request) => Promise<Response>;
const broken: string[] = [];
beforeAll(async () => {
  desk = await openPlainDesk();
  const closing = new AbortController().signal;
  const enter = async () => ({ context: desk.contextOf('owner'), closing });
  const unused = async (): Promise<void> => undefined;
  api = createApi({
    house: { enter, openDemo: unused, close: unused },
    onError: (error) => void broken.push(String(error)),
  });
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
      expect([failure?.data.code, JSON.stringify(input).slice(0, 300), broken]).not.toContain('INTERNAL_SERVER_ERROR');
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
  for (const path of [
    'no.such',
    '__proto__',
    'people.constructor',
    `x'; DROP TABLE person`,
    '%00',
    'people.list,no.such?batch=1',
  ])
    failureIn(JSON.stringify([JSON.parse(await send({ path, type: 'query' }, undefined))].flat()[0]));
});

test('where the database itself breaks, the answer is one word', async () => {
  const gone = await openPlainDesk();
  const context = gone.contextOf('owner');
  gone.close();
  const silent = createApi({
    house: {
      enter: async () => ({ context, closing: new AbortController().signal }),
      openDemo: async () => undefined,
      close: async () => undefined,
    },
    onError: () => undefined,
  });
  const answer = await (await silent(new Request(`${ORIGIN}/api/organisation.get`))).text();
  expect(failureIn(answer)?.data.code).toBe('INTERNAL_SERVER_ERROR');
});
