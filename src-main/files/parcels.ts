/**
 * Files on their way between the screen and the core, each under a token. An upload becomes a file of its own in a
 * private folder before any procedure hears of it; a download is given away once and removed.
 */
import { createReadStream, createWriteStream, mkdirSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Bytes: the largest file that the desk takes from a screen. */
const UPLOAD_LIMIT: number = 64 * 1024 * 1024;

export type Upload = {
  readonly token: string;
  readonly path: string;
  readonly name: string;
  readonly size: number;
};

export type Offer = {
  readonly path: string;
  /** The name that the saved file gets. */
  readonly name: string;
  readonly type: string;
};

export type Parcels = {
  /** A path in the private folder for a file that is about to be made. */
  readonly temporary: (extension: string) => string;
  readonly receive: (request: Request) => Promise<Response>;
  /** The uploaded file of a token, for as long as the desk runs. */
  readonly uploaded: (token: string) => Upload | undefined;
  /** Makes a file ready for one download and gives its token. */
  readonly offer: (offer: Offer) => string;
  readonly hand: (token: string) => Response;
  readonly close: () => void;
};

type ParcelsOptions = {
  readonly folder: string;
  readonly random: () => string;
  readonly limit?: number;
};

const failure = (status: number, code: string, fields: Readonly<Record<string, unknown>> = {}): Response =>
  Response.json({ code, fields }, { status });

const nameFrom = (request: Request): string | undefined => {
  try {
    const name = decodeURIComponent(request.headers.get('x-file-name') ?? '');
    // oxlint-disable-next-line no-control-regex -- control characters in a name would break the header of a later download
    const safe = (name.split(/[\\/]/).at(-1) ?? '').replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(0, 200);
    return safe === '' ? undefined : safe;
  } catch {
    return undefined;
  }
};

const bounded = (limit: number): Transform => {
  let seen = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, next) => {
      seen += chunk.length;
      if (seen > limit) next(new RangeError('too large'));
      else next(null, chunk);
    },
  });
};

const disposition = (name: string): string =>
  `attachment; filename="${name.replaceAll(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** The parcels of one run; `folder` is emptied now and again at the end, so nothing of an earlier run stays. */
export const createParcels = ({ folder, random, limit = UPLOAD_LIMIT }: ParcelsOptions): Parcels => {
  const uploads = new Map<string, Upload>();
  const offers = new Map<string, Offer>();
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  clear();
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  const temporary = (extension: string): string => join(folder, `${random()}${extension}`);

  const receive = async (request: Request): Promise<Response> => {
    const name = nameFrom(request);
    if (name === undefined || request.body === null) return failure(400, 'UPLOAD_UNREADABLE');
    if (Number(request.headers.get('content-length') ?? '0') > limit)
      return failure(413, 'FILE_TOO_LARGE', { limit });
    const path = temporary('.upload');
    try {
      const source = Readable.fromWeb(request.body);
      await pipeline(source, bounded(limit), createWriteStream(path, { mode: 0o600, flags: 'wx' }));
    } catch (error) {
      await rm(path, { force: true });
      return error instanceof RangeError
        ? failure(413, 'FILE_TOO_LARGE', { limit })
        : failure(400, 'UPLOAD_UNREADABLE');
    }
    const upload: Upload = { token: random(), path, name, size: statSync(path).size };
    uploads.set(upload.token, upload);
    return Response.json({ token: upload.token, name, size: upload.size });
  };

  const hand = (token: string): Response => {
    const offer = offers.get(token);
    offers.delete(token);
    const size = offer === undefined ? undefined : statSync(offer.path, { throwIfNoEntry: false })?.size;
    if (offer === undefined || size === undefined) return new Response('Not found\n', { status: 404 });
    const stream = createReadStream(offer.path);
    stream.on('close', () => rmSync(offer.path, { force: true }));
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': offer.type,
        'content-length': String(size),
        'content-disposition': disposition(offer.name),
      },
    });
  };

  return {
    temporary,
    receive,
    uploaded: (token) => uploads.get(token),
    offer: (offer) => {
      const token = random();
      offers.set(token, offer);
      return token;
    },
    hand,
    close: clear,
  };
};
