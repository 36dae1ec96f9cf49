/**
 * Holds: `docs/certificate.md` is enough for a stranger. Its vectors are what the program makes, what the page's own cryptography
 * makes, and what an implementation in Python makes that shares no code with either; and so are random certificates.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameKey, readCode, readNumber, shortTitle } from './certificate.code.rules.ts';
import { isTrusted, issuerText, judge, readIssuerFile, successorText } from './issuer.rules.ts';
import type { Cryptography, IssuerFile } from './issuer.rules.ts';
import { keyOfSeed, nameHashOf, nodeCryptography, signedCode, signWith } from './signing.ts';

type Said = {
  readonly seed: string;
  readonly series: string;
  readonly year: number;
  readonly number: number;
  readonly date: string;
  readonly issued: string;
  readonly name: string;
  readonly title: string;
};
type Vectors = {
  readonly keys: readonly { readonly seed: string; readonly publicKey: string; readonly id: string }[];
  readonly names: readonly {
    readonly number: string;
    readonly name: string;
    readonly form: string;
    readonly hash: string;
  }[];
  readonly titles: readonly { readonly title: string; readonly short: string }[];
  readonly codes: readonly (Said & { readonly payload: string; readonly code: string })[];
  readonly successors: readonly {
    readonly seed: string;
    readonly publicKey: string;
    readonly endorsement: string;
  }[];
  readonly issuers: readonly { readonly file: IssuerFile; readonly text: string }[];
  readonly verdicts: readonly { readonly text: string; readonly state: string }[];
};

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const vectors = JSON.parse(readFileSync(file('docs/certificate.vectors.json'), 'utf8')) as Vectors;
const issuers = vectors.issuers.map((one) => one.file);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const numberOf = (text: string) => readNumber(text) ?? { series: '', year: 0, number: 0 };

type Answer = {
  readonly keys: readonly { readonly publicKey: string; readonly id: string }[];
  readonly names: readonly (readonly [string, string])[];
  readonly titles: readonly string[];
  readonly codes: readonly { readonly payload: string; readonly code: string }[];
  readonly texts: readonly string[];
  readonly issuers: readonly { readonly text: string; readonly whole: boolean }[];
  readonly successors: readonly string[];
};

const NOTHING = { keys: [], names: [], titles: [], codes: [], texts: [], issuers: [], successors: [] };

const python3 = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);

function python(asked: Readonly<Record<string, unknown>>): Answer {
  const run = spawnSync(python3 ?? '', [file('tests/certificates/verify.py')], {
    input: JSON.stringify({ ...NOTHING, ...asked }),
    encoding: 'utf8',
    env: { ...process.env, PYTHONUTF8: '1' },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Answer;
}
const hasPython = python3 !== undefined;

/** The cryptography of the page for strangers, but for its SHA-256, which the page's own test holds. */
const pageCryptography: Cryptography = {
  sha256: nodeCryptography.sha256,
  verify: (key, message, signature) => {
    try {
      return ed25519.verify(signature, message, Buffer.from(key, 'hex'), { zip215: false });
    } catch {
      return false;
    }
  },
};

describe('the vectors', () => {
  test('are what the program makes', () => {
    for (const { seed, publicKey, id } of vectors.keys)
      expect(keyOfSeed(seed)).toMatchObject({ publicKey, id });
    for (const { number, name, form, hash } of vectors.names)
      expect([nameKey(name), nameHashOf(numberOf(number), name)]).toEqual([form, hash]);
    for (const { title, short } of vectors.titles) expect(shortTitle(title)).toBe(short);
    for (const { code, payload, ...said } of vectors.codes) {
      expect(signedCode(keyOfSeed(said.seed), said)).toBe(code);
      expect(hex(readCode(code)?.signed ?? new Uint8Array()).slice(38)).toBe(payload);
    }
    for (const { seed, publicKey, endorsement } of vectors.successors)
      expect(hex(signWith(keyOfSeed(seed), Buffer.from(successorText(publicKey))))).toBe(endorsement);
    for (const one of vectors.issuers) {
      expect(issuerText(one.file)).toBe(one.text);
      expect(readIssuerFile(JSON.stringify(one.file), nodeCryptography)).toEqual(one.file);
    }
  });

  test.each([
    ['node', nodeCryptography],
    ['the page', pageCryptography],
  ])('get the same verdicts by the cryptography of %s', (_, cryptography) => {
    for (const { text, state } of vectors.verdicts)
      expect(judge(text, '', issuers, cryptography).state).toBe(state);
  });

  test('are what Python makes of the document', (ctx) => {
    if (!hasPython) ctx.skip('no Python on this machine');
    const answer = python({
      keys: vectors.keys.map((one) => one.seed),
      names: vectors.names.map((one) => [one.number, one.name]),
      titles: vectors.titles.map((one) => one.title),
      codes: vectors.codes,
      texts: vectors.verdicts.map((one) => one.text),
      issuers,
      successors: vectors.successors.map((one) => [one.seed, one.publicKey]),
    });
    expect(answer.keys).toEqual(vectors.keys.map(({ publicKey, id }) => ({ publicKey, id })));
    expect(answer.names).toEqual(vectors.names.map(({ form, hash }) => [form, hash]));
    expect(answer.titles).toEqual(vectors.titles.map((one) => one.short));
    expect(answer.codes).toEqual(vectors.codes.map(({ payload, code }) => ({ payload, code })));
    expect(answer.texts).toEqual(vectors.verdicts.map((one) => one.state));
    expect(answer.issuers).toEqual(vectors.issuers.map(({ text }) => ({ text, whole: true })));
    expect(answer.successors).toEqual(vectors.successors.map((one) => one.endorsement));
  });
});

