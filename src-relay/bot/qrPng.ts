import { toBuffer } from 'qrcode';

/** A QR code as a small picture, for a chat that shows no other kind. */
export const qrPng = (text: string): Promise<Buffer> =>
  toBuffer(text, { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 12 });
