import { useEffect, useState } from 'react';
import type { PageSize } from '../../../../src-core/certificates/certificate.layout.rules.ts';
import type { ColourUnder } from './warnings.rules.ts';

/** Dots in a millimetre: enough to tell the ground under a line of text. */
const DOTS = 2;

const readPixels = async (address: string, { width, height }: PageSize): Promise<ImageData | undefined> => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(Math.ceil(width * DOTS), Math.ceil(height * DOTS));
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return undefined;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
};

const meanOf =
  ({ data, width, height }: ImageData): ColourUnder =>
  (box) => {
    const sum = [0, 0, 0] as [number, number, number];
    let count = 0;
    const to = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value * DOTS)));
    for (let y = to(box.y, height); y < to(box.y + box.height, height); y += 1)
      for (let x = to(box.x, width); x < to(box.x + box.width, width); x += 1) {
        const at = (y * width + x) * 4;
        sum[0] += data[at] ?? 0;
        sum[1] += data[at + 1] ?? 0;
        sum[2] += data[at + 2] ?? 0;
        count += 1;
      }
    if (count === 0) return [255, 255, 255];
    return [sum[0] / count, sum[1] / count, sum[2] / count];
  };

/** Tells the colour of the background under a box; undefined until its picture is read. */
export const useColourUnder = (address: string | undefined, page: PageSize): ColourUnder | undefined => {
  const [under, setUnder] = useState<{ readonly of: string; readonly tell: ColourUnder } | undefined>();
  const { width, height } = page;
  useEffect(() => {
    if (address === undefined) return undefined;
    let isGone = false;
    const read = async (): Promise<void> => {
      // A picture that cannot be read says nothing about contrast; the page itself shows that it is missing.
      const pixels = await readPixels(address, { width, height }).catch(() => undefined);
      if (!isGone && pixels !== undefined) setUnder({ of: address, tell: meanOf(pixels) });
    };
    void read();
    return () => {
      isGone = true;
    };
  }, [address, width, height]);
  return under?.of === address ? under?.tell : undefined;
};
