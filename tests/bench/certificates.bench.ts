// 1,000 certificates with a signed QR code, a vector background and Kazakh names: drawn into one document, and into a document
// each. The reference is what any such work must do: a QR matrix and one 30 kB file written for each.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { qrParts, writeCertificatesPdf } from '../../src-core/certificates/certificatePdf.ts';
import type { Page, Sheet } from '../../src-core/certificates/certificatePdf.ts';
import { designDrawing } from '../../src-core/certificates/designs.rules.ts';
import { fontWidths } from '../../src-core/certificates/metrics.ts';
import { keyOfSeed, signedCode } from '../../src-core/certificates/signing.ts';
import { PAGES, starterLayout } from '../../src-core/certificates/template.rules.ts';
import { qrMatrix } from '../../src-core/documents/qr/qr.ts';
import { median, type BenchRow } from './bench.ts';

const COUNT = 1000;
const RUNS = 3;
const FILE = Buffer.alloc(30 * 1024, 0x61);
const NAMES = [
  'Тұрғынбекова Айгерім Серікқызы',
  'Әбдірахманұлы Нұрсұлтан',
  'Өмірзақ Қуаныш',
  'Ким Вера Андреевна',
];

function pagesOf(): readonly Page[] {
  const page = PAGES.a4;
  const sheet: Sheet = {
    template: {
      name: 'bench',
      language: 'kk',
      nameForm: 'full',
      page,
      background: { kind: 'design', design: 'shanyrak' },
      layout: starterLayout('kk', page, 'shanyrak'),
    },
    backdrop: { kind: 'drawing', drawing: designDrawing('shanyrak', page) },
  };
  const key = keyOfSeed('5c'.repeat(32));
  return Array.from({ length: COUNT }, (_, n) => {
    const name = `${NAMES[n % NAMES.length] ?? ''} ${String.fromCodePoint(0x410 + (n % 32))}`;
    const number = { series: 'K7QF', year: 2026, number: n + 1 };
    const event = 'Машиналық оқыту бойынша күзгі митап';
    return {
      sheet,
      values: {
        name,
        family: '',
        given: '',
        group: '',
        event,
        date: '2026 жылғы 4 қыркүйек',
        place: 'Алматы, 301-аудитория',
        hours: '16',
        number: `K7QF-2026-${n + 1}`,
        issued: '',
        organisation: '«Білім ордасы» клубы',
      },
      qr: signedCode(key, { ...number, date: '2026-09-04', issued: '2026-09-05', title: event, name }),
    };
  });
}

async function timed(work: () => Promise<void> | void): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The rows of the benchmark table about certificates. */
export async function certificatesBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-bench-certificates-'));
  try {
    const pages = pagesOf();
    const options = { title: 'bench', language: 'kk', widths: await fontWidths() };
    let bytes = 0;
    const reference = () => {
      for (const [n, { qr }] of pages.entries()) {
        qrMatrix(qrParts(qr ?? ''));
        writeFileSync(join(folder, `reference${n}`), FILE);
      }
    };
    const merged = async () => {
      ({ bytes } = await writeCertificatesPdf(join(folder, 'merged.pdf'), pages, options));
    };
    const each = async () => {
      for (const [n, page] of pages.entries())
        await writeCertificatesPdf(join(folder, `${n}.pdf`), [page], options);
    };
    const times: { readonly reference: number; readonly merged: number; readonly each: number }[] = [];
    await merged();
    for (let run = 0; run < RUNS; run += 1)
      times.push({ reference: await timed(reference), merged: await timed(merged), each: await timed(each) });
    const row = (work: string, of: 'merged' | 'each', most: number, note: string): BenchRow => {
      const [ours, theirs] = [median(times.map((one) => one[of])), median(times.map((one) => one.reference))];
      const ratio = median(times.map((one) => one[of] / one.reference));
      return {
        work,
        ours: `${(ours / COUNT).toFixed(2)} ms each`,
        reference: `${(theirs / COUNT).toFixed(2)} ms each`,
        referenceWas: 'QR matrix + 30 kB file',
        ratio,
        aim: `≤ ${most}`,
        ok: ratio <= most,
        note,
      };
    };
    const perPage = bytes / COUNT / 1024;
    const size: BenchRow = {
      work: 'a page of 1,000 certificates merged',
      ours: `${perPage.toFixed(2)} kB`,
      reference: '1 kB',
      referenceWas: 'a kB',
      ratio: perPage,
      aim: '≤ 5',
      ok: perPage <= 5,
    };
    return [
      row('1,000 certificates merged', 'merged', 6, 'one document, vector background and fonts once'),
      row('1,000 certificates, a file each', 'each', 20, 'fonts embedded in each'),
      size,
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
