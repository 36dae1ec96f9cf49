/** Ed25519 and SHA-256 as certificates use them; `docs/certificate.md` has every byte. */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { codeText, nameText, payloadBytes, shortTitle, signedBytes } from './certificate.code.rules.ts';
import type { CertificateNumber, Payload } from './certificate.code.rules.ts';
import { keyText } from './issuer.rules.ts';
import type { Cryptography } from './issuer.rules.ts';

/** What stands before the 32 bytes of a seed in the PKCS #8 form, and of a public key in the SPKI form (RFC 8410). */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** A key that can sign. */
export type SigningKey = { readonly id: string; readonly publicKey: string; readonly private: KeyObject };

/** The key of a seed, 32 bytes in hexadecimal. */
export function keyOfSeed(seed: string): SigningKey {
  const der = Buffer.concat([PRIVATE_HEAD, Buffer.from(seed, 'hex')]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const publicKey = spki.subarray(PUBLIC_HEAD.length).toString('hex');
  return { id: keyIdOf(publicKey), publicKey, private: key };
}

/** The id of a public key (32 bytes, hexadecimal): 4 bytes, hexadecimal. */
function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(keyText(publicKey)).digest('hex').slice(0, 8);
}

/** The hash of a name on the certificate of this number: 12 bytes, hexadecimal. */
export function nameHashOf(number: CertificateNumber, name: string): string {
  return createHash('sha256').update(nameText(number, name)).digest('hex').slice(0, 24);
}

/** Signs bytes; out: 64 bytes. */
export function signWith(key: SigningKey, message: Uint8Array): Uint8Array {
  return sign(null, message, key.private);
}

const publicKeys = new Map<string, KeyObject>();
const KEPT = 64;

function publicKeyOf(hex: string): KeyObject {
  let key = publicKeys.get(hex);
  if (key === undefined) {
    const der = Buffer.concat([PUBLIC_HEAD, Buffer.from(hex, 'hex')]);
    key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (publicKeys.size >= KEPT) publicKeys.clear();
    publicKeys.set(hex, key);
  }
  return key;
}

/** What checking needs, by way of Node. */
export const nodeCryptography: Cryptography = {
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  verify(publicKey, message, signature) {
    try {
      return verify(null, message, publicKeyOf(publicKey), signature);
    } catch {
      return false;
    }
  },
};

/** The code of a certificate: what is to be said of it, signed. */
export function signedCode(
  key: SigningKey,
  said: Omit<Payload, 'keyId' | 'nameHash'> & { readonly name: string },
): string {
  const payload = payloadBytes({
    ...said,
    keyId: key.id,
    nameHash: nameHashOf(said, said.name),
    title: shortTitle(said.title),
  });
  return codeText(payload, signWith(key, signedBytes(payload)));
}
