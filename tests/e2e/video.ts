/** A camera's picture for the browser's false camera: frames with QR codes, made when the test runs. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { qrMatrix } from '../../src-core/documents/qr/qr.ts';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES_A_SECOND = 10;

/** Luma of white paper and of print under a lamp: no camera shows pure white and black. */
const PAPER = 225;
const INK = 45;

/** One grey frame; with a code in its middle, or an empty table. */
const frameOf = (text: string | null): Buffer => {
  const luma = Buffer.alloc(WIDTH * HEIGHT, 120);
  if (text !== null) {
    const matrix = qrMatrix(text);
    const scale = Math.floor((HEIGHT * 0.62) / matrix.size);
    const side = matrix.size * scale;
    const [left, top] = [(WIDTH - side) >> 1, (HEIGHT - side) >> 1];
    const quiet = 4 * scale;
    for (let y = top - quiet; y < top + side + quiet; y += 1)
      for (let x = left - quiet; x < left + side + quiet; x += 1)
        luma[y * WIDTH + x] = matrix.isDark(Math.floor((x - left) / scale), Math.floor((y - top) / scale))
          ? INK
          : PAPER;
  }
  return Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
};

/** Writes a video (YUV4MPEG2) that a browser plays again and again: what is held before the camera, and for how many seconds. */
export const writeVideo = (
  path: string,
  scenes: readonly { readonly text: string | null; readonly seconds: number }[],
): void => {
  const file = openSync(path, 'w');
  writeSync(file, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_A_SECOND}:1 Ip A1:1 C420jpeg\n`);
  for (const { text, seconds } of scenes) {
    const frame = frameOf(text);
    for (let count = 0; count < seconds * FRAMES_A_SECOND; count += 1) writeSync(file, frame);
  }
  closeSync(file);
};
