/** Holds: a batch gives numbers without gaps, once; a second run changes nothing; what is revoked is seen to be; keys may change. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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
import { qrText } from './certificate.code.rules.ts';
import { keyFile } from './keys.ts';

const CHILD = fileURLToPath(new URL('./certificates.kill.test-support.ts', import.meta.url));

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

  test(
    'survives a kill in its middle with nothing, and one after its end with everything',
    { timeout: 60_000 },
    async () => {
      const templateId = await newTemplate(desk);
      const eventId = await newEvent(desk, 'Митап');
      await mark(desk, eventId, await newPeople(desk, ...GUESTS));
      const killedAfter = (done: number) =>
        spawnSync(process.execPath, [CHILD, desk.folder, templateId, eventId, String(done)], {
          encoding: 'utf8',
        });
      const total = async () => (await desk.api.certificates.list({ eventId })).total;
      for (const done of [1, 3]) {
        const { signal, stderr } = killedAfter(done);
        expect([signal, stderr, await total()]).toEqual(['SIGKILL', '', 0]);
      }
      expect(killedAfter(99).stdout).toBe('issued\n');
      const { rows } = await desk.api.certificates.list({ eventId });
      expect(new Set(rows.map((row) => row.number.split('-')[2]))).toEqual(new Set(['1', '2', '3']));
      for (const { code } of rows)
        expect(await desk.api.certificates.verify({ text: code })).toMatchObject({ state: 'good' });
      expect(await desk.api.certificates.keys()).toHaveLength(1);
    },
  );

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

describe('a file', () => {
  test('whose job is cancelled in the middle leaves nothing behind', async () => {
    const { eventId } = await issuedBatch(desk, ...GUESTS);
    for (const mode of ['merged', 'each'] as const) {
      const before = readdirSync(desk.folder);
      const stopped = desk.run(
        await desk.api.certificates.print({ which: { eventId }, mode, language: 'ru' }),
        {
          progress: (done) => {
            if (done === 2) throw new DOMException('cancelled', 'AbortError');
          },
        },
      );
      await expect(stopped).rejects.toThrow('cancelled');
      expect(readdirSync(desk.folder)).toEqual(before);
    }
  });

  test('of a put-away template is printed all the same; one without certificates is not made', async () => {
    const { eventId, templateId } = await issuedBatch(desk, ...GUESTS);
    await desk.api.certificateTemplates.remove({ id: templateId });
    expect(await desk.api.certificateTemplates.list()).toEqual([]);
    const file = await printed(desk, { which: { eventId }, mode: 'merged', language: 'ru' });
    expect(pageTexts(file.bytes)).toHaveLength(3);
    const nothing = await desk.api.certificates.print({
      which: { eventId: 'none' },
      mode: 'each',
      language: 'ru',
    });
    await expect(desk.run(nothing)).rejects.toThrow('NOTHING_TO_PRINT');
  });
});

describe('an address for strangers', () => {
  test('stands before the code on paper, and the whole stays within 300 bytes', async () => {
    const { eventId, rows } = await issuedBatch(desk, ...GUESTS);
    const verifyAddress = `https://${'k'.repeat(59)}.kz`;
    await desk.api.certificates.saveSettings({ verifyAddress });
    await expect(
      desk.api.certificates.saveSettings({ verifyAddress: `${verifyAddress}/${'x'.repeat(9)}` }),
    ).rejects.toThrow('verifyAddress');
    await expect(
      desk.api.certificates.saveSettings({ verifyAddress: 'javascript:alert(1)' }),
    ).rejects.toThrow('verifyAddress');
    const template = await desk.api.certificateTemplates.get({ id: rows[0]?.templateId ?? '' });
    const { id: _id, ...draft } = template;
    const preview = await desk.api.certificateTemplates.previewData({ template: draft, eventId });
    expect(preview.qr.bytes).toBeLessThanOrEqual(300);
    expect(qrText(rows[0]?.code ?? '', verifyAddress).length).toBeLessThanOrEqual(300);
    expect(
      (await desk.api.certificates.verify({ text: qrText(rows[0]?.code ?? '', verifyAddress) })).state,
    ).toBe('good');
  });
});

describe('a preview', () => {
  test('shows a person at an event, gives out nothing that verifies, and is a PDF too', async () => {
    const { eventId, people } = await issuedBatch(desk, ...GUESTS);
    const starter = await desk.api.certificateTemplates.starter({ language: 'kk', design: 'shanyrak' });
    const template = { ...starter, name: 'Жаңа' };
    const asked = { template, eventId, personId: people[0] ?? '' };
    const { values, placed } = await desk.api.certificateTemplates.previewData(asked);
    expect(values).toMatchObject({ name: 'Тұрғынбекова Айгерім Серікқызы', date: '2026 жылғы 4 қыркүйек' });
    expect(placed.warnings).toEqual([]);
    const { token } = await desk.api.certificateTemplates.previewPdf(asked);
    expect(pageTexts(desk.offered(token)).flat()).toContain('Тұрғынбекова Айгерім Серікқызы');
    const sample = await desk.api.certificateTemplates.previewData({ template });
    expect(sample.values.event).not.toBe('');
  });

  test('of a batch names those whose name would not fit', async () => {
    const templateId = await newTemplate(desk);
    const eventId = await newEvent(desk, 'Митап');
    const [long = '', short] = await newPeople(
      desk,
      { family_name: 'Ұ'.repeat(100), given_name: 'Ә'.repeat(100), patronymic: 'Қ'.repeat(98) },
      { family_name: 'Ли' },
    );
    await mark(desk, eventId, [long, short]);
    const { warnings } = await desk.api.certificates.plan({ templateId, eventId, who: { kind: 'present' } });
    expect(warnings).toMatchObject([{ personId: long, field: 'name', kind: 'tooLong' }]);
  });
});

describe('other organisations', () => {
  test('are believed by their file, and only theirs', async () => {
    const other = await openCertificateDesk();
    const { rows } = await issuedBatch(other, { family_name: 'Гость', given_name: 'Ян' });
    const text = rows[0]?.code ?? '';
    expect(await desk.api.certificates.verify({ text })).toMatchObject({
      state: 'unknownKey',
      certificate: null,
    });
    const file = async () => other.offered((await other.api.certificates.issuerFile()).token);
    const { organisation } = await desk.api.certificates.trust({ token: desk.upload(await file()) });
    expect(organisation).toBe('Білім ордасы');
    expect(await desk.api.certificates.verify({ text, name: 'гость ян' })).toMatchObject({
      state: 'good',
      nameMatches: true,
      certificate: null,
    });
    other.setNow(Date.UTC(2026, 9, 1));
    await other.api.certificates.revoke({ id: rows[0]?.id ?? '', reason: 'x' });
    await desk.api.certificates.trust({ token: desk.upload(await file()) });
    expect(await desk.api.certificates.verify({ text })).toMatchObject({ state: 'revoked' });
    const [known] = await desk.api.certificates.trusted();
    await desk.api.certificates.forget({ id: known?.id ?? '' });
    expect(await desk.api.certificates.verify({ text })).toMatchObject({ state: 'unknownKey' });
    const own = desk.offered((await desk.api.certificates.issuerFile()).token);
    await expect(desk.api.certificates.trust({ token: desk.upload(own) })).rejects.toThrow('ISSUER_OWN');
    await expect(desk.api.certificates.trust({ token: desk.upload('{}') })).rejects.toThrow(
      'ISSUER_UNREADABLE',
    );
    other.close();
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

  test('that are lost make way for new ones, and nothing that was signed suffers', async () => {
    const { rows } = await issuedBatch(desk, ...GUESTS);
    rmSync(keyFile(desk.store.path));
    const { rows: later } = await issuedBatch(desk, { family_name: 'Новый', given_name: 'Ключ' });
    expect(later[0]?.keyId).not.toBe(rows[0]?.keyId);
    for (const { code } of [...rows, ...later])
      expect(await desk.api.certificates.verify({ text: code })).toMatchObject({ state: 'good' });
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

test('a template that another window has written since is not written over unasked', async () => {
  const { api } = desk;
  const starter = await api.certificateTemplates.starter({ language: 'ru', design: 'frame' });
  const { id } = await api.certificateTemplates.save({ template: { ...starter, name: 'Участник' } });
  const { id: _id, version, ...template } = await api.certificateTemplates.get({ id });
  const save = (name: string, over?: number) =>
    api.certificateTemplates.save({
      id,
      template: { ...template, name },
      ...(over !== undefined && { over }),
    });
  const first = await save('Гость', version);
  expect(first.version).not.toBe(version);
  await expect(save('Слушатель', version)).rejects.toThrow('CERTIFICATE_TEMPLATE_CHANGED');
  expect((await api.certificateTemplates.get({ id })).name).toBe('Гость');
  // One's own next change is over one's own last one.
  const second = await save('Гость вечера', first.version);
  expect((await api.certificateTemplates.get({ id })).version).toBe(second.version);
  await save('Слушатель');
  expect((await api.certificateTemplates.get({ id })).name).toBe('Слушатель');
});
