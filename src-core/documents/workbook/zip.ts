import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { refuse } from './refusal.ts';
import type { Limits } from './table.ts';

type ZipEntry = {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly packed: Buffer;
  readonly size: number;
  readonly crc: number;
};

/** A zip container whose central directory has been checked; nothing is unpacked yet. */
export type Zip = {
  /** The entry's name as the archive writes it, or undefined where there is none; case and slashes do not matter. */
  readonly find: (path: string) => string | undefined;
  readonly names: readonly string[];
  /** A whole part, at most `maxBytes` of it unpacked. */
  readonly read: (path: string, maxBytes?: number) => Buffer | undefined;
  /** A part in pieces, each a new buffer, so that a large sheet never lies unpacked in memory. */
  readonly pieces: (path: string) => AsyncGenerator<Buffer>;
  readonly unpackedBytes: number;
};

const END_SIGNATURE = 0x06054b50;
const END64_SIGNATURE = 0x06064b50;
const END64_LOCATOR_SIGNATURE = 0x07064b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const PIECE_BYTES = 512 * 1024;
/** Below this, handing pieces between threads costs more than it saves. */
const WHOLE_BYTES = 12 * 1024 * 1024;
const RATIO_COUNTS_ABOVE = 16 * 1024 * 1024;
const SMALL_PART_BYTES = 64 * 1024 * 1024;

/** Reads and checks the directory of a zip file (APPNOTE 6.3). Refuses `damaged`, `hostile` and `password`. */
export function openZip(bytes: Buffer, limits: Limits): Zip {
  const directory = findDirectory(bytes);
  if (directory.count > limits.maxEntries) refuse('hostile', { entries: directory.count });
  const entries = readDirectory(bytes, directory);
  checkSizes(entries, limits);
  const byKey = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const key = keyOf(entry.name);
    if (key.split('/').includes('..') || key.includes('\0')) refuse('hostile', { part: entry.name });
    if (byKey.has(key)) refuse('hostile', { part: entry.name });
    byKey.set(key, entry);
  }
  return {
    find: (path) => byKey.get(keyOf(path))?.name,
    names: entries.map((entry) => entry.name),
    read: (path, maxBytes = SMALL_PART_BYTES) => {
      const entry = byKey.get(keyOf(path));
      return entry && unpack(entry, maxBytes);
    },
    pieces: (path) => unpackInPieces(byKey.get(keyOf(path)) ?? refuse('damaged', { part: path })),
    unpackedBytes: entries.reduce((total, entry) => total + entry.size, 0),
  };
}

function keyOf(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

type Directory = {
  readonly count: number;
  readonly offset: number;
  readonly size: number;
  readonly base: number;
};

/** The end record is the one whose comment ends the file; with stray bytes behind the archive, the last one there is. */
function findDirectory(bytes: Buffer): Directory {
  const lowest = Math.max(0, bytes.length - END_BYTES - 0xffff);
  let last = -1;
  for (let at = bytes.length - END_BYTES; at >= lowest; at -= 1) {
    if (bytes.readUInt32LE(at) !== END_SIGNATURE) continue;
    if (at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length) return directoryAt(bytes, at);
    if (last === -1) last = at;
  }
  return last === -1 ? refuse('damaged') : directoryAt(bytes, last);
}

function directoryAt(bytes: Buffer, end: number): Directory {
  let count = bytes.readUInt16LE(end + 10);
  let size = bytes.readUInt32LE(end + 12);
  let offset = bytes.readUInt32LE(end + 16);
  let directoryEnd = end;
  const locator = end - 20;
  if (locator >= 0 && bytes.readUInt32LE(locator) === END64_LOCATOR_SIGNATURE) {
    const end64 = toNumber(bytes.readBigUInt64LE(locator + 8));
    if (end64 + 56 > locator || bytes.readUInt32LE(end64) !== END64_SIGNATURE) refuse('damaged');
    count = toNumber(bytes.readBigUInt64LE(end64 + 32));
    size = toNumber(bytes.readBigUInt64LE(end64 + 40));
    offset = toNumber(bytes.readBigUInt64LE(end64 + 48));
    directoryEnd = end64;
  }
  // Bytes put before the archive (a stub, a stray line) move every offset by the same amount.
  const base = directoryEnd - size - offset;
  if (base < 0 || offset + size > bytes.length || count * 46 > size) refuse('damaged');
  return { count, offset, size, base };
}

/** Sizes above 2^53 are lies in any file that fits in memory. */
function toNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) refuse('damaged');
  return Number(value);
}

