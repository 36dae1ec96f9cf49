/** Reads the QR code of a chosen photo, in a worker: the code may be a small part of the picture. */

/** Longest sides to try, in dots: large ones find a small code, small ones a blurred one. */
const SIDES = [2000, 1200, 700];
/** Then parts of the picture by themselves, each this share of its sides, with steps of half of it. */
const PART = 0.5;

type Cut = readonly [x: number, y: number, width: number, height: number];

const partsOf = (width: number, height: number): readonly Cut[] => {
  const [wide, high] = [Math.round(width * PART), Math.round(height * PART)];
  const starts = [0, PART / 2, PART];
  return starts.flatMap((down) =>
    starts.map((across): Cut => [Math.round(width * across), Math.round(height * down), wide, high]),
  );
};

const openReader = () => {
  const worker = new Worker(new URL('../../events/checkIn/camera/qr.worker.ts', import.meta.url), {
    type: 'module',
  });
  return {
    read: (frame: ImageBitmap) =>
      new Promise<string | null>((resolve) => {
        worker.addEventListener('message', ({ data }: MessageEvent<string | null>) => resolve(data), {
          once: true,
        });
        worker.addEventListener('error', () => resolve(null), { once: true });
        worker.postMessage(frame, [frame]);
      }),
    close: () => worker.terminate(),
  };
};

/** The text of the code in a photo; null where none is found. Throws where the file is no picture. */
export const readPhoto = async (file: Blob): Promise<string | null> => {
  const whole = await createImageBitmap(file);
  const { width, height } = whole;
  const reader = openReader();
  const attempt = async ([x, y, wide, high]: Cut, side: number): Promise<string | null> => {
    const scale = Math.min(1, side / Math.max(wide, high));
    return reader.read(
      await createImageBitmap(whole, x, y, wide, high, {
        resizeWidth: Math.max(1, Math.round(wide * scale)),
        resizeHeight: Math.max(1, Math.round(high * scale)),
        resizeQuality: 'medium',
      }),
    );
  };
  try {
    for (const side of SIDES) {
      const text = await attempt([0, 0, width, height], side);
      if (text !== null) return text;
    }
    for (const part of partsOf(width, height)) {
      const text = await attempt(part, 1200);
      if (text !== null) return text;
    }
    return null;
  } finally {
    reader.close();
    whole.close();
  }
};
