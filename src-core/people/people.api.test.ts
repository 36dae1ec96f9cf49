/** Holds: cards are added, found, changed in bulk, taken back, exported and known by their code, through the procedures that screens call. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readWorkbook } from '../documents/workbook/workbook.ts';
import { textOf } from './import/values.rules.ts';
import { openPeopleDesk } from './desk.test-support.ts';
import type { PeopleDesk } from './desk.test-support.ts';
import { fullName } from './people.rules.ts';

let desk: PeopleDesk;
beforeEach(() => {
  desk = openPeopleDesk();
});
afterEach(() => desk.close());

async function addAll(): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [family_name, given_name, study_group, phone] of [
    ['Үсенов', 'Әлихан', 'ИС-21-1', '8 701 000 00 01'],
    ['Ёлкина', 'Мария', 'ИС-21-1', null],
    ['Ахметов', 'Данияр', 'ИС-21-2', '+7 (701) 000-00-03'],
    ['Яковлев', 'Пётр', null, null],
  ] as const) {
    ids.push((await desk.call.people.add({ family_name, given_name, study_group, phone })).id);
  }
  return ids;
}

test('a card gets its telephone, nick and date in one form whatever was typed', async () => {
  const { id } = await desk.call.people.add({
    given_name: ' Айгерім ',
    phone: '8 (701) 234-56-78',
    telegram: 'https://t.me/Aigerim_K',
    birth_date: '9.5.2006',
  });
  expect(await desk.call.people.get({ id })).toMatchObject({
    given_name: 'Айгерім',
    phone: '+77012345678',
    telegram: 'aigerim_k',
    birth_date: '2006-05-09',
    kind: 'student',
    status: 'active',
  });
  await expect(desk.call.people.edit({ id, patch: { phone: '12' } })).rejects.toThrow('FIELD_UNREADABLE');
  await expect(desk.call.people.edit({ id, patch: { given_name: '' } })).rejects.toThrow('NAME_MISSING');
  await expect(desk.call.people.add({ phone: '87010000000' })).rejects.toThrow('NAME_MISSING');
});

describe('the list', () => {
  test('stands in the order of the alphabets, and page by page', async () => {
    await addAll();
    const all = await desk.call.people.list({});
    expect(all.rows.map(fullName)).toEqual([
      'Ахметов Данияр',
      'Ёлкина Мария',
      'Үсенов Әлихан',
      'Яковлев Пётр',
    ]);
    const second = await desk.call.people.list({
      offset: 1,
      limit: 2,
      sort: { by: 'name', direction: 'desc' },
    });
    expect(second).toMatchObject({ total: 4 });
    expect(second.rows.map(fullName)).toEqual(['Үсенов Әлихан', 'Ёлкина Мария']);
  });

  test('is narrowed by text, group, and what is filled in', async () => {
    await addAll();
    const named = async (filter: Parameters<typeof desk.call.people.list>[0]['filter']) =>
      (await desk.call.people.list({ filter })).rows.map((row) => row.family_name);
    expect(await named({ text: 'елк' })).toEqual(['Ёлкина']);
    expect(await named({ studyGroup: ['ИС-21-1'] })).toEqual(['Ёлкина', 'Үсенов']);
    expect(await named({ has: ['phone'], missing: ['telegram'] })).toEqual(['Ахметов', 'Үсенов']);
    expect(await named({ missing: ['study_group'] })).toEqual(['Яковлев']);
    expect((await desk.call.people.facets()).studyGroup).toEqual([
      { value: null, count: 1 },
      { value: 'ИС-21-1', count: 2 },
      { value: 'ИС-21-2', count: 1 },
    ]);
  });

  test('shows a change at once, though lists are kept', async () => {
    const [first = ''] = await addAll();
    await desk.call.people.list({ filter: { status: ['active'] } });
    await desk.call.people.archive({ ids: [first] });
    expect((await desk.call.people.list({ filter: { status: ['active'] } })).total).toBe(3);
  });
});

test('a bulk edit is one step that can be taken back', async () => {
  const ids = await addAll();
  const { tx, changed } = await desk.call.people.bulkEdit({
    ids: [...ids],
    patch: { study_group: 'ИС-22-1' },
  });
  expect(changed).toBe(4);
  expect((await desk.call.people.list({ filter: { studyGroup: ['ИС-22-1'] } })).total).toBe(4);
  await desk.undo(tx);
  expect((await desk.call.people.facets()).studyGroup.map(({ count }) => count)).toEqual([1, 2, 1]);
});

describe('before a card is added', () => {
  test.each([
    [
      'the same telephone and a slip in the name',
      { family_name: 'Усенов', given_name: 'Алихан', phone: '87010000001' },
      'same',
    ],
    [
      'a slip in the name, in the same group',
      { family_name: 'Ахмитов', given_name: 'Данияр', study_group: 'ис 21-2' },
      'maybe',
    ],
    [
      'a first letter missing',
      { family_name: 'хметов', given_name: 'Данияр', study_group: 'ИС-21-2' },
      'maybe',
    ],
    ['names turned around', { family_name: 'Данияр', given_name: 'Ахметов', phone: '87010000003' }, 'maybe'],
  ] as const)('%s is noticed', async (_, draft, verdict) => {
    await addAll();
    expect((await desk.call.people.duplicatesOf(draft)).map((one) => one.verdict)).toEqual([verdict]);
  });

  test('another name is nobody known', async () => {
    await addAll();
    expect(
      await desk.call.people.duplicatesOf({
        family_name: 'Петрова',
        given_name: 'Анна',
        study_group: 'ИС-21-1',
      }),
    ).toEqual([]);
  });
});

test('a card is known by its code, under every layout, until it gets a new one', async () => {
  const [id = ''] = await addAll();
  const { code } = await desk.call.people.get({ id });
  expect((await desk.call.people.byCode({ code: code.toLowerCase() }))?.id).toBe(id);
  const renewed = await desk.call.people.newCode({ id });
  expect(renewed.code).not.toBe(code);
  expect(await desk.call.people.byCode({ code })).toBeNull();
  expect((await desk.call.people.byCode({ code: renewed.code }))?.id).toBe(id);
  await desk.undo(renewed.tx);
  expect((await desk.call.people.byCode({ code }))?.id).toBe(id);
});

test.each(['xlsx', 'csv'] as const)(
  'the list goes out as .%s exactly as it is on the screen',
  async (format) => {
    const ids = await addAll();
    await desk.call.people.edit({
      id: ids[2] ?? '',
      patch: { birth_date: '2006-05-09', note: '=HYPERLINK("http://example.com")' },
    });
    const { job } = await desk.call.people.export({
      filter: { studyGroup: ['ИС-21-1', 'ИС-21-2'] },
      sort: { by: 'name', direction: 'desc' },
      columns: ['name', 'phone', 'birth_date', 'note'],
      format,
      language: 'kk',
    });
    const file = await desk.fileOf(job);
    expect(file.name).toBe(`Адамдар 2026-09-01.${format}`);
    const result = await readWorkbook(readFileSync(file.path), file.name);
    if (!result.ok) throw new Error(result.refusal);
    const rows = (result.workbook.sheets[0]?.rows ?? []).map(({ cells }) => cells);
    const header = rows.findIndex(([first]) => first === 'Аты-жөні');
    expect(rows[header]).toEqual(['Аты-жөні', 'Телефоны', 'Туған күні', 'Ескертпе']);
    expect(rows.slice(header + 1, header + 4).map(([name, phone]) => [name, phone ?? null])).toEqual([
      ['Үсенов Әлихан', '+77010000001'],
      ['Ёлкина Мария', null],
      ['Ахметов Данияр', '+77010000003'],
    ]);
    const [, , birth, note] = rows[header + 3] ?? [];
    expect(textOf(birth)).toMatch(/^2006-05-09$|^09\.05\.2006$/);
    expect(note).toEqual(expect.stringContaining('=HYPERLINK("http://example.com")'));
  },
);

test('a view is saved, renamed and removed', async () => {
  const { id } = await desk.call.views.save({
    name: 'Без телефона',
    screen: 'people',
    definition: '{"missing":["phone"]}',
  });
  await desk.call.views.save({
    id,
    name: 'Нет телефона',
    screen: 'people',
    definition: '{"missing":["phone"]}',
  });
  expect(await desk.call.views.list({ screen: 'people' })).toMatchObject([
    { id, name: 'Нет телефона', owner: 'aigerim' },
  ]);
  await desk.call.views.remove({ id });
  expect(await desk.call.views.list({ screen: 'people' })).toEqual([]);
});
