/**
 * What an issuer tells the world: its keys and what it revoked, as one signed file; and the verdict on a code. Pure, with the
 * cryptography passed in: the desk takes Node's, the page for strangers its own.
 */
import { nameKey, nameText, numberText, readCode } from './certificate.code.rules.ts';
import type { Payload } from './certificate.code.rules.ts';

export type Cryptography = {
  /** SHA-256 of a text's UTF-8, hexadecimal. */
  readonly sha256: (text: string) => string;
  /** Ed25519; the key in hexadecimal. */
  readonly verify: (publicKey: string, message: Uint8Array, signature: Uint8Array) => boolean;
};

export type IssuerKey = {
  readonly id: string;
  /** 32 bytes, hexadecimal. */
  readonly publicKey: string;
  /** ISO 8601, UTC, as all times here. */
  readonly madeAt: string;
  readonly retiredAt: string | null;
  readonly withdrawnAt: string | null;
  /** The id of the key before, and its signature for this one; null where there was none or it was lost or stolen. */
  readonly follows: string | null;
  readonly endorsement: string | null;
};

export type Revoked = { readonly number: string; readonly at: string };

/** The issuer file: public keys and revocations, signed by one of the keys. */
export type IssuerFile = {
  readonly format: 'orda-certificate-issuer';
  readonly version: 1;
  readonly organisation: string;
  readonly at: string;
  readonly keys: readonly IssuerKey[];
  readonly revoked: readonly Revoked[];
  readonly signedBy: string;
  readonly signature: string;
};

export type Issuer = Pick<IssuerFile, 'organisation' | 'keys' | 'revoked'>;

/** What a key's id is the beginning of the SHA-256 of. */
export function keyText(publicKey: string): string {
  return `orda-certificate-1 key\n${publicKey}\n`;
}

/** What a key signs for the key that follows it. */
export function successorText(publicKey: string): string {
  return `orda-certificate-1 successor\n${publicKey}\n`;
}

