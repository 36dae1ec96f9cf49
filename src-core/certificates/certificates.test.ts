/** Holds: a batch gives numbers without gaps, once; a second run changes nothing; what is revoked is seen to be; keys may change. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pageTexts } from '../../tests/documents/pdfText.ts';
import {
  issuedBatch,
  mark,
  newEvent,
  newPeople,
  newTemplate,
  openCertificateDesk,
  printed,
} from './certificates.test-support.ts';
import type { CertificateDesk } from './certificates.test-support.ts';
import { keyFile } from './keys.ts';

let desk: CertificateDesk;
beforeEach(async () => {
  desk = await openCertificateDesk();
});
afterEach(() => desk.close());

const GUESTS = [
  { family_name: 'Тұрғынбекова', given_name: 'Айгерім', patronymic: 'Серікқызы', study_group: 'ИС-21' },
  { family_name: 'Әбдіров', given_name: 'Санжар' },
  { family_name: 'Ким', given_name: 'Вера' },
];

describe('a batch', () => {
  test('numbers from 1 without gaps, and a second run changes nothing', async () => {
    const { batch, rows, people, eventId } = await issuedBatch(desk, ...GUESTS);
    const numbers = (list: readonly { number: string }[]) =>
      list.map((one) => one.number.split('-').slice(1).join('-')).toSorted();
    expect(numbers(rows)).toEqual(['2026-1', '2026-2', '2026-3']);
    const again = await desk.run(await desk.api.certificates.issue(batch));
    expect(again).toEqual({ tx: null, issued: 0, existing: 3 });
    const [late] = await newPeople(desk, { family_name: 'Опоздавший', given_name: 'Ян' });
    await mark(desk, eventId, [late]);
    expect(await desk.run(await desk.api.certificates.issue(batch))).toMatchObject({
      issued: 1,
      existing: 3,
    });
    const { rows: all } = await desk.api.certificates.list({ eventId });
    expect(numbers(all)).toEqual(['2026-1', '2026-2', '2026-3', '2026-4']);
    expect(
      all.filter((one) => people.includes(one.personId)).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ).toEqual(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  });

  test('shows before the issue who gets one, who has one, and who should not have it any more', async () => {
    const { batch, people, eventId } = await issuedBatch(desk, ...GUESTS);
    const [first = ''] = people;
    await desk.api.checkIn.annul({ eventId, personId: first, reason: 'по ошибке' });
    const [late = ''] = await newPeople(desk, { family_name: 'Опоздавший', given_name: 'Ян' });
    await mark(desk, eventId, [late]);
    const plan = await desk.api.certificates.plan(batch);
    expect(plan.new.map((one) => one.personId)).toEqual([late]);
    expect(plan.existing.map((one) => one.name)).toEqual(['Әбдіров Санжар', 'Ким Вера']);
    expect(plan.noLonger.map((one) => one.personId)).toEqual([first]);
  });

  test('by «came to at least» finds those who reached it and those one short, with what they missed', async () => {
    const events = [
      await newEvent(desk, 'Занятие 1', '2026-09-01'),
      await newEvent(desk, 'Занятие 2', '2026-09-02'),
      await newEvent(desk, 'Занятие 3', '2026-09-03'),
    ];
    const [all, two, one] = await newPeople(desk, ...GUESTS);
    const [a = '', b = '', c = ''] = events;
    await mark(desk, a, [all, two, one]);
    await mark(desk, b, [all, two]);
    await mark(desk, c, [all]);
    const batch = (
      atLeast: { kind: 'count'; count: number } | { kind: 'percent'; percent: number },
      templateId: string,
    ) => desk.api.certificates.plan({ templateId, eventId: c, who: { kind: 'attended', events, atLeast } });
    const templateId = await newTemplate(desk);
    const plan = await batch({ kind: 'percent', percent: 80 }, templateId);
    expect(plan.completion).toMatchObject({ needed: 3, events: 3 });
    expect(plan.new.map((person) => person.personId)).toEqual([all]);
    expect(plan.completion?.byOne).toMatchObject([
      { personId: two, missed: [{ title: 'Занятие 3', date: '2026-09-03' }] },
    ]);
    expect((await batch({ kind: 'count', count: 2 }, templateId)).new).toHaveLength(2);
  });

  test('cancelled in the middle leaves nothing, and the next run begins at 1', async () => {
    const templateId = await newTemplate(desk);
    const eventId = await newEvent(desk, 'Митап');
    await mark(desk, eventId, await newPeople(desk, ...GUESTS));
    const batch = { templateId, eventId, who: { kind: 'present' as const } };
    const stopped = desk.run(await desk.api.certificates.issue(batch), {
      progress: (done) => {
        if (done === 2) throw new DOMException('cancelled', 'AbortError');
      },
    });
    await expect(stopped).rejects.toThrow('cancelled');
    expect((await desk.api.certificates.list({ eventId })).total).toBe(0);
    expect(await desk.run(await desk.api.certificates.issue(batch))).toMatchObject({ issued: 3 });
    expect(
      (await desk.api.certificates.list({ eventId })).rows.map((row) => row.number.split('-')[2]),
    ).toEqual(expect.arrayContaining(['1', '2', '3']));
  });

  test('that finds nobody says so', async () => {
    const templateId = await newTemplate(desk);
    const eventId = await newEvent(desk, 'Пусто');
    const job = await desk.api.certificates.issue({ templateId, eventId, who: { kind: 'present' } });
    await expect(desk.run(job)).rejects.toThrow('NOBODY_TO_CERTIFY');
  });
});

describe('the papers', () => {
  test('say the very name, merged and one by one', async () => {
    const { eventId } = await issuedBatch(desk, ...GUESTS);
    const merged = await printed(desk, { which: { eventId }, mode: 'merged', language: 'kk' });
    expect(merged.name).toBe('Сертификаттар Осенний митап.pdf');
    const names = pageTexts(merged.bytes).map((texts) =>
      texts.find((text) => /Айгерім|Санжар|Вера/.test(text)),
    );
    expect(names).toEqual(['Әбдіров Санжар', 'Ким Вера', 'Тұрғынбекова Айгерім Серікқызы']);
    const each = await printed(desk, { which: { eventId }, mode: 'each', language: 'ru' });
    const files = Object.entries(unzipSync(each.bytes));
    expect(files.map(([name]) => name.replace(/^\w+-/, ''))).toEqual([
      '2026-1 Әбдіров Санжар.pdf',
      '2026-2 Ким Вера.pdf',
      '2026-3 Тұрғынбекова Айгерім Серікқызы.pdf',
    ]);
    expect(pageTexts(files[0]?.[1] ?? new Uint8Array()).flat()).toContain('Әбдіров Санжар');
  });
});

describe('a certificate', () => {
  test('is checked anywhere, with the name on it and no other', async () => {
    const { rows } = await issuedBatch(desk, ...GUESTS);
    const [first] = rows;
    const check = (text: string, name = '') => desk.as('volunteer').certificates.verify({ text, name });
    expect(await check(first?.code ?? '', first?.values.name)).toMatchObject({
      state: 'good',
      nameMatches: true,
      organisation: 'Білім ордасы',
      payload: { title: 'Осенний митап', date: '2026-09-04', issued: '2026-09-04' },
      certificate: { id: first?.id },
    });
    expect(await check(`https://club.kz/v#${first?.code}`, 'Кто-то Другой')).toMatchObject({
      state: 'good',
      nameMatches: false,
    });
    expect(await check('ORDA1:0000')).toMatchObject({ state: 'unreadable' });
  });

  test('revoked is shown as revoked, counts again when restored, and may be replaced under a new number', async () => {
    const { rows, people } = await issuedBatch(desk, ...GUESTS);
    const [first] = rows;
    const id = first?.id ?? '';
    await desk.api.certificates.revoke({ id, reason: 'чужая работа' });
    await expect(desk.api.certificates.revoke({ id, reason: 'ещё раз' })).rejects.toThrow(
      'CERTIFICATE_REVOKED',
    );
    expect(await desk.api.certificates.verify({ text: first?.code ?? '' })).toMatchObject({
      state: 'revoked',
    });
    await desk.api.certificates.restore({ id });
    expect(await desk.api.certificates.verify({ text: first?.code ?? '' })).toMatchObject({ state: 'good' });
    const personId = first?.personId ?? '';
    expect(people).toContain(personId);
    await desk.api.people.edit({ id: personId, patch: { family_name: 'Исправленная' } });
    const { id: next } = await desk.api.certificates.replace({ id, reason: 'опечатка' });
    const replaced = await desk.api.certificates.get({ id: next });
    expect(replaced).toMatchObject({ edition: 2, values: { family: 'Исправленная' } });
    expect(await desk.api.certificates.verify({ text: first?.code ?? '' })).toMatchObject({
      state: 'revoked',
    });
    await expect(desk.api.certificates.replace({ id, reason: 'ещё' })).rejects.toThrow(
      'CERTIFICATE_REPLACED',
    );
  });
});

describe('keys', () => {
  test('lie beside the database for their owner alone, and never in it', async () => {
    await issuedBatch(desk, ...GUESTS);
    const file = keyFile(desk.store.path);
    const seed = readFileSync(file, 'utf8').trim();
    expect(seed).toMatch(/^[0-9a-f]{64}$/);
    // Windows keeps files by the user's profile and knows no such bits.
    expect(statSync(file).mode & 0o077).toBe(process.platform === 'win32' ? statSync(file).mode & 0o077 : 0);
    const all = [desk.store.path, `${desk.store.path}-wal`]
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'latin1'));
    expect(all.some((text) => text.includes(seed))).toBe(false);
  });

  test('changed in good order leave what was signed good; stolen, they take it along', async () => {
    const { rows } = await issuedBatch(desk, ...GUESTS);
    const text = rows[0]?.code ?? '';
    desk.setNow(Date.UTC(2026, 8, 5));
    await desk.api.certificates.rotateKey({ isStolen: false });
    expect(await desk.api.certificates.verify({ text })).toMatchObject({ state: 'good' });
    const { rows: later } = await issuedBatch(desk, { family_name: 'Новый', given_name: 'Ключ' });
    expect(later[0]?.keyId).not.toBe(rows[0]?.keyId);
    desk.setNow(Date.UTC(2026, 8, 6));
    await desk.api.certificates.rotateKey({ isStolen: true });
    expect(await desk.api.certificates.verify({ text: later[0]?.code ?? '' })).toMatchObject({
      state: 'keyWithdrawn',
    });
    expect(await desk.api.certificates.verify({ text })).toMatchObject({ state: 'good' });
    expect((await desk.api.certificates.keys()).map((key) => key.isOwn)).toEqual([false, false, true]);
  });
});
