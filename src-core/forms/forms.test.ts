/** Forms at the desk: an edit is a version, answers keep theirs, every number opens the people behind it, paper goes out and comes in. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPlainDesk } from '../../tests/contract/plainDesk.ts';
import type { PlainDesk } from '../../tests/contract/plainDesk.ts';
import { pageTexts } from '../../tests/documents/pdfText.ts';
import { createCaller, router } from '../access/index.ts';
import type { JobFile, JobTools } from '../access/index.ts';
import { checkInTable, eventTable } from '../events/index.ts';
import { addPerson } from '../people/index.ts';
import { record } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import { submitAnswer } from './asked.store.ts';
import { problemsOf } from './forms.rules.ts';
import { MEETUP_FORM, QUESTIONS } from './forms.test-support.ts';
import { exportAnswers, printSheet } from './forms.work.ts';
import { formsRouters } from './index.ts';
import { FORM_PRESETS } from './presets.texts.ts';

const callerOf = createCaller(router(formsRouters));
let desk: PlainDesk;
let api: ReturnType<typeof callerOf>['forms'];
let store: Store;
let people: readonly string[];
const folder = mkdtempSync(join(tmpdir(), 'orda-forms-desk-'));

beforeEach(async () => {
  desk = await openPlainDesk();
  ({ store } = desk.contextOf('organizer'));
  api = callerOf(desk.contextOf('organizer')).forms;
  const { value } = await store.write({ actor: 'test', action: 'test' }, async (tx) => {
    const day = { starts_at: '2026-09-04T18:00', ends_at: '2026-09-04T20:00' };
    await record(tx, eventTable, 'meetup', { title: 'Митап «Дала»', registration: 'open', ...day });
    const ids: string[] = [];
    for (const name of ['Ахметова', 'Оспанов', 'Ли']) {
      const id = await addPerson(tx, { family_name: name, given_name: 'Дана', study_group: 'ИС-21' });
      await record(tx, checkInTable, `c-${id}`, {
        event_id: 'meetup',
        person_id: id,
        at: tx.at,
        source: 'phone',
      });
      ids.push(id);
    }
    return ids;
  });
  people = value;
});
afterEach(() => {
  desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const draft = { name: 'После митапа', kind: 'feedback' as const, definition: MEETUP_FORM };
const asked = async (isAnonymous = false): Promise<{ formId: string; useId: string }> => {
  const { id: formId } = await api.save({ id: null, ...draft });
  return { formId, ...(await api.ask({ formId, eventId: 'meetup', isAnonymous })) };
};
const answer = (useId: string, place: number, answers: unknown) =>
  submitAnswer(store, { useId, personId: people[place] ?? '', answers, source: 'bot' });

test('an edited form is a new version; what was answered keeps its questions, and the use its own until it is told', async () => {
  const { formId, useId } = await asked();
  await answer(useId, 0, { q1: 4, q2: 'a' });
  const edited = {
    ...MEETUP_FORM,
    questions: [
      { ...QUESTIONS.rating, texts: { ru: 'Понравилось?', kk: 'Ұнады ма?' } },
      { ...QUESTIONS.choice, options: QUESTIONS.choice.options.slice(1) },
    ],
  };
  await api.save({ id: formId, ...draft, definition: edited });
  expect(await api.save({ id: formId, ...draft, definition: edited })).toMatchObject({ tx: null });
  expect(await api.list()).toMatchObject([{ name: 'После митапа', versions: 2, uses: 1, answers: 1 }]);
  const titles = async () =>
    (await api.results({ useId })).questions.map(({ question, answered }) => [question.texts.ru, answered]);
  expect((await titles())[0]).toEqual(['Как прошло?', 1]);
  await api.change({ useId, to: 'newestVersion' });
  await answer(useId, 1, { q1: 2, q2: 'c' });
  const { questions } = await api.results({ useId });
  expect(questions[0]).toMatchObject({ question: { texts: { ru: 'Понравилось?' } }, answered: 2, mean: 3 });
  // An option that only the first version had is still counted, behind the others.
  expect(questions[1]).toMatchObject({ counts: { a: 1, c: 1 } });
  expect(questions[1]?.question.options.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
});

test('a form that cannot be asked is not kept, nor one that would mix answers of two kinds', async () => {
  const { formId } = await asked();
  const broken = { ...MEETUP_FORM, questions: [{ ...QUESTIONS.text, texts: { ru: 'Что?' } }] };
  await expect(api.save({ id: null, ...draft, definition: broken })).rejects.toThrow('FORM_NOT_SOUND');
  const mixed = { ...MEETUP_FORM, questions: [{ ...QUESTIONS.text, id: 'q1' }] };
  await expect(api.save({ id: formId, ...draft, definition: mixed })).rejects.toThrow(
    'FORM_QUESTION_CHANGED',
  );
  await expect(api.save({ id: 'nowhere', ...draft })).rejects.toThrow('FORM_NOT_FOUND');
});

test('every number opens the people behind it', async () => {
  const { useId } = await asked();
  await answer(useId, 0, { q1: 5, q3: ['a', 'b'], q4: 'Больше квизов', q5: 20, q6: true });
  await answer(useId, 1, { q1: 5, q3: ['b'], q5: 40, q6: false });
  const { use, questions } = await api.results({ useId });
  expect(use).toMatchObject({ answers: 2, came: 3, eventTitle: 'Митап «Дала»' });
  const of = (id: string) => questions.find(({ question }) => question.id === id);
  expect(of('q1')).toMatchObject({ answered: 2, counts: { 5: 2 }, mean: 5 });
  expect(of('q3')).toMatchObject({ answered: 2, counts: { a: 1, b: 2 } });
  expect(of('q4')).toMatchObject({ answered: 1, counts: {} });
  expect(of('q5')).toMatchObject({ answered: 2, mean: 30, least: 20, most: 40 });
  expect(of('q6')).toMatchObject({ counts: { 0: 1, 1: 1 } });
  const behind = async (question: string, value: string | number | boolean | null) =>
    (await api.behind({ useId, question, value })).map(({ name }) => name);
  expect(await behind('q1', 5)).toEqual(['Ахметова Дана', 'Оспанов Дана']);
  expect(await behind('q3', 'a')).toEqual(['Ахметова Дана']);
  expect(await behind('q6', false)).toEqual(['Оспанов Дана']);
  expect(await behind('q4', null)).toEqual(['Ахметова Дана']);
  expect(await behind('q1', 1)).toEqual([]);
});

test('a sheet is entered once for a person, and without a name where nobody is to be known', async () => {
  const { useId, formId } = await asked();
  await api.change({ useId, to: 'closed' });
  await expect(answer(useId, 0, { q1: 1 })).rejects.toThrow('FORM_CLOSED');
  await api.enter({ useId, personId: people[0] ?? '', answers: { q1: 3 } });
  await api.enter({ useId, personId: people[0] ?? '', answers: { q1: 2, q4: null } });
  await expect(api.enter({ useId, personId: null, answers: { q1: 2 } })).rejects.toThrow('FORM_NEEDS_PERSON');
  await expect(api.enter({ useId, personId: people[1] ?? '', answers: {} })).rejects.toThrow(
    'FORM_ANSWERS_INVALID',
  );
  expect((await api.results({ useId })).questions[0]).toMatchObject({ answered: 1, mean: 2 });
  await expect(api.ask({ formId, eventId: 'meetup', isAnonymous: true })).rejects.toThrow(
    'FORM_USE_ANSWERED',
  );

  const { useId: nameless } = await api.ask({ formId, eventId: null, isAnonymous: true });
  await api.enter({ useId: nameless, personId: people[0] ?? '', answers: { q1: 1 } });
  await api.enter({ useId: nameless, personId: null, answers: { q1: 1 } });
  const lines = await api.behind({ useId: nameless, question: 'q1', value: 1 });
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toMatchObject({ personId: null, name: null, source: null });
    expect(line.at).toMatch(/T00:00:00\.000Z$/);
  }
});

test('the ready-made forms can be asked in every language, and be copied', async () => {
  for (const { definition } of FORM_PRESETS) expect(problemsOf(definition)).toEqual([]);
  const [preset] = await api.presets({ language: 'kk' });
  expect(preset).toMatchObject({ id: 'preset:feedback', name: 'Митап қалай өтті?', kind: 'feedback' });
  const { id } = await api.copy({ from: 'preset:feedback', name: 'Наш отзыв' });
  const { id: copy } = await api.copy({ from: id, name: 'Наш отзыв 2' });
  expect((await api.get({ id: copy })).form).toMatchObject({ name: 'Наш отзыв 2', kind: 'feedback' });
  await api.remove({ id });
  expect((await api.list()).map(({ name }) => name)).toEqual(['Наш отзыв 2']);
  await expect(api.copy({ from: 'preset:x', name: 'x' })).rejects.toThrow('FORM_NOT_FOUND');
});

const toolsOf = (extension: string): JobTools => ({
  store,
  place: { database: '', backups: '' },
  actor: { id: 'x', name: 'x', role: 'organizer' },
  now: Date.now,
  signal: new AbortController().signal,
  progress: () => undefined,
  temporary: () => join(mkdtempSync(join(tmpdir(), 'orda-forms-file-')), `file${extension}`),
});

test('a paper sheet has every question in both languages, with boxes, and a line for the name unless nobody is to be known', async () => {
  const { formId, useId } = await asked();
  const file = (await printSheet({ formId, useId, language: 'ru' }, toolsOf('.pdf'))) as JobFile;
  expect(file.name).toBe('Анкета После митапа.pdf');
  const words = pageTexts(readFileSync(file.path)).flat().join('\n');
  for (const text of [
    'Как прошло?',
    'Қалай өтті?',
    'В самый раз / Дәл',
    'Да / Иә',
    'Митап «Дала»',
    'Фамилия, имя / Тегі, аты',
  ])
    expect(words).toContain(text);
  const { useId: nameless } = await api.ask({ formId, eventId: null, isAnonymous: true });
  const other = (await printSheet({ formId, useId: nameless, language: 'ru' }, toolsOf('.pdf'))) as JobFile;
  const unsigned = pageTexts(readFileSync(other.path)).flat().join('\n');
  expect(unsigned).toContain('подписывать не нужно');
  expect(unsigned).not.toContain('Фамилия, имя');
});

test('the ready-made forms fit on one sheet each, in all their languages', async () => {
  const sheets: number[] = [];
  for (const { id: from, name } of await api.presets({ language: 'ru' })) {
    const { id: formId } = await api.copy({ from, name });
    const file = (await printSheet({ formId, useId: null, language: 'ru' }, toolsOf('.pdf'))) as JobFile;
    sheets.push(pageTexts(readFileSync(file.path)).length);
  }
  expect(sheets).toEqual([1, 1]);
});

test('the table of answers has a line for each person and words for each option', async () => {
  const { useId } = await asked();
  await answer(useId, 0, { q1: 5, q3: ['a', 'b'], q6: true });
  const file = (await exportAnswers({ useId, language: 'kk' }, toolsOf('.xlsx'))) as JobFile;
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(file.path);
  const cells = book.worksheets[0]?.getSheetValues().flat().map(String).join('\n') ?? '';
  for (const text of ['Митап қалай өтті?', 'Ахметова Дана', 'Баяндамалар, Викторина', 'Иә', 'Бот', '1 / 3'])
    expect(cells).toContain(text);
});
