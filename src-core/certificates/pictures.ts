/** Uploaded backgrounds: what a file really is, whether it is whole, where it is kept, and how it goes along with an event. */
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { fail } from '../access/index.ts';
import type { Attachments, LocalTables } from '../store/index.ts';
import { readSvg } from './svg.ts';
import { LIMITS } from './template.rules.ts';
import type { Background } from './template.rules.ts';

/** An uploaded background. */
export type Picture = {
  readonly sha256: string;
  readonly kind: 'png' | 'jpeg' | 'svg';
  /** Pixels, or the units of an SVG's own plane. */
  readonly width: number;
  readonly height: number;
  /** Base64. */
  readonly data: string;
};

/** Local, by the SHA-256 of the bytes: a backup and the file of an event have them, the change log does not grow by them. */
export type PictureTables = { readonly certificate_picture: Picture };

/** Pixels of a picture: A4 at 600 dots an inch has 35 million. A small file that unpacks to more is a bomb. */
const MOST_PIXELS = 40_000_000;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
/** Values of a pixel for each colour type of PNG. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type Size = { readonly width: number; readonly height: number };

const broken = () => fail('invalid', 'PICTURE_BROKEN');

function checkPixels({ width, height }: Size): Size {
  if (width < 1 || height < 1) throw broken();
  if (width * height > MOST_PIXELS)
    throw fail('invalid', 'PICTURE_TOO_LARGE', { width, height, most: MOST_PIXELS / 1e6 });
  return { width, height };
}

/** The size of a PNG file that is whole: its parts to the end, and exactly as much inside as it promises. */
function pngSize(bytes: Buffer): Size {
  const packed: Buffer[] = [];
  let head: Buffer | undefined;
  let isEnded = false;
  for (let at = PNG.length; at + 12 <= bytes.length && !isEnded;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length < length) throw broken();
    if (type === 'IHDR' && length === 13) head ??= body;
    if (type === 'IDAT') packed.push(body);
    isEnded = type === 'IEND';
    at += 12 + length;
  }
  if (head === undefined || !isEnded) throw broken();
  const size = checkPixels({ width: head.readUInt32BE(0), height: head.readUInt32BE(4) });
  const channels = CHANNELS[head.readUInt8(9)];
  if (channels === undefined || head.readUInt8(12) > 1) throw broken();
  const bits = channels * head.readUInt8(8);
  const least = size.height * Math.ceil((size.width * bits) / 8);
  // One byte a row says how it is filtered; an interlaced picture has up to seven times as many rows.
  const most = least + size.height * 8 + size.width * 8 + 1024;
  try {
    if (inflateSync(Buffer.concat(packed), { maxOutputLength: most }).length < least) throw broken();
  } catch {
    throw broken();
  }
  return size;
}

/** The size of a JPEG file that has its frame and its end. */
function jpegSize(bytes: Buffer): Size {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) throw broken();
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < at) throw broken();
      return checkPixels({ width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) });
    } else at += 2 + bytes.readUInt16BE(at + 2);
  }
  throw broken();
}

const startsAsSvg = (bytes: Buffer): boolean =>
  /^\uFEFF?\s*(<\?xml|<!--|<!DOCTYPE\s+svg|<(\w+:)?svg)/i.test(bytes.toString('utf8', 0, 1000));

/**
 * Looks at an uploaded file by its content; its name says nothing. Out: the picture to keep. Throws PICTURE_TOO_HEAVY,
 * PICTURE_UNKNOWN, PICTURE_BROKEN, PICTURE_TOO_LARGE and what `readSvg` throws.
 */
export function readUpload(bytes: Buffer): Picture {
  if (bytes.length > LIMITS.picture)
    throw fail('invalid', 'PICTURE_TOO_HEAVY', { most: LIMITS.picture / 1024 / 1024 });
  const kept = {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    data: bytes.toString('base64'),
  };
  if (bytes.subarray(0, PNG.length).equals(PNG)) return { ...kept, kind: 'png', ...pngSize(bytes) };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { ...kept, kind: 'jpeg', ...jpegSize(bytes) };
  if (!startsAsSvg(bytes)) throw fail('invalid', 'PICTURE_UNKNOWN');
  const [, , width, height] = readSvg(bytes.toString('utf8')).viewBox;
  return { ...kept, kind: 'svg', width, height };
}

/** Keeps an uploaded background; the same bytes are kept once. */
export function keepPicture(local: Pick<LocalTables, 'run'>, picture: Picture): void {
  const { sha256, kind, width, height, data } = picture;
  local.run(
    `INSERT INTO certificate_picture (sha256, kind, width, height, data) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (sha256) DO NOTHING`,
    sha256,
    kind,
    width,
    height,
    data,
  );
}

/** Templates that this event's certificates were made by stand before those that one may still be made by. */
const BACKGROUNDS = `SELECT background, EXISTS (
    SELECT 1 FROM certificate WHERE event_id = ? AND template_id = certificate_template.id) AS is_used
  FROM certificate_template WHERE is_used OR deleted_at IS NULL ORDER BY is_used DESC, id DESC`;

const NAMED = `SELECT DISTINCT json_extract(background, '$.sha256') AS sha256
  FROM certificate_template WHERE json_extract(background, '$.sha256') IS NOT NULL ORDER BY sha256`;

/** The pictures behind templates go along with an event and to the other laptops, so that those print the same certificates. */
export const templatePictures: Attachments = {
  all: (reading) => reading.localRows<Pick<Picture, 'sha256'>>(NAMED).map(({ sha256 }) => sha256),
  has: (reading, sha256) =>
    reading.localRows('SELECT sha256 FROM certificate_picture WHERE sha256 = ?', sha256).length > 0,
  of: (reading, eventId) => {
    const backgrounds = reading
      .localRows<{ background: string }>(BACKGROUNDS, eventId)
      .map(({ background }) => JSON.parse(background) as Background);
    return [...new Set(backgrounds.flatMap((one) => (one.kind === 'file' ? [one.sha256] : [])))];
  },
  read: (reading, sha256) => {
    const [found] = reading.localRows<Pick<Picture, 'data'>>(
      'SELECT data FROM certificate_picture WHERE sha256 = ?',
      sha256,
    );
    return found && Buffer.from(found.data, 'base64');
  },
  keep: (local, bytes) => keepPicture(local, readUpload(bytes)),
};
