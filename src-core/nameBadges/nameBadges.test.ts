// A badge has exactly the label's size, every letter of a long Kazakh name stays on it, and each print is known.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPlainDesk, type PlainDesk } from '../../tests/contract/plainDesk.ts';
import { pageTexts, pdfText } from '../../tests/documents/pdfText.ts';
import { createCaller, router, type Role } from '../access/index.ts';
import { openFonts } from '../documents/pdf/fonts.ts';
import { eventsRouters } from '../events/index.ts';
import { peopleRouters } from '../people/index.ts';
import { layOutBadge, POINTS, type Badge } from './badge.layout.ts';
import { badgeSvg } from './badgeSvg.ts';
import { writeBadgesPdf } from './badgesPdf.ts';
import { nameBadgesRouters } from './index.ts';
import {
  cornerOf,
  FIRST_DESIGN,
  fitsA4,
  keptDesign,
  perPage,
  readDesign,
  sheetOf,
  STOCKS,
  TURNS,
  type BadgeDesign,
  type StockName,
} from './nameBadge.rules.ts';
import { printBadges } from './nameBadges.work.ts';

const LONG: Badge = {
  name: 'Нұрмұхамедова-Әбдіғаппарқызы Гүлбаршын Қабдолқызы',
  group: 'ИС-21-1қ (магистратура)',
  event: 'Қысқы хакатон: жасанды интеллект және үлкен деректер',
  organisation: 'Білім ордасы оқу орталығы',
  code: 'PD335JZNJ11',
};
const ALL: BadgeDesign = {
  ...FIRST_DESIGN,
  name: 'full',
  hasGroup: true,
  hasEvent: true,
  hasOrganisation: true,
  hasQr: true,
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orda-badges-'));
});
afterAll(() => rm(folder, { recursive: true }));

const pdfOf = async (badges: readonly Badge[], design: BadgeDesign, skip = 0): Promise<Buffer> => {
  const path = join(folder, 'badges.pdf');
  await writeBadgesPdf(path, badges, design, { skip, language: 'kk' });
  return readFile(path);
};
/** The pages' sizes as a printer reads them, in points. */
const boxes = (file: Buffer): readonly (readonly number[])[] =>
  [...file.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
    Number(width),
    Number(height),
  ]);

describe('the paper', () => {
  test('every common paper fits A4, and a sheet of 70 × 36 has 24 labels from edge to edge', () => {
    for (const stock of Object.values(STOCKS)) expect(fitsA4(stock)).toBe(true);
    expect(perPage(STOCKS.a4x24)).toBe(24);
    expect(cornerOf(STOCKS.a4x24, 0)).toEqual({ x: 0, y: 4.5 });
    expect(cornerOf(STOCKS.a4x24, 23)).toEqual({ x: 140, y: 256.5 });
    expect(perPage(STOCKS.a4x21)).toBe(21);
  });

  test('own labels of any size stay on their sheet', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 210 }), fc.integer({ min: 10, max: 297 }), (width, height) => {
        const stock = sheetOf(width, height);
        expect(fitsA4(stock)).toBe(true);
        const last = cornerOf(stock, perPage(stock) - 1);
        expect(last.x + width).toBeLessThanOrEqual(210.001);
        expect(last.y + height).toBeLessThanOrEqual(297.001);
      }),
    );
  });

  test('a design is read back as it was kept; anything else gives a design that prints', () => {
    for (const stock of [
      ...Object.values(STOCKS),
      sheetOf(50, 30),
      { width: 45.5, height: 80, sheet: null },
    ]) {
      const design = { ...ALL, ...stock, turn: 270 } as const;
      expect(readDesign(keptDesign(design))).toEqual(design);
    }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (kept) => {
        expect(fitsA4(readDesign(kept))).toBe(true);
      }),
    );
  });

  test.each(Object.keys(STOCKS) as StockName[])(
    '%s: the page is exact to a hundredth of a millimetre',
    async (name) => {
      const { width, height, sheet } = STOCKS[name];
      const [box] = boxes(await pdfOf([LONG], { ...ALL, ...STOCKS[name] }));
      const page = sheet === null ? [width, height] : [210, 297];
      for (const side of [0, 1])
        expect(Math.abs((box?.[side] ?? 0) / POINTS - (page[side] ?? 0))).toBeLessThan(0.01);
    },
  );

  test('the first sheet begins at the first free label, the next ones at their beginning', async () => {
    const design = { ...ALL, ...STOCKS.a4x24 };
    const names = Array.from({ length: 27 }, (_, index) => ({ ...LONG, name: `Гость${index + 1}` }));
    const pages = pdfText(await pdfOf(names, design, 22));
    expect(pages).toHaveLength(3);
    const guests = pages.map((runs) =>
      runs.filter(({ text }) => text.startsWith('Гость')).map(({ text }) => text),
    );
    expect(guests.map((page) => page.length)).toEqual([2, 24, 1]);
    expect(guests[0]).toEqual(['Гость1', 'Гость2']);
    expect(guests[2]).toEqual(['Гость27']);
  });
});

