import { decodeQR } from 'qr/decode.js';
import type { ReaderWindow } from './reader.ts';

const own: ReaderWindow = window;

/** The reader of codes, a script of its own: half of all tablets at a door have a scanner and never load it. */
own.ordaReadQr = (picture) => {
  try {
    return decodeQR(picture);
  } catch {
    return undefined;
  }
};
