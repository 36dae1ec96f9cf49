/** Reading a code by the camera: a photo everywhere, live video where the browser allows it to this page. */
type Read = (picture: ImageData) => string | undefined;
/** A window with what `qr.js` puts into it, which is loaded when it is first needed. */
export type ReaderWindow = Window & { ordaReadQr?: Read };
const own: ReaderWindow = window;
let loading: Promise<Read> | undefined;

const load = (): Promise<Read> => {
  loading ??= new Promise<Read>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/t/qr.js';
    script.addEventListener('load', () =>
      own.ordaReadQr === undefined ? reject(new Error('no reader')) : resolve(own.ordaReadQr),
    );
    script.addEventListener('error', () => {
      loading = undefined;
      reject(new Error('no connection'));
    });
    document.head.appendChild(script);
  });
  return loading;
};

const canvas = document.createElement('canvas');

/** The picture with its longer side cut to `side` pixels. */
const pixelsOf = (
  picture: CanvasImageSource,
  width: number,
  height: number,
  side: number,
): ImageData | null => {
  const scale = Math.min(1, side / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
};

/** A photo of a small code far away needs its pixels, a large one is read better from fewer. */
const SIDES = [1000, 1800, 600];

/** The code in a photo; undefined where there is none. Throws where this browser cannot read codes. */
export const readPhoto = async (file: File): Promise<string | undefined> => {
  const read = await load();
  const url = URL.createObjectURL(file);
  try {
    const picture = await new Promise<HTMLImageElement | undefined>((resolve) => {
      const image = new Image();
      image.addEventListener('load', () => resolve(image));
      image.addEventListener('error', () => resolve(undefined));
      image.src = url;
    });
    if (picture === undefined) return undefined;
    for (const side of SIDES) {
      const pixels = pixelsOf(picture, picture.naturalWidth, picture.naturalHeight, side);
      const text = pixels === null ? undefined : read(pixels);
      if (text !== undefined) return text;
    }
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
};

/** Whether this page may use live video: not over plain http, except on the laptop itself. */
export const hasVideo = (): boolean =>
  window.isSecureContext && typeof navigator.mediaDevices?.getUserMedia === 'function';

const LOOK_MS = 180;

/** Looks for codes in live video until it is stopped; the same code again only after a while without it. */
export const watchVideo = async (
  video: HTMLVideoElement,
  onCode: (text: string) => void,
): Promise<() => void> => {
  const read = await load();
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  video.srcObject = stream;
  await video.play();
  let last = '';
  let unseen = 0;
  const timer = setInterval(() => {
    if (video.videoWidth === 0) return;
    const pixels = pixelsOf(video, video.videoWidth, video.videoHeight, 720);
    const text = pixels === null ? undefined : read(pixels);
    unseen = text === undefined ? unseen + 1 : 0;
    if (unseen > 8) last = '';
    if (text === undefined || text === last) return;
    last = text;
    onCode(text);
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
};