describe('what stands on it', () => {
  test('can be copied from the file to the last Kazakh letter', async () => {
    const [texts = []] = pageTexts(await pdfOf([LONG], { ...ALL, ...STOCKS['100x50'] }));
    const words = texts.join(' ').replaceAll('- ', '-');
    for (const text of [LONG.name, LONG.group, LONG.event, LONG.organisation]) expect(words).toContain(text);
  });

  test('a short name is large, a long one smaller, and neither leaves the label on any paper, turned or not', async () => {
    const fonts = await openFonts();
    for (const stock of Object.values(STOCKS)) {
      for (const turn of TURNS) {
        const design = { ...ALL, ...stock, turn };
        const isTurned = turn === 90 || turn === 270;
        const [width, height] = isTurned ? [stock.height, stock.width] : [stock.width, stock.height];
        for (const badge of [LONG, { ...LONG, name: 'Ли Ян' }]) {
          for (const mark of layOutBadge(fonts, badge, design)) {
            const right =
              mark.kind === 'qr'
                ? mark.x + mark.side
                : mark.x +
                  (fonts[mark.font].layout(mark.text).advanceWidth / fonts[mark.font].unitsPerEm) * mark.size;
            const bottom = mark.kind === 'qr' ? mark.y + mark.side : mark.y + mark.size * 0.26;
            expect(mark.x).toBeGreaterThanOrEqual(0);
            expect(right).toBeLessThanOrEqual(width * POINTS);
            expect(mark.kind === 'qr' ? mark.y : mark.y - mark.size * 0.9).toBeGreaterThanOrEqual(-0.01);
            expect(bottom).toBeLessThanOrEqual(height * POINTS + 0.01);
          }
        }
      }
    }
  });

  const nameSize = async (name: string): Promise<number> => {
    const marks = layOutBadge(await openFonts(), { ...LONG, name }, { ...FIRST_DESIGN, ...STOCKS['62x29'] });
    return Math.max(...marks.map((mark) => (mark.kind === 'text' && mark.font === 'bold' ? mark.size : 0)));
  };

  test('a name of two usual words is read from two metres on the smallest roll', async () => {
    expect(await nameSize('Сейтқали Айгерім')).toBeGreaterThan(20);
    expect(await nameSize(LONG.name)).toBeGreaterThan(8);
  });

  test('any text of any letters makes a label, and an emoji leaves no empty box', async () => {
    const fonts = await openFonts();
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(text, text, (name, event) => {
        const svg = badgeSvg(fonts, { ...LONG, name, event }, ALL);
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns: 60 },
    );
  });

  test('the picture has the label’s size and no font to miss', async () => {
    const svg = badgeSvg(await openFonts(), LONG, { ...ALL, ...STOCKS['62x29'], turn: 90 });
    expect(svg).toContain('width="62mm" height="29mm"');
    expect(svg).not.toContain('<text');
    expect(svg).toContain('rotate(90)');
  });
});

