/**
 * The bytes of an `.orda-event` file (docs/sync.md, H1–H5): a mark, a header in the clear, an encrypted manifest, and encrypted
 * frames. AES-256-GCM, the key by scrypt from a phrase. The header is authenticated with the manifest, the frames by their
 * hashes in it, so a file is whole and of one make, or it is refused.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { z } from 'zod';
import { fail, plainPhrase } from '../access/index.ts';

export const EVENT_FILE_EXTENSION = '.orda-event';

/** Its last sign is the format's version. */
const MARK = Buffer.from('ORDAEVT1');
const NONCE = 12;
const TAG = 16;
const LONGEST_HEADER = 4096;
const LONGEST_MANIFEST = 1_048_576;
/** Bytes of one frame, unpacked: a packed bomb ends here. */
const LARGEST_FRAME = 64 * 1_048_576;
const MOST_FRAMES = 4096;
/** N = 2^15 takes 32 MB and about a tenth of a second. */
const SCRYPT = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1_048_576 };

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const derive = promisify<string, Buffer, number, typeof SCRYPT, Buffer>(scrypt);

const headerShape = z.strictObject({
  /** The schema version of the program that made it. */
  schema: z.int(),
  node: z.string().max(20),
  /** ISO 8601, UTC. */
  madeAt: z.iso.datetime(),
  /** 16 bytes, hexadecimal. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
});
export type FileHeader = z.output<typeof headerShape>;

const frameShape = z.strictObject({
  bytes: z
    .int()
    .min(NONCE + TAG)
    .max(LARGEST_FRAME),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestShape = z.strictObject({
  eventId: z.string().max(64),
  title: z.string().max(300),
  startsAt: z.string().max(40),
  organisation: z.string().max(200),
  people: z.int(),
  marks: z.int(),
  changes: z.int(),
  frames: z.array(frameShape).max(MOST_FRAMES),
});
export type Manifest = z.output<typeof manifestShape>;

/** An encrypted piece of the log, with what the manifest says of it. */
export type Frame = { readonly bytes: Buffer; readonly sha256: string };

/** The key that opens a file, and the salt it was made with. */
export type FileKey = { readonly key: Buffer; readonly salt: string };

export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

export async function keyOf(phrase: string, salt: string): Promise<FileKey> {
  return { key: await derive(plainPhrase(phrase), Buffer.from(salt, 'hex'), 32, SCRYPT), salt };
}

function seal(key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws where the key is another one or a bit has changed. */
function open(key: Buffer, sealed: Buffer, bound: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(bound);
  decipher.setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const ofFrames = (salt: string): Buffer => Buffer.from(`orda-event frame ${salt}`);

/** Packs and encrypts a piece. `quality`: brotli's, 1 fast to 11 small. */
export async function sealFrame({ key, salt }: FileKey, content: unknown, quality: number): Promise<Frame> {
  const packed = await compress(Buffer.from(JSON.stringify(content)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality },
  });
  const bytes = seal(key, packed, ofFrames(salt));
  return { bytes, sha256: hashOf(bytes) };
}

/** Joins header, manifest and frames into the bytes of a file. */
export function fileOf(
  { key, salt }: FileKey,
  header: Omit<FileHeader, 'salt'>,
  manifest: Omit<Manifest, 'frames'>,
  frames: readonly Frame[],
): readonly Buffer[] {
  const head = Buffer.from(JSON.stringify({ ...header, salt } satisfies FileHeader));
  const listed = frames.map(({ bytes, sha256 }) => ({ bytes: bytes.length, sha256 }));
  const opening = Buffer.concat([MARK, lengthOf(head), head]);
  const sealed = seal(key, Buffer.from(JSON.stringify({ ...manifest, frames: listed })), opening);
  return [opening, lengthOf(sealed), sealed, ...frames.map(({ bytes }) => bytes)];
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return length;
}

export type OpenFile = {
  readonly header: FileHeader;
  readonly manifest: Manifest;
  /** Unpacks the frame of that number. Throws EVENT_FILE_DAMAGED. */
  readonly frame: (number: number) => Promise<unknown>;
};

/**
 * Opens a file of an event. Every frame has been checked against its hash before anything is handed out.
 * Throws NOT_AN_EVENT_FILE, EVENT_FILE_NEWER, WRONG_PHRASE, EVENT_FILE_DAMAGED.
 */
export async function openEventFile(file: Buffer, phrase: string): Promise<OpenFile> {
  const { header, opening } = readHeader(file);
  const { key, salt } = await keyOf(phrase, header.salt);
  const sealed = piece(file, opening.length, LONGEST_MANIFEST, damaged);
  let plain: Buffer;
  try {
    plain = open(key, sealed, opening);
  } catch {
    throw fail('invalid', 'WRONG_PHRASE');
  }
  const manifest = parsed(manifestShape, plain, damaged);
  let at = opening.length + 4 + sealed.length;
  const frames = manifest.frames.map(({ bytes, sha256 }) => {
    const frame = file.subarray(at, (at += bytes));
    if (frame.length !== bytes || hashOf(frame) !== sha256) throw damaged();
    return frame;
  });
  if (at !== file.length) throw damaged();
  return {
    header,
    manifest,
    frame: async (number) => {
      const bytes = frames[number];
      if (bytes === undefined) throw damaged();
      try {
        const unpacked = await decompress(open(key, bytes, ofFrames(salt)), {
          maxOutputLength: LARGEST_FRAME,
        });
        return JSON.parse(unpacked.toString('utf8')) as unknown;
      } catch {
        throw damaged();
      }
    },
  };
}

const damaged = (): Error => fail('invalid', 'EVENT_FILE_DAMAGED');
const foreign = (): Error => fail('invalid', 'NOT_AN_EVENT_FILE');

function readHeader(file: Buffer): { readonly header: FileHeader; readonly opening: Buffer } {
  if (!file.subarray(0, MARK.length - 1).equals(MARK.subarray(0, -1))) throw foreign();
  if (file[MARK.length - 1] !== MARK.at(-1)) throw fail('conflict', 'EVENT_FILE_NEWER');
  const head = piece(file, MARK.length, LONGEST_HEADER, damaged);
  const header = parsed(headerShape, head, damaged);
  return { header, opening: file.subarray(0, MARK.length + 4 + head.length) };
}

/** The bytes behind a length of four bytes. */
function piece(file: Buffer, at: number, longest: number, refuse: () => Error): Buffer {
  if (file.length < at + 4) throw refuse();
  const length = file.readUInt32BE(at);
  if (length > longest || length < NONCE + TAG || file.length < at + 4 + length) throw refuse();
  return file.subarray(at + 4, at + 4 + length);
}

function parsed<T>(shape: z.ZodType<T>, bytes: Buffer, refuse: () => Error): T {
  try {
    return shape.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw refuse();
  }
}