/**
 * Latin, Greek, Cyrillic, Hebrew, Arabic, Han, punctuation, faces: blocks that have been full since Unicode 14. Of what is newer, an older
 * Python has no small letters yet.
 */
const SETTLED = [
  [0x20, 0x52f],
  [0x590, 0x6ff],
  [0x1e00, 0x1fff],
  [0x2000, 0x206f],
  [0x4e00, 0x9fef],
  [0x1f600, 0x1f64f],
] as const;
const letters = fc.string({
  unit: fc.oneof(
    ...SETTLED.map(([min, max]) => fc.integer({ min, max }).map((point) => String.fromCodePoint(point))),
  ),
  maxLength: 60,
});
const date = fc
  .integer({ min: 0, max: 40_000 })
  .map((days) => new Date(Date.UTC(2000, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const kazakh = fc.string({
  unit: fc.constantFrom(...Array.from('әғқңөұүһіӘҒҚҢӨҰҮҺІаеийябвАЁё -’')),
  minLength: 1,
  maxLength: 80,
});
const saids = fc.record<Said>({
  seed: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hex),
  series: fc.string({ unit: fc.constantFrom(...Array.from('0123456789ABCXYZ')), minLength: 4, maxLength: 4 }),
  year: fc.integer({ min: 2000, max: 2255 }),
  number: fc.integer({ min: 1, max: 999_999_999 }),
  date,
  issued: date,
  name: fc.oneof(kazakh, letters),
  title: fc.oneof(kazakh, letters),
});

describe('any certificate', () => {
  test('is made alike by the program and by Python', (ctx) => {
    if (!hasPython) ctx.skip('no Python on this machine');
    const said = fc.sample(saids, 400);
    const answer = python({ codes: said });
    expect(answer.codes.map((one) => one.code)).toEqual(
      said.map((one) => signedCode(keyOfSeed(one.seed), one)),
    );
  });

  test('reads back as it was said, within 300 bytes, and with one letter changed is believed by nobody', () => {
    fc.assert(
      fc.property(saids, fc.nat(), fc.integer({ min: 1, max: 31 }), (said, place, by) => {
        const key = keyOfSeed(said.seed);
        const code = signedCode(key, said);
        expect(`${'a'.repeat(70)}#${code}`.length).toBeLessThanOrEqual(300);
        const { series, year, number, date: day, issued } = said;
        expect(readCode(code)?.payload).toMatchObject({ series, year, number, date: day, issued });
        const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        const at = 6 + (place % (code.length - 6));
        const other = alphabet[(alphabet.indexOf(code[at] ?? '') + by) % 32] ?? '';
        const changed = code.slice(0, at) + other + code.slice(at + 1);
        const known = {
          id: key.id,
          publicKey: key.publicKey,
          madeAt: '2026-09-01T10:00:00.000Z',
          retiredAt: null,
          withdrawnAt: null,
          follows: null,
          endorsement: null,
        };
        const issuer = { organisation: 'x', keys: [known], revoked: [] };
        expect(judge(code, said.name, [issuer], nodeCryptography).state).toBe('good');
        expect(judge(changed, '', [issuer], nodeCryptography).state).not.toBe('good');
      }),
      { numRuns: 60 },
    );
  });

  test('is not found in what is no code, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(['unreadable', 'unknownKey']).toContain(
          judge(`ORDA1:${text}`, text, issuers, nodeCryptography).state,
        );
      }),
    );
  });
});

describe('an issuer file', () => {
  const [known] = issuers;
  test('is whole, or is not read: whatever is changed in it', () => {
    const text = JSON.stringify(known);
    for (const [from, to] of [
      ['Білім', 'Басқа'],
      ['0Z9A-2031-128', '0Z9A-2031-129'],
      ['2026-09-30T10', '2026-09-29T10'],
      ['"withdrawnAt":"2026-09-21T10:00:00.000Z"', '"withdrawnAt":null'],
      ['"revoked":[{', '"revoked":[null,{'],
      ['"version":1', '"version":2'],
    ] as const) {
      expect(text).toContain(from);
      expect(readIssuerFile(text.replace(from, to), nodeCryptography)).toBe(null);
    }
    for (const foreign of ['', 'null', '{}', '[]', '{"format":"orda-certificate-issuer"}', '"x"'])
      expect(readIssuerFile(foreign, nodeCryptography)).toBe(null);
  });

  test('is trusted by whoever knows its key, or one that its key follows from; by nobody else', () => {
    const keys = known?.keys ?? [];
    const trusts = (...ids: readonly number[]) =>
      known !== undefined &&
      isTrusted(
        known,
        ids.flatMap((index) => keys[index] ?? []),
        nodeCryptography,
      );
    expect([trusts(1), trusts(0), trusts(2), trusts()]).toEqual([true, true, false, false]);
  });
});
