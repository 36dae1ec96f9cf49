/** Holds: what is uploaded as a background is what it says it is, whole, bounded, and harmless; what cannot be drawn is refused by name. */
import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { issuedBatch, newTemplate, openCertificateDesk, printed } from './certificates.test-support.ts';
import type { CertificateDesk } from './certificates.test-support.ts';
import { readUpload } from './pictures.ts';
import { drawingSvg } from './shapes.rules.ts';
import { readSvg } from './svg.ts';

let desk: CertificateDesk;
beforeEach(async () => {
  desk = await openCertificateDesk();
});
afterEach(() => desk.close());

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** A PNG of one colour; `inside` is how many rows of pixels it really has. */
function png(width: number, height: number, inside = height, alpha = false): Buffer {
  const channels = alpha ? 4 : 3;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, alpha ? 6 : 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(inside * (1 + width * channels), 0xe0);
  for (let y = 0; y < inside; y += 1) rows[y * (1 + width * channels)] = 0;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A real JPEG of one pixel. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'base64',
);
const svg = (inside: string, more = 'viewBox="0 0 297 210"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${more}>${inside}</svg>`;
const refused = (bytes: Buffer | string): string => {
  try {
    readUpload(Buffer.from(bytes));
    return 'taken';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

describe('an upload', () => {
  test('is known by its content', () => {
    expect(readUpload(png(30, 20))).toMatchObject({ kind: 'png', width: 30, height: 20 });
    expect(readUpload(png(3, 2, 2, true))).toMatchObject({ kind: 'png' });
    expect(readUpload(JPEG)).toMatchObject({ kind: 'jpeg', width: 1, height: 1 });
    expect(
      readUpload(Buffer.from(`\uFEFF<?xml version="1.0"?>\n<!-- x -->${svg('<path d="M0 0h9v9z"/>')}`)),
    ).toMatchObject({
      kind: 'svg',
      width: 297,
      height: 210,
    });
  });

  test('that is something else, damaged, or a bomb is refused in words', () => {
    expect(refused('%PDF-1.7')).toBe('PICTURE_UNKNOWN');
    expect(refused('MZ\u0000')).toBe('PICTURE_UNKNOWN');
    expect(refused('')).toBe('PICTURE_UNKNOWN');
    expect(refused('<html><svg></svg></html>')).toBe('PICTURE_UNKNOWN');
    expect(refused(Buffer.alloc(5 * 1024 * 1024 + 1))).toBe('PICTURE_TOO_HEAVY');
    expect(refused(png(30, 20).subarray(0, -20))).toBe('PICTURE_BROKEN');
    expect(refused(png(30, 20, 5))).toBe('PICTURE_BROKEN');
    expect(refused(png(30, 20, 9000))).toBe('PICTURE_BROKEN');
    expect(refused(png(60_000, 60_000, 1))).toBe('PICTURE_TOO_LARGE');
    expect(refused(JPEG.subarray(0, 60))).toBe('PICTURE_BROKEN');
    expect(refused(Buffer.concat([Buffer.from([0xff, 0xd8]), randomBytes(400)]))).toBe('PICTURE_BROKEN');
  });

  test('of any bytes at all ends in a picture or in a sentence', () => {
    const heads = fc.constantFrom(
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      Buffer.from('ffd8ffe0', 'hex'),
      Buffer.from('<svg '),
      Buffer.alloc(0),
    );
    fc.assert(
      fc.property(heads, fc.uint8Array({ maxLength: 300 }), (head, rest) => {
        expect(refused(Buffer.concat([head, rest]))).toMatch(/^(taken|PICTURE_[A-Z_]+|SVG_[A-Z_]+)$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an SVG', () => {
  test('of plain shapes is drawn: groups, transforms, colours, styles, rounded corners', () => {
    const { shapes } = readSvg(
      svg(
        `<title>x</title><g transform="translate(10 5) scale(2)" fill="rgb(255, 0, 0)" opacity=".5">
          <rect x="1" y="2" width="3" height="4" rx="1"/>
          <circle cx="5" cy="5" r="2" style="fill:#0f0;stroke:navy;stroke-width:2mm;stroke-opacity:.5"/>
          <line x1="0" y1="0" x2="9" y2="9" stroke="#123456"/><polygon points="0,0 4,0 4,4" fill="none"/>
          <path d="M1 1a2,2 0 013,3C1-2.5.5 4 5 5z" fill-rule="evenodd"/></g>`,
      ),
    );
    expect(shapes.map(({ fill, stroke, opacity }) => [fill, stroke, opacity])).toEqual([
      ['#ff0000', null, 0.5],
      ['#00ff00', null, 0.5],
      [null, '#000080', 0.25],
      ['#ff0000', '#123456', 0.5],
      ['#ff0000', null, 0.5],
    ]);
    expect(shapes[0]?.transform).toEqual([2, 0, 0, 2, 10, 5]);
    expect(shapes.at(-1)).toMatchObject({ evenOdd: true, d: 'M1 1a2 2 0 0 1 3 3C1 -2.5 0.5 4 5 5z' });
  });

  test.each([
    ['<script>alert(1)</script>', '<script>'],
    ['<image href="http://example.test/x.png" width="9" height="9"/>', '<image>'],
    ['<foreignObject><body/></foreignObject>', '<foreignObject>'],
    ['<text x="1" y="1">Текст</text>', '<text>'],
    ['<use href="#a"/>', '<use>'],
    ['<defs><style>.a{fill:red}</style></defs><path class="a" d="M0 0h9v9z"/>', '<style>'],
    ['<path d="M0 0h9v9z" fill="url(#gradient)"/>', 'url(#gradient)'],
    ['<g filter="url(#blur)"><path d="M0 0h9v9z"/></g>', 'filter'],
    ['<path d="M0 0h9v9z" transform="perspective(9)"/>', 'transform'],
  ])('with %s is refused, and the sentence names it', (inside, what) => {
    expect(() => readSvg(svg(inside))).toThrow(
      expect.objectContaining({ code: 'SVG_UNSUPPORTED', fields: { what } }),
    );
  });

  test('that is a bomb is stopped before it swells', () => {
    const lol = `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${svg('<path d="&b;"/>')}`;
    expect(() => readSvg(lol)).toThrow('SVG_BROKEN');
    expect(() => readSvg(svg('<g>'.repeat(500) + '</g>'.repeat(500)))).toThrow('SVG_TOO_COMPLEX');
    expect(() => readSvg(svg('<path d="M0 0h9v9z"/>'.repeat(20_001)))).toThrow('SVG_TOO_COMPLEX');
    expect(() => readSvg(svg(`<path d="M0 0${'h1'.repeat(2_200_000)}"/>`))).toThrow('SVG_TOO_COMPLEX');
    expect(() => readSvg(svg('', 'width="100%"'))).toThrow('SVG_WITHOUT_SIZE');
    expect(() => readSvg(svg('<path d="M0 0"'))).toThrow('SVG_BROKEN');
    expect(() => readSvg('<svg/>')).toThrow('SVG_WITHOUT_SIZE');
  });

  test('comes to the screen without a word of its author', () => {
    const evil = `"/><script>alert(1)</script><path d="`;
    const drawing = readSvg(
      svg(
        `<path id="${evil.replaceAll('<', '&lt;').replaceAll('"', '&quot;')}" d="M0 0h9 ${evil.replaceAll('<', '&lt;').replaceAll('"', '&quot;')} z" fill="red"/>`,
      ),
    );
    expect(drawingSvg(drawing)).not.toMatch(/script|alert|id=/);
  });
});

describe('a template', () => {
  test.each([
    ['png', () => png(60, 40)],
    ['a transparent png', () => png(60, 40, 40, true)],
    ['jpeg', () => JPEG],
    ['svg', () => Buffer.from(svg('<path d="M0 0h297v210h-297z" fill="#eef" opacity=".5"/>'))],
  ])('with a background of %s is printed, and the picture is in the file once', async (_, bytes) => {
    const { background, picture } = await desk.api.certificateTemplates.uploadBackground({
      token: desk.upload(bytes()),
    });
    const again = await desk.api.certificateTemplates.uploadBackground({ token: desk.upload(bytes()) });
    expect(again.background).toEqual(background);
    const id = await newTemplate(desk, { background });
    const shown = await desk.api.certificateTemplates.background({
      background,
      page: { width: 297, height: 210 },
    });
    expect(shown.kind).toBe(picture === 'svg' ? 'svg' : 'picture');
    const { eventId, people } = await issuedBatch(
      desk,
      { family_name: 'Ким' },
      { family_name: 'Цой' },
      { family_name: 'Ли' },
    );
    const who = { kind: 'people' as const, ids: [...people] };
    await desk.run(await desk.api.certificates.issue({ templateId: id, eventId, who }));
    const file = await printed(desk, { which: { eventId, templateId: id }, mode: 'merged', language: 'ru' });
    const text = file.bytes.toString('latin1');
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(3);
    expect(text.match(/\/Subtype \/(Image|Form)/g)?.length).toBeLessThanOrEqual(picture === 'png' ? 2 : 1);
  });

  test('whose picture is not on this desk says so, and is mended by the same file', async () => {
    const { background } = await desk.api.certificateTemplates.uploadBackground({
      token: desk.upload(png(6, 4)),
    });
    const id = await newTemplate(desk, { background });
    const { eventId, people } = await issuedBatch(desk, { family_name: 'Ким' });
    await desk.run(
      await desk.api.certificates.issue({
        templateId: id,
        eventId,
        who: { kind: 'people', ids: [...people] },
      }),
    );
    await desk.store.write({ actor: 'test', action: 'test' }, async (tx) => {
      tx.engine.run('DELETE FROM certificate_picture');
    });
    const which = { eventId, templateId: id };
    await expect(printed(desk, { which, mode: 'merged', language: 'ru' })).rejects.toThrow(
      'BACKGROUND_MISSING',
    );
    await desk.api.certificateTemplates.uploadBackground({ token: desk.upload(png(6, 4)) });
    expect((await printed(desk, { which, mode: 'merged', language: 'ru' })).bytes.length).toBeGreaterThan(
      1000,
    );
  });
});
