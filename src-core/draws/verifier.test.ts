/**
 * Holds: four implementations that share no code come to the same winners from the published vectors and from random
 * draws: the program (node:crypto), the page for sceptics (its own SHA-256), Python's standard library and WebCrypto. And
 * the page finds whatever was tampered with, and names the place.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entrantCode, permutation } from './draw.hash.ts';
import { eventWith, opened, openDrawDesk } from './draws.test-support.ts';
import type { DrawDesk } from './draws.test-support.ts';
import type { Protocol } from './protocol.ts';

type Check = { readonly key: string; readonly ok: boolean | null };
type Replayed = { readonly checks: readonly Check[]; readonly order: readonly string[] };

const file = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const page = readFileSync(file('assets/verify.html'), 'utf8');
const script = /<script id="replay">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
const sandbox = createContext({ TextEncoder });
runInContext(script, sandbox);
const inPage = (name: 'replay' | 'permutationOfHex' | 'normal', ...args: readonly unknown[]): unknown =>
  JSON.parse(
    String(
      runInContext(
        `var permutationOfHex = function (seed, codes) { return permutation(unhex(seed), codes); };
         JSON.stringify(${name}(...${JSON.stringify(args)}))`,
        sandbox,
      ),
    ),
  );
const replay = (protocol: unknown): Replayed => inPage('replay', protocol) as Replayed;
const faults = (protocol: unknown): readonly string[] =>
  replay(protocol).checks.flatMap(({ key, ok }) => (ok === false ? [key] : []));

const vectors = JSON.parse(readFileSync(file('docs/draw.vectors.json'), 'utf8')) as {
  readonly lines: readonly { readonly typed: string; readonly hashed: string | null }[];
  readonly codes: readonly { readonly event: string; readonly person: string; readonly code: string }[];
  readonly draws: readonly { readonly protocol: Protocol; readonly order: readonly string[] }[];
};

let desk: DrawDesk;
beforeEach(async () => {
  desk = await openDrawDesk();
});
afterEach(() => desk.close());

/** The protocol of a real draw, with one prize handed over after one absence. */
async function playedDraw(): Promise<Protocol> {
  const { eventId } = await eventWith(desk, 12);
  const id = await opened(desk, eventId, ['Кружка', 'Кітап', 'Ұшқыш']);
  await desk.api.draws.absent({ id, position: 2 });
  await desk.api.draws.handOver({ id, position: 4 });
  const { token } = await desk.api.draws.protocol({ id, kind: 'json', language: 'ru' });
  return JSON.parse(desk.offered(token).toString()) as Protocol;
}

