/** Draws the icons of every system from the SVG files in assets/icons: run by hand after the drawing has changed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeBrowser, sharedBrowser } from '../tests/e2e/browser.ts';
import { root } from './run.ts';

const folder = join(root, 'assets', 'icons');
const SIZES = [16, 24, 32, 48, 64, 128, 192, 256, 512, 1024];
/** Phones cut their own shape out of this one: its ground reaches every edge. */
const MASK = { name: 'mask-512x512', size: 512, drawing: 'icon-mask.svg' } as const;
/** Below this many pixels the fine lattice turns to mud: a plainer drawing takes its place. */
const SMALL = 32;

const draw = async (
  size: number,
  drawing = size < SMALL ? 'icon-small.svg' : 'icon.svg',
): Promise<Buffer> => {
  const svg = readFileSync(join(folder, drawing), 'utf8');
  const browser = await sharedBrowser();
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
};

/** An .ico file is a list of pictures; since Vista each may be a PNG. A size of 256 is written as 0. */
const icoOf = (pictures: ReadonlyMap<number, Buffer>): Buffer => {
  const head = Buffer.alloc(6 + 16 * pictures.size);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.size, 4);
  let offset = head.length;
  for (const [index, [size, png]] of [...pictures].entries()) {
    const entry = 6 + 16 * index;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.values()]);
};

/** The names by which macOS knows the sizes of an .icns file; the second name of a size is its “@2x”. */
const ICNS: readonly (readonly [name: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

const icnsOf = (pictures: ReadonlyMap<number, Buffer>): Buffer => {
  const parts = ICNS.flatMap(([name, size]) => {
    const png = pictures.get(size) ?? Buffer.alloc(0);
    const head = Buffer.from(`${name}\0\0\0\0`, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return [head, png];
  });
  const body = Buffer.concat(parts);
  const head = Buffer.from('icns\0\0\0\0', 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
};

const pictures = new Map<number, Buffer>();
for (const size of SIZES) pictures.set(size, await draw(size));
const mask = await draw(MASK.size, MASK.drawing);
await closeBrowser();

mkdirSync(join(folder, 'png'), { recursive: true });
for (const [size, png] of pictures) writeFileSync(join(folder, 'png', `${size}x${size}.png`), png);
writeFileSync(join(folder, 'png', `${MASK.name}.png`), mask);
// 192 is the size that phones ask for; Windows does not.
const forWindows = [...pictures].filter(([size]) => size <= 256 && size !== 192);
writeFileSync(join(folder, 'icon.ico'), icoOf(new Map(forWindows)));
writeFileSync(join(folder, 'icon.icns'), icnsOf(pictures));
console.log(`Drew ${SIZES.join(', ')} pixels, icon.ico and icon.icns.`);
