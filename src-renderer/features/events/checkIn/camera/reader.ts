/** Reads QR codes from video frames: with the browser's own reader where it has one, otherwise in a worker. */
export type FrameReader = {
  /** The text of a code in the video's present frame; null where it shows none. */
  readonly read: (video: HTMLVideoElement) => Promise<string | null>;
  readonly close: () => void;
};

/** As much of the Shape Detection API as is used here; TypeScript does not know it. */
type Detector = {
  readonly detect: (source: HTMLVideoElement) => Promise<readonly { readonly rawValue: string }[]>;
};
type DetectorClass = {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
};

const isDetectorClass = (found: unknown): found is DetectorClass =>
  typeof found === 'function' && 'getSupportedFormats' in found;

/** A code fills a good part of the picture, so more pixels than this cost time and find nothing more. */
const LONGEST_SIDE = 960;

const ownReader = async (): Promise<FrameReader | undefined> => {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  if (!isDetectorClass(found)) return undefined;
  // Some systems have the class and no engine behind it.
  const formats = await found.getSupportedFormats().catch((): readonly string[] => []);
  if (!formats.includes('qr_code')) return undefined;
  const detector = new found({ formats: ['qr_code'] });
  return {
    read: async (video) => (await detector.detect(video))[0]?.rawValue ?? null,
    close: () => undefined,
  };
};

const workerReader = (): FrameReader => {
  const worker = new Worker(new URL('./qr.worker.ts', import.meta.url), { type: 'module' });
  let answer: (text: string | null) => void = () => undefined;
  worker.addEventListener('message', ({ data }: MessageEvent<string | null>) => answer(data));
  worker.addEventListener('error', () => answer(null));
  return {
    read: async (video) => {
      const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
      const frame = await createImageBitmap(video, {
        resizeWidth: Math.round(video.videoWidth * scale),
        resizeHeight: Math.round(video.videoHeight * scale),
      });
      return new Promise((resolve) => {
        answer = resolve;
        worker.postMessage(frame, [frame]);
      });
    },
    close: () => worker.terminate(),
  };
};

/** The best reader that this browser has. */
export const openReader = async (): Promise<FrameReader> => (await ownReader()) ?? workerReader();
