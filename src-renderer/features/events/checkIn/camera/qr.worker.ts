/** Reads the QR code of a frame off the screen's own thread: in comes a picture, out goes its text or null. */
import { decodeQR } from 'qr/decode.js';

let canvas: OffscreenCanvas | undefined;

const read = (frame: ImageBitmap): string | null => {
  const { width, height } = frame;
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen?.drawImage(frame, 0, 0);
  frame.close();
  const data = pen?.getImageData(0, 0, width, height);
  if (data === undefined) return null;
  try {
    return decodeQR(data);
  } catch {
    // The reader throws where a frame shows no code, or one that is too blurred.
    return null;
  }
};

addEventListener('message', ({ data }: MessageEvent<ImageBitmap>) => postMessage(read(data)));