describe('the page', () => {
  test('agrees with the vectors and with a real draw', async () => {
    for (const { protocol, order } of vectors.draws) {
      expect(faults(protocol)).toEqual([]);
      expect(replay(protocol).order).toEqual(order);
    }
    for (const { typed, hashed } of vectors.lines) expect(inPage('normal', typed, 500)).toBe(hashed);
    expect(faults(await playedDraw())).toEqual([]);
  });

  test('says «not yet» of what is not opened, and finds no fault', async () => {
    const { opening: _opening, winners: _winners, ...rest } = await playedDraw();
    const { checks } = replay({ ...rest, opening: null, winners: null, turns: [] });
    expect(checks.filter((check) => check.ok === null).map((check) => check.key)).toEqual([
      'secret',
      'seed',
      'winners',
      'turns',
    ]);
    expect(checks.some((check) => check.ok === false)).toBe(false);
  });

  test('names the place of each tampering', async () => {
    const good = await playedDraw();
    const { commitment, opening, winners, turns, entrants } = good;
    const tampered: readonly (readonly [string, unknown])[] = [
      ['listHash', { ...good, entrants: entrants.slice(1) }],
      ['list', { ...good, entrants: entrants.toReversed() }],
      ['list', { ...good, entrants: [...entrants, entrants.at(-1)] }],
      ['commitment', { ...good, prizes: ['Ноутбук', ...good.prizes.slice(1)] }],
      ['commitment', { ...good, number: 'AAAA-1' }],
      ['commitment', { ...good, rules: { noRepeatEvents: 1 } }],
      ['commitment', { ...good, commitment: { ...commitment, previous: commitment.hash } }],
      ['hallInput', { ...good, hallInput: { text: ' 4', at: '' } }],
      ['seed', { ...good, hallInput: { text: '4 2 7', at: '' } }],
      ['secret', { ...good, opening: { ...opening, secret: 'ab'.repeat(32) } }],
      ['winners', { ...good, winners: winners?.toReversed() }],
      ['turns', { ...good, turns: turns.slice(1) }],
      ['turns', { ...good, turns: [{ ...turns[0], next: 5 }, turns[1]] }],
      ['turns', { ...good, turns: [...turns, turns[1]] }],
      ['algorithm', { ...good, algorithm: 'orda-draw-2' }],
    ];
    for (const [place, protocol] of tampered) expect(faults(protocol)).toContain(place);
  });

  test('asks nothing of the network and brings nothing from elsewhere', () => {
    expect(page).toContain(`default-src 'none'`);
    expect(page).not.toMatch(/https?:\/\/|fetch\(|XMLHttpRequest|import\s|src=/);
  });

  test('has the same texts in three languages', () => {
    const texts = /(?:var|const) TEXTS = (\{[\s\S]*?\n\s*\});/.exec(page)?.[1] ?? '';
    const { ru, kk, en } = runInContext(`(${texts})`, createContext({})) as Record<
      'ru' | 'kk' | 'en',
      object
    >;
    expect(Object.keys(kk)).toEqual(Object.keys(ru));
    expect(Object.keys(en)).toEqual(Object.keys(ru));
  });
});

test('Python, from the document alone, comes to the vectors and to a real draw', async (ctx) => {
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (python === undefined) ctx.skip('no Python on this machine');
  const played = await playedDraw();
  const protocols = [...vectors.draws.map((draw) => draw.protocol), played];
  const asked = {
    lines: vectors.lines.map((line) => line.typed),
    codes: vectors.codes.map(({ event, person }) => [event, person]),
    protocols,
  };
  const { stdout, stderr } = spawnSync(python ?? '', [fileURLToPath(file('tests/draws/replay.py'))], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
  });
  const answer = JSON.parse(stdout || `"${stderr}"`) as unknown;
  expect(answer).toEqual({
    lines: vectors.lines.map((line) => line.hashed),
    codes: vectors.codes.map(({ code }) => code),
    protocols: protocols.map(({ commitment, opening }, at) => ({
      listHash: commitment.listHash,
      secretHash: commitment.secretHash,
      commitment: commitment.hash,
      seed: opening?.seed,
      order: vectors.draws[at]?.order ?? replay(played).order,
    })),
  });
});

test('WebCrypto ranks as the program does', async () => {
  const { protocol, order } = vectors.draws[1] ?? {};
  if (protocol?.opening === undefined || protocol.opening === null) throw new Error('no vector');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const seed = Buffer.from(protocol.opening.seed, 'hex');
  const key = await crypto.subtle.importKey('raw', seed, algorithm, false, ['sign']);
  const ranked = await Promise.all(
    protocol.entrants.map(async (code) => ({
      code,
      rank: Buffer.from(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(code))).toString(
        'hex',
      ),
    })),
  );
  expect(ranked.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ code }) => code)).toEqual(order);
});

test('the page and the program order any list alike', () => {
  const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(seeds, fc.uniqueArray(fc.uuid(), { maxLength: 40 }), (seed, people) => {
      const hex = Buffer.from(seed).toString('hex');
      const codes = people.map((person) => entrantCode('event', person)).toSorted();
      expect(inPage('permutationOfHex', hex, codes)).toEqual(permutation(hex, codes));
    }),
    { numRuns: 40 },
  );
});