function readDirectory(bytes: Buffer, directory: Directory): ZipEntry[] {
  const entries: ZipEntry[] = [];
  const spans: { start: number; end: number }[] = [];
  let at = directory.base + directory.offset;
  const end = at + directory.size;
  for (let index = 0; index < directory.count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL_SIGNATURE) refuse('damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const next = at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
    if (next > end) refuse('damaged');
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const sizes = readSizes(bytes, at, extra);
    const method = bytes.readUInt16LE(at + 10);
    if (bytes.readUInt16LE(at + 8) & 1) refuse('password');
    if (method !== 0 && method !== 8) refuse('damaged', { part: name });
    const start = directory.base + sizes.offset;
    const packed = locatePacked(bytes, start, sizes.packed);
    if (method === 0 && sizes.packed !== sizes.size) refuse('damaged', { part: name });
    spans.push({ start, end: packed.byteOffset - bytes.byteOffset + packed.length });
    entries.push({
      name,
      isDeflated: method === 8,
      packed,
      size: sizes.size,
      crc: bytes.readUInt32LE(at + 16),
    });
    at = next;
  }
  refuseOverlaps(spans);
  return entries;
}

/** Entries that share their packed bytes are how a small file claims to hold terabytes. */
function refuseOverlaps(spans: { start: number; end: number }[]): void {
  spans.sort((a, b) => a.start - b.start);
  let covered = 0;
  for (const span of spans) {
    if (span.start < covered) refuse('hostile');
    covered = span.end;
  }
}

function readSizes(
  bytes: Buffer,
  at: number,
  extra: Buffer,
): { packed: number; size: number; offset: number } {
  let packed = bytes.readUInt32LE(at + 20);
  let size = bytes.readUInt32LE(at + 24);
  let offset = bytes.readUInt32LE(at + 42);
  if (packed !== 0xffffffff && size !== 0xffffffff && offset !== 0xffffffff) return { packed, size, offset };
  for (let field = 0; field + 4 <= extra.length; field += 4 + extra.readUInt16LE(field + 2)) {
    if (extra.readUInt16LE(field) !== 1) continue;
    let value = field + 4;
    const take = (): number => {
      if (value + 8 > extra.length) refuse('damaged');
      value += 8;
      return toNumber(extra.readBigUInt64LE(value - 8));
    };
    if (size === 0xffffffff) size = take();
    if (packed === 0xffffffff) packed = take();
    if (offset === 0xffffffff) offset = take();
  }
  return { packed, size, offset };
}

function locatePacked(bytes: Buffer, local: number, packedSize: number): Buffer {
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL_SIGNATURE) refuse('damaged');
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + packedSize > bytes.length) refuse('damaged');
  return bytes.subarray(start, start + packedSize);
}

function checkSizes(entries: readonly ZipEntry[], limits: Limits): void {
  let total = 0;
  for (const { name, size, packed } of entries) {
    total += size;
    if (size > RATIO_COUNTS_ABOVE && size > packed.length * limits.maxRatio)
      refuse('hostile', { part: name });
    if (size > limits.maxPartBytes) refuse('too-large', { megabytes: Math.ceil(size / 2 ** 20) });
  }
  if (total > limits.maxUnpackedBytes) refuse('too-large', { megabytes: Math.ceil(total / 2 ** 20) });
}

function unpack(entry: ZipEntry, maxBytes: number): Buffer {
  if (entry.size > maxBytes) refuse('too-large', { megabytes: Math.ceil(entry.size / 2 ** 20) });
  const whole = entry.isDeflated ? inflate(entry) : entry.packed;
  if (whole.length !== entry.size || crc32(whole) !== entry.crc) refuse('damaged', { part: entry.name });
  return whole;
}

function inflate(entry: ZipEntry): Buffer {
  try {
    return inflateRawSync(entry.packed, { maxOutputLength: Math.max(1, entry.size) });
  } catch {
    return refuse('damaged', { part: entry.name });
  }
}

async function* unpackInPieces(entry: ZipEntry): AsyncGenerator<Buffer> {
  if (!entry.isDeflated || entry.size <= WHOLE_BYTES) {
    yield unpack(entry, entry.size);
    return;
  }
  const inflater = createInflateRaw({ chunkSize: PIECE_BYTES });
  let size = 0;
  let crc = 0;
  try {
    inflater.end(entry.packed);
    for await (const chunk of inflater) {
      const piece: Buffer = chunk;
      size += piece.length;
      if (size > entry.size) refuse('damaged', { part: entry.name });
      crc = crc32(piece, crc);
      yield piece;
    }
  } finally {
    inflater.destroy();
  }
  if (size !== entry.size || crc !== entry.crc) refuse('damaged', { part: entry.name });
}
