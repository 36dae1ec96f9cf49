import { inflateSync } from 'node:zlib';

/** A run of text as a reader of the document finds it: its letters, its place in points from the left and from the bottom. */
export type PdfRun = { readonly text: string; readonly x: number; readonly y: number; readonly size: number };

type PdfObject = { readonly head: string; readonly stream: string };

function objects(file: string): ReadonlyMap<string, PdfObject> {
  const found = new Map<string, PdfObject>();
  const marks = /(?:^|\n)(\d+) 0 obj\n/g;
  for (let mark = marks.exec(file); mark !== null; mark = marks.exec(file)) {
    const start = marks.lastIndex;
    const end = file.indexOf('endobj', start);
    const streamAt = file.indexOf('\nstream\n', start);
    if (streamAt === -1 || streamAt > end) {
      found.set(mark[1] ?? '', { head: file.slice(start, end), stream: '' });
      continue;
    }
    const head = file.slice(start, streamAt);
    const length = Number(/\/Length (\d+)/i.exec(head)?.[1] ?? 0);
    const raw = Buffer.from(file.slice(streamAt + 8, streamAt + 8 + length), 'latin1');
    const stream = head.includes('/FlateDecode') ? inflateSync(raw) : raw;
    found.set(mark[1] ?? '', { head, stream: stream.toString('latin1') });
    marks.lastIndex = streamAt + 8 + length;
  }
  return found;
}

/** The letters of each glyph number, from a font's ToUnicode table as pdfkit writes it. */
function letters(cmap: string): ReadonlyMap<number, string> {
  const table = new Map<number, string>();
  for (const [, start = '', , list = ''] of cmap.matchAll(/<([\da-f]{4})> <([\da-f]{4})> \[(.*?)\]/gs)) {
    for (const [index, [, codes = '']] of [...list.matchAll(/<([\da-f ]*)>/g)].entries()) {
      const units = codes.split(' ').map((code) => Number.parseInt(code, 16));
      table.set(Number.parseInt(start, 16) + index, String.fromCharCode(...units));
    }
  }
  return table;
}

/**
 * Reads the text of every page back out of a PDF that pdfkit wrote, by its own fonts' tables, as copying from it would.
 * Small and sure of pdfkit's habits; no reader for other programs' files.
 */
export function pdfText(bytes: Uint8Array): readonly (readonly PdfRun[])[] {
  const all = objects(Buffer.from(bytes).toString('latin1'));
  const get = (id: string | undefined) => all.get(id ?? '') ?? { head: '', stream: '' };
  const pages = [...all.values()].filter(({ head }) => /\/Type \/Page\n/.test(head));
  return pages.map(({ head }) => {
    const resources = get(/\/Resources (\d+)/.exec(head)?.[1]).head;
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id]) => {
        const cmap = get(/\/ToUnicode (\d+)/.exec(get(id).head)?.[1]).stream;
        return [name, letters(cmap)];
      }),
    );
    const content = get(/\/Contents (\d+)/.exec(head)?.[1]).stream;
    return [...content.matchAll(/BT\n(.*?)ET\n/gs)].map(([, block = '']) => {
      const [, x, y] = /1 0 0 1 (\S+) (\S+) Tm/.exec(block) ?? [];
      const [, font = '', size] = /\/(F\d+) (\S+) Tf/.exec(block) ?? [];
      const glyphs = [...block.matchAll(/<([\da-f]*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
      const text = glyphs
        .map((glyph) => fonts.get(font)?.get(Number.parseInt(glyph, 16)) ?? '\ufffd')
        .join('');
      return { text, x: Number(x), y: Number(y), size: Number(size) };
    });
  });
}

/** The texts of a page, in the order in which they were drawn. */
export function pageTexts(bytes: Uint8Array): readonly (readonly string[])[] {
  return pdfText(bytes).map((runs) => runs.map(({ text }) => text));
}
