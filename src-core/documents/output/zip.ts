import { createDeflateRaw, crc32, deflateRawSync } from 'node:zlib';
import { writeFailure } from './writeFailure.ts';

/** A file inside the archive that is written piece by piece. */
export type ZipEntry = {
  readonly write: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** An archive that is written front to back: nothing is held but the entry in hand and the list of names. */
export type ZipWriter = {
  /** Adds a small whole file. */
  readonly add: (name: string, text: string) => Promise<void>;
  /** Opens a large file; it must be ended before the next is opened. */
  readonly open: (name: string) => Promise<ZipEntry>;
  /** Writes the central directory. */
  readonly finish: () => Promise<void>;
};

type Entry = {
  readonly name: Buffer;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
};

const DEFLATE = 8;
const VERSION = 20;
/** Sizes and checksum follow the data: they are not known yet when the header is written. */
const SIZES_FOLLOW = 0x0008;
/** 1980-01-01, the format's own zero: the same rows give the same bytes. */
const DOS_DATE = 0x0021;
const LIMIT = 0xffff_ffff;
/** Measured on 100,000 × 12: level 3 takes a third of level 6's time and leaves 9 % more bytes; level 1 leaves 28 % more. */
const LEVEL = 3;

function localHeader(entry: Entry): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(entry.flags, 6);
  head.writeUInt16LE(DEFLATE, 8);
  head.writeUInt16LE(DOS_DATE, 12);
  head.writeUInt32LE(entry.crc, 14);
  head.writeUInt32LE(entry.packed, 18);
  head.writeUInt32LE(entry.size, 22);
  head.writeUInt16LE(entry.name.byteLength, 26);
  return Buffer.concat([head, entry.name]);
}

function descriptor(entry: Entry): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(entry.crc, 4);
  tail.writeUInt32LE(entry.packed, 8);
  tail.writeUInt32LE(entry.size, 12);
  return tail;
}

function directoryRecord(entry: Entry): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(VERSION, 6);
  head.writeUInt16LE(entry.flags, 8);
  head.writeUInt16LE(DEFLATE, 10);
  head.writeUInt16LE(DOS_DATE, 14);
  head.writeUInt32LE(entry.crc, 16);
  head.writeUInt32LE(entry.packed, 20);
  head.writeUInt32LE(entry.size, 24);
  head.writeUInt16LE(entry.name.byteLength, 28);
  head.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([head, entry.name]);
}

function directoryEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/**
 * Packs text on a thread of Node's pool. One piece is packed while the caller makes the next: `write` waits only
 * for the piece before.
 */
function packer(emit: (chunk: Uint8Array) => Promise<void>) {
  const deflate = createDeflateRaw({ level: LEVEL, memLevel: 9, chunkSize: 1 << 16 });
  let ready: Buffer[] = [];
  let before: Promise<void> = Promise.resolve();
  let size = 0;
  let crc = 0;
  let packed = 0;
  deflate.on('data', (chunk: Buffer) => ready.push(chunk));
  const pass = async () => {
    const chunks = ready;
    ready = [];
    for (const chunk of chunks) {
      packed += chunk.byteLength;
      await emit(chunk);
    }
  };
  return {
    write: async (text: string) => {
      const piece = Buffer.from(text, 'utf8');
      size += piece.byteLength;
      crc = crc32(piece, crc);
      await before;
      before = new Promise((resolve, reject) => {
        deflate.write(piece, (error) => (error ? reject(error) : resolve()));
      });
      before.catch(() => undefined);
      await pass();
    },
    end: async () => {
      await before;
      await new Promise<void>((resolve, reject) => {
        deflate.once('end', resolve).once('error', reject).end();
      });
      await pass();
      return { size, crc, packed };
    },
  };
}

/**
 * A ZIP archive (PKWARE APPNOTE 6.3, without its 64-bit part) written to `write` in order.
 * @throws a write failure TOO_LARGE when a file or the archive passes 4 GB.
 */
export function openZip(write: (chunk: Uint8Array) => Promise<void>): ZipWriter {
  const entries: Entry[] = [];
  let offset = 0;
  const emit = async (chunk: Uint8Array) => {
    offset += chunk.byteLength;
    if (offset > LIMIT) throw writeFailure('TOO_LARGE');
    await write(chunk);
  };
  return {
    add: async (name, text) => {
      const bytes = Buffer.from(text, 'utf8');
      const body = deflateRawSync(bytes, { level: 9 });
      const entry = {
        name: Buffer.from(name),
        flags: 0,
        crc: crc32(bytes),
        packed: body.byteLength,
        size: bytes.byteLength,
        offset,
      };
      entries.push(entry);
      await emit(localHeader(entry));
      await emit(body);
    },
    open: async (name) => {
      const opening = { name: Buffer.from(name), flags: SIZES_FOLLOW, crc: 0, packed: 0, size: 0, offset };
      await emit(localHeader(opening));
      const pack = packer(emit);
      return {
        write: pack.write,
        end: async () => {
          const sums = await pack.end();
          if (sums.size > LIMIT) throw writeFailure('TOO_LARGE');
          const entry = { ...opening, ...sums };
          await emit(descriptor(entry));
          entries.push(entry);
        },
      };
    },
    finish: async () => {
      const start = offset;
      for (const entry of entries) await emit(directoryRecord(entry));
      await emit(directoryEnd(entries.length, offset - start, start));
    },
  };
}