/** What the signature of an issuer file is over. */
export function issuerText(file: Omit<IssuerFile, 'signature' | 'signedBy'>): string {
  const keys = file.keys.map(({ publicKey, madeAt, retiredAt, withdrawnAt, endorsement }) =>
    [publicKey, madeAt, retiredAt ?? '-', withdrawnAt ?? '-', endorsement ?? '-'].join(' '),
  );
  const revoked = file.revoked.map(({ number, at }) => `${number} ${at}`);
  return [
    'orda-certificate-1 issuer',
    file.organisation,
    file.at,
    `keys ${keys.length}`,
    ...keys,
    `revoked ${revoked.length}`,
    ...revoked,
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const unhex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const isText = (value: unknown, form: RegExp): value is string =>
  typeof value === 'string' && form.test(value);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
const HASH = /^[0-9a-f]{64}$/;
const KEY_ID = /^[0-9a-f]{8}$/;
const SIGNATURE = /^[0-9a-f]{128}$/;
const NUMBER = /^[0-9A-Z]{4}-\d{4}-\d{1,10}$/;
const LINE = /^[^\n\r\0]{0,200}$/;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function isKey(value: unknown): value is IssuerKey {
  if (!isRecord(value)) return false;
  const { id, publicKey, madeAt, retiredAt, withdrawnAt, follows, endorsement } = value;
  return (
    isText(id, KEY_ID) &&
    isText(publicKey, HASH) &&
    isText(madeAt, TIME) &&
    (retiredAt === null || isText(retiredAt, TIME)) &&
    (withdrawnAt === null || isText(withdrawnAt, TIME)) &&
    (follows === null || isText(follows, KEY_ID)) &&
    (endorsement === null || isText(endorsement, SIGNATURE))
  );
}

/**
 * Reads an issuer file: its form, the ids of its keys and its own signature. Out: null where anything of it is wrong.
 * That it is whole does not say whose it is: see `isTrusted`.
 */
export function readIssuerFile(text: string, crypto: Cryptography): IssuerFile | null {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(file)) return null;
  const { format, version, organisation, at, keys, revoked, signedBy, signature } = file;
  if (format !== 'orda-certificate-issuer' || version !== 1) return null;
  if (!isText(organisation, LINE) || !isText(at, TIME)) return null;
  if (!isText(signedBy, KEY_ID) || !isText(signature, SIGNATURE)) return null;
  if (!Array.isArray(keys) || !keys.every(isKey) || !Array.isArray(revoked)) return null;
  const isList = (list: readonly unknown[]): list is readonly Revoked[] =>
    list.every((one) => isRecord(one) && isText(one['number'], NUMBER) && isText(one['at'], TIME));
  if (!isList(revoked)) return null;
  const said = { format, version, organisation, at, keys, revoked } as const;
  const isNamed = keys.every(({ id, publicKey }) => crypto.sha256(keyText(publicKey)).startsWith(id));
  const message = utf8(issuerText(said));
  const isSigned = keys.some(
    (key) =>
      key.id === signedBy &&
      key.withdrawnAt === null &&
      crypto.verify(key.publicKey, message, unhex(signature)),
  );
  return isNamed && isSigned ? { ...said, signedBy, signature } : null;
}

/** Whether the key that signed the file is one of these, or follows one of them by endorsements, key by key. */
export function isTrusted(file: IssuerFile, known: readonly IssuerKey[], crypto: Cryptography): boolean {
  const trusted = new Set(known.filter((key) => key.withdrawnAt === null).map((key) => key.publicKey));
  const withdrawn = new Set(known.filter((key) => key.withdrawnAt !== null).map((key) => key.publicKey));
  for (let grown = true; grown;) {
    const before = trusted.size;
    for (const { publicKey, endorsement } of file.keys) {
      if (endorsement === null || trusted.has(publicKey) || withdrawn.has(publicKey)) continue;
      const message = utf8(successorText(publicKey));
      if ([...trusted].some((old) => crypto.verify(old, message, unhex(endorsement)))) trusted.add(publicKey);
    }
    grown = trusted.size > before;
  }
  const message = utf8(issuerText(file));
  return file.keys.some(
    ({ id, publicKey }) =>
      id === file.signedBy &&
      trusted.has(publicKey) &&
      crypto.verify(publicKey, message, unhex(file.signature)),
  );
}

/**
 * `good`; `revoked` by its issuer; `keyWithdrawn`: its key was reported stolen; `unknownKey`: signed with a key that nobody
 * here knows; `forged`: the signature does not fit what is said; `unreadable`: no certificate's code, or a damaged one.
 */
export type VerdictState = 'good' | 'revoked' | 'keyWithdrawn' | 'unknownKey' | 'forged' | 'unreadable';

export type Verdict = {
  readonly state: VerdictState;
  readonly number: string | null;
  /** What the code says; to be believed only where the signature is good. */
  readonly payload: Payload | null;
  readonly organisation: string | null;
  readonly revokedAt: string | null;
  /** Whether the typed name is the certificate's; null where none was typed or the code says nothing to be believed. */
  readonly nameMatches: boolean | null;
};

/** Judges a scanned or pasted text by the issuers that are known here. */
export function judge(text: string, name: string, issuers: readonly Issuer[], crypto: Cryptography): Verdict {
  const read = readCode(text);
  const empty = { number: null, payload: null, organisation: null, revokedAt: null, nameMatches: null };
  if (read === null) return { ...empty, state: 'unreadable' };
  const { payload, signed, signature } = read;
  const number = numberText(payload);
  const keys = issuers.flatMap((issuer) =>
    issuer.keys.filter((key) => key.id === payload.keyId).map((key) => ({ issuer, key })),
  );
  if (keys.length === 0) return { ...empty, state: 'unknownKey', number, payload };
  const found = keys.find(({ key }) => crypto.verify(key.publicKey, signed, signature));
  if (found === undefined) return { ...empty, state: 'forged', number, payload };
  const { issuer, key } = found;
  const revokedAt = issuer.revoked.find((one) => one.number === number)?.at ?? null;
  const typed = nameKey(name) !== '';
  return {
    state: revokedAt !== null ? 'revoked' : key.withdrawnAt !== null ? 'keyWithdrawn' : 'good',
    number,
    payload,
    organisation: issuer.organisation,
    revokedAt,
    nameMatches: typed ? crypto.sha256(nameText(payload, name)).startsWith(payload.nameHash) : null,
  };
}

const EMPTY = /(<script type="application\/json" id="issuer">)\s*null\s*(<\/script>)/;

/**
 * The page for strangers (`assets/verify-certificate.html`) with an issuer's keys and revocations in it, ready to be handed out
 * as one file.
 */
export function fillVerifierPage(page: string, file: IssuerFile): string {
  const json = JSON.stringify(file).replaceAll('<', '\\u003c');
  return page.replace(EMPTY, (_, open: string, close: string) => open + json + close);
}