describe('at the desk', () => {
  const callerOf = createCaller(router({ ...peopleRouters, ...eventsRouters(), ...nameBadgesRouters }));
  let desk: PlainDesk;
  let eventId = '';
  let people: readonly string[] = [];
  const as = (role: Role) => callerOf(desk.contextOf(role));
  beforeAll(async () => {
    desk = await openPlainDesk();
    const fields = {
      title: 'Митап',
      club_id: null,
      place: null,
      starts_at: '2026-09-04T18:00',
      ends_at: '2026-09-04T20:00',
      capacity: null,
      registration: 'list',
      note: null,
    } as const;
    eventId = (await as('owner').events.create({ fields })).id;
    const added: string[] = [];
    for (const family_name of ['Әлиев', 'Ким', 'Өтегенов'])
      added.push(
        (await as('owner').people.add({ family_name, given_name: 'Арман', patronymic: 'Ерланұлы' })).id,
      );
    people = added;
    await as('owner').events.registered.add({ eventId, who: { kind: 'people', ids: added } });
  });
  afterAll(() => desk.close());

  test('a print is noted with who and how often; an arrival prints once by itself, a key prints again', async () => {
    const print = (way: 'arrival' | 'key', reason: string | null = null) =>
      as('volunteer').nameBadges.print({
        eventId,
        personId: people[0] ?? '',
        design: FIRST_DESIGN,
        way,
        reason,
      });
    expect(await print('arrival')).toMatchObject({ times: 1, name: 'Әлиев Арман' });
    expect(await print('arrival')).toMatchObject({ times: null, svg: null });
    const again = await print('key', ' потерял ');
    expect(again).toMatchObject({ times: 2 });
    expect(again.svg).toContain('<svg');
    const [line] = await as('owner').nameBadges.log({ eventId });
    expect(line).toMatchObject({ name: 'Әлиев Арман Ерланұлы', times: 2 });
    expect(line?.prints).toMatchObject([
      { by: 'the volunteer', way: 'key', reason: 'потерял' },
      { by: 'the volunteer', way: 'arrival', reason: null },
    ]);
    expect(await as('owner').nameBadges.counts({ eventId })).toEqual({ all: 3, came: 0, waiting: 2 });
  });

  test('a preview notes nothing; nobody and nonsense are refused', async () => {
    const { store } = desk.contextOf('owner');
    const rows = async (): Promise<number> =>
      (await store.read().selectFrom('change').select('seq').execute()).length;
    const before = await rows();
    const sample = { name: 'Нұрлан', group: '' };
    expect(
      (await as('owner').nameBadges.preview({ eventId, personId: null, sample, design: FIRST_DESIGN })).svg,
    ).toContain('<svg');
    expect(await rows()).toBe(before);
    await expect(
      as('owner').nameBadges.print({ eventId, personId: 'x', design: FIRST_DESIGN, way: 'key' }),
    ).rejects.toMatchObject({ message: 'PERSON_NOT_FOUND' });
    const wide = {
      ...FIRST_DESIGN,
      width: 90,
      sheet: { columns: 3, rows: 2, left: 0, top: 0, gapX: 0, gapY: 0 },
    };
    await expect(
      as('owner').nameBadges.preview({ eventId, personId: null, sample, design: wide }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('a batch prints those who have none yet in alphabetical order, and notes them once the file is whole', async () => {
    const { store, actor } = desk.contextOf('organizer');
    const path = join(folder, 'batch.pdf');
    const tools = {
      store,
      actor,
      now: Date.now,
      place: { database: '', backups: '' },
      progress: () => undefined,
      temporary: () => path,
    };
    const input = { eventId, who: 'waiting', design: { ...ALL, ...STOCKS.a4x21 }, skip: 20, language: 'ru' };
    const stopped = new AbortController();
    stopped.abort();
    await expect(printBadges(input, { ...tools, signal: stopped.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(await as('owner').nameBadges.counts({ eventId })).toMatchObject({ waiting: 2 });
    const made = await printBadges(input, { ...tools, signal: new AbortController().signal });
    expect(made).toMatchObject({ name: 'Бейджи Митап.pdf', type: 'application/pdf' });
    const pages = pageTexts(await readFile(path)).map((texts) => texts.join(' '));
    expect(pages).toHaveLength(2);
    expect(pages[0]).toContain('Ким');
    expect(pages[1]).toContain('Өтегенов');
    expect(await as('owner').nameBadges.counts({ eventId })).toMatchObject({ waiting: 0 });
    await expect(
      printBadges(input, { ...tools, signal: new AbortController().signal }),
    ).rejects.toMatchObject({ code: 'NOBODY_TO_PRINT' });
  });
});
