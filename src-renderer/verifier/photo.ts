import { decodeQR } from 'qr/decode.js';

/** Sides in pixels at which a photo is looked at: a code that fills it is found small, a distant one large. */
const SIDES = [1200, 700, 2200];

async function opened(file: Blob): Promise<HTMLImageElement | null> {
  const image = new Image();
  const url = URL.createObjectURL(file);
  try {
    image.src = url;
    await image.decode();
    return image;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function pixels(image: HTMLImageElement, side: number): ImageData | undefined {
  const scale = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return undefined;
  // A transparent picture is read on white.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** The text of the QR code in a picture; null where there is none to be found. */
export async function codeIn(file: Blob): Promise<string | null> {
  const image = await opened(file);
  if (image === null) return null;
  for (const side of SIDES) {
    const found = pixels(image, side);
    try {
      if (found !== undefined) return decodeQR(found);
    } catch {
      // Not found at this size: the next one is tried.
    }
  }
  return null;
}
