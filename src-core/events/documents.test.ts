/** Holds: the attendance list keeps dates as dates and phones as text, says what it shows, and cards are printed for the right people. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobTools } from '../access/index.ts';
import { attendanceExport, printCards } from './documents.work.ts';
import { newMeetup, openDesk } from './desk.test-support.ts';
import type { TestDesk } from './desk.test-support.ts';

// oxlint-disable-next-line typescript/require-await -- what another slice adds is asynchronous by contract
const exportAttendance = attendanceExport(async () => null);

let desk: TestDesk;
let folder: string;
let eventId: string;
let ids: readonly string[];

beforeEach(async () => {
  desk = await openDesk();
  folder = mkdtempSync(join(tmpdir(), 'orda-documents-'));
  const club = await desk.api.clubs.save({ name: 'Ғылым клубы' });
  eventId = await newMeetup(desk, { title: 'Митап: =2+2', club_id: club.id, place: 'ауд. 301' });
  ids = await desk.addPeople(
    {
      family_name: 'Әбдіров',
      given_name: 'Санжар',
      study_group: 'ИС-21',
      phone: '+77012345678',
      telegram: 'sanzhar',
    },
    { family_name: 'Ким', given_name: 'Вера', study_group: 'ИС-22', student_card_no: '0012' },
  );
  await desk.api.events.registered.add({ eventId, who: { kind: 'filter', filter: {} } });
  await desk.api.checkIn.mark({ eventId, who: { personId: ids[0] ?? '' }, source: 'desk.scan' });
});
afterEach(() => {
  desk.close();
  rmSync(folder, { recursive: true });
});

const tools = (): JobTools => ({
  store: desk.store,
  place: { database: '', backups: '' },
  actor: { id: 'test', name: 'test', role: 'owner' },
  now: () => Date.UTC(2026, 8, 4, 15),
  signal: new AbortController().signal,
  progress: () => undefined,
  temporary: (extension) => join(folder, `made${extension}`),
});

const sheetOf = async (input: Readonly<Record<string, unknown>>) => {
  const made = await exportAttendance({ eventId, format: 'xlsx', language: 'ru', ...input }, tools());
  const { path, name } = made as { path: string; name: string };
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const sheet = book.worksheets[0] ?? new ExcelJS.Workbook().addWorksheet();
  const rows = Array.from(sheet.getSheetValues().slice(1), (row) => (Array.isArray(row) ? row.slice(1) : []));
  return { name, rows, sheet };
};

describe('attendance as .xlsx', () => {
  test('is narrowed by the way in and by the span of a showing, and says so', async () => {
    desk.setNow(Date.UTC(2026, 8, 4, 13, 30));
    await desk.api.checkIn.mark({ eventId, who: { personId: ids[1] ?? '' }, source: 'desk.list' });
    const names = async (input: Readonly<Record<string, unknown>>) => {
      const { rows } = await sheetOf(input);
      return { rows, names: rows.filter((row) => typeof row[0] === 'number').map((row) => row[1]) };
    };
    expect((await names({ source: 'desk.scan' })).names).toEqual(['Әбдіров Санжар']);
    const half = new Date(Date.UTC(2026, 8, 4, 13)).toISOString();
    const late = await names({ marked: { from: half, until: null } });
    expect(late.names).toEqual(['Ким Вера']);
    expect(late.rows).toContainEqual(['Кто в списке: все, отметки с 18:00']);
    expect((await names({ marked: { from: null, until: half } })).names).toEqual(['Әбдіров Санжар']);
    const roster = await desk.api.checkIn.roster({ eventId, source: 'desk.list' });
    expect(roster.map(({ name }) => name)).toEqual(['Ким Вера']);
  });

  test('tells where people were and for how long, where the event has sections', async () => {
    const section = await desk.api.rooms.addSection({ eventId, fields: { name: 'Секция «Ғылым»' } });
    const gate = { listId: null, sectionId: section.id };
    desk.setNow(Date.UTC(2026, 8, 4, 13, 30));
    await desk.api.checkIn.mark({ eventId, who: { personId: ids[0] ?? '' }, gate, source: 'desk.scan' });
    const { rows } = await sheetOf({ gate });
    expect(rows).toContainEqual(['Кто в списке: все, «Секция «Ғылым»»']);
    const titles = rows.find((row) => row[0] === '№') ?? [];
    const line = rows.find((row) => row[1] === 'Әбдіров Санжар') ?? [];
    // From 17:00 in the hall, from 18:30 in the section; the event is from 18:00 to 20:00, the list is made at 20:00.
    expect(line[titles.indexOf('Секции')]).toBe('Секция «Ғылым» 1:30');
    expect(line[titles.indexOf('На площадке, мин')]).toBe(120);
    expect(rows.some((row) => row[1] === 'Ким Вера')).toBe(false);
  });

  test('has real dates, text phones, a heading and totals', async () => {
    const { name, rows } = await sheetOf({});
    expect(name).toBe('Посещаемость Митап =2+2 2026-09-04.xlsx');
    expect(rows.slice(0, 7)).toEqual([
      ['Мероприятие: Митап: =2+2'],
      ['Клуб: Ғылым клубы'],
      ['Когда: 04.09.2026, 18:00 – 20:00'],
      ['Где: ауд. 301'],
      ['Кто в списке: все'],
      ['Итог: пришли 1, по списку 2'],
      ['Составлено: 04.09.2026, 20:00'],
    ]);
    const first = rows.find((row) => row[1] === 'Әбдіров Санжар');
    expect(first?.slice(2)).toEqual([
      'ИС-21',
      undefined,
      '+77012345678',
      '@sanzhar',
      'да',
      new Date(Date.UTC(2026, 8, 4, 17)),
      'карточка',
    ]);
    expect(rows.find((row) => row[1] === 'Ким Вера')?.[3]).toBe('0012');
    expect(rows.at(-1)).toEqual(expect.arrayContaining(['Всего', '2, из них пришли 1']));
  });

  test('shows who came, who did not, and one group, and says so', async () => {
    const names = async (input: Readonly<Record<string, unknown>>) => {
      const { rows } = await sheetOf(input);
      const shown = rows.filter((row) => typeof row[0] === 'number').map((row) => row[1]);
      return [rows[4]?.[0], ...shown];
    };
    expect(await names({ presence: 'came', language: 'kk' })).toEqual([
      'Тізімде кімдер: келгендер',
      'Әбдіров Санжар',
    ]);
    expect(await names({ presence: 'notYet' })).toEqual(['Кто в списке: кто не пришёл', 'Ким Вера']);
    expect(await names({ group: 'ИС-22', language: 'en' })).toEqual([
      'Who is shown: everyone, group ИС-22',
      'Ким Вера',
    ]);
  });
});

test('attendance as PDF and cards for everyone with a place are documents', async () => {
  const list = await exportAttendance({ eventId, format: 'pdf', language: 'kk' }, tools());
  expect(list).toMatchObject({ name: 'Қатысу Митап =2+2 2026-09-04.pdf', type: 'application/pdf' });
  expect((await readFile(join(folder, 'made.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  const pages = async (layout: 'sheet' | 'single', who: unknown) => {
    await printCards({ who, layout, language: 'ru' }, tools());
    const text = (await readFile(join(folder, 'made.pdf'))).toString('latin1');
    return text.match(/\/Type \/Page\b/g)?.length;
  };
  expect(await pages('sheet', { eventId })).toBe(1);
  expect(await pages('single', { eventId })).toBe(2);
  expect(await pages('single', { filter: { text: 'ким' } })).toBe(1);
  const nobody = printCards({ who: { filter: { text: 'никто' } }, layout: 'sheet', language: 'ru' }, tools());
  await expect(nobody).rejects.toThrow('NOBODY_TO_PRINT');
});
