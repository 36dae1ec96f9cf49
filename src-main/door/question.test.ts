/**
 * Holds: a showing's question stands on the stage and nowhere on a phone, the answer is asked of newcomers and of known phones,
 * three wrong answers lead to a human and to no mark, and a showing without a question asks and costs nothing.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newPhone, openDoorDesk } from './doorForTests.test-support.ts';
import type { DoorDesk, TestPhone } from './doorForTests.test-support.ts';

const QUESTION = { text: 'Какого цвета <галстук>?', answers: ['синий', 'тёмно-синий'] };
const DANIYAR = {
  full_name: 'Оспанов Данияр',
  study_group: 'ИС-22-1',
  student_card_no: '20220017',
  telegram: '@daniyar_o',
};

let desk: DoorDesk;
beforeEach(async () => {
  desk = await openDoorDesk();
});
afterEach(() => desk.close());

const phone = (headers: Readonly<Record<string, string>> = {}): TestPhone =>
  newPhone(() => desk.doors.state()?.url ?? '', headers);
const stage = () => desk.api.stage.view({ eventId: desk.eventId });
const greeted = async (own: TestPhone): Promise<string> =>
  (await own.open(`/${(await stage()).code?.text ?? ''}`)).text;
const ask = (question: typeof QUESTION | null) =>
  desk.api.door.openWave({ eventId: desk.eventId, lateAfterMinutes: null, question });
const came = async (): Promise<number> => (await desk.api.checkIn.counters({ eventId: desk.eventId })).came;
const queue = () => desk.api.door.queue({ eventId: desk.eventId });

test('the stage shows the question; the phone asks for the answer without it, in one small page', async () => {
  await ask(QUESTION);
  expect((await stage()).wave?.question).toBe(QUESTION.text);
  expect(JSON.stringify(await stage())).not.toContain('синий');
  for (const language of ['ru', 'kk', 'en']) {
    const text = await greeted(phone({ 'accept-language': language }));
    expect(text).toContain('name="answer"');
    expect(text).not.toContain('галстук');
    expect(text).not.toContain('синий');
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
  }
});

test('a newcomer answers in their own spelling; nothing typed is lost by a wrong answer', async () => {
  await ask(QUESTION);
  const own = phone();
  await greeted(own);
  expect((await own.send(DANIYAR)).text).toContain('Посмотрите на экран в зале');
  const wrong = await own.send({ ...DANIYAR, answer: 'красный "' });
  expect(wrong.text).toContain('Осталось попыток: 2');
  expect(wrong.text).toContain('value="Оспанов Данияр"');
  expect(wrong.text).toContain('value="красный &quot;"');
  expect(await came()).toBe(0);
  expect((await own.send({ ...DANIYAR, answer: ' Темно синий ' })).text).toContain('Вы отмечены');
  expect(await came()).toBe(1);
  expect(await queue()).toEqual([]);
});

test('a known phone answers beside its one button; a question set in mid-showing holds from then on', async () => {
  await ask(null);
  const own = phone();
  await greeted(own);
  await own.send(DANIYAR);
  const next = await desk.api.events.create({ from: { kind: 'copy' } });
  await desk.api.door.close();
  await desk.api.door.open({ eventId: next.id, address: '127.0.0.1' });
  desk.setNow(desk.now() + 7 * 24 * 60 * 60_000);
  await desk.api.door.openWave({ eventId: next.id, lateAfterMinutes: null });
  const { code } = await desk.api.stage.view({ eventId: next.id });
  expect((await own.open(`/${code?.text}`)).text).not.toContain('name="answer"');
  await desk.api.door.setQuestion({ eventId: next.id, number: 1, question: QUESTION });
  expect((await own.send()).text).toContain('Посмотрите на экран в зале');
  expect((await own.send({ answer: 'зелёный' })).text).toContain('Осталось попыток: 2');
  expect((await own.send({ answer: 'СИНИЙ' })).text).toContain('Вы отмечены');
  expect((await own.send({ answer: 'зелёный' })).text).not.toContain('попыт');
  expect((await desk.api.checkIn.counters({ eventId: next.id })).came).toBe(1);
});

test('three wrong answers wait for a human, who lets in or not; nobody is marked or punished by the machine', async () => {
  await ask(QUESTION);
  const own = phone();
  await greeted(own);
  for (const answer of ['белый', 'чёрный']) await own.send({ ...DANIYAR, answer });
  const last = await own.send({ ...DANIYAR, answer: 'жёлтый' });
  expect(last.text).toContain('подойдите к стойке');
  expect(await came()).toBe(0);
  const [waiting] = await queue();
  expect(waiting).toMatchObject({ reason: 'wrongAnswer', name: 'Оспанов Данияр', candidates: [] });
  expect((await greeted(own)).replaceAll(/\s+/g, ' ')).toContain('подойдите к стойке');
  await desk.api.door.decide({ arrivalId: waiting?.id ?? '', kind: 'different' });
  expect(await came()).toBe(1);
  expect(await greeted(own)).toContain('Вы отмечены');
});

test('somebody of the base who has no tries left is let in by a human as themselves', async () => {
  const { id } = await desk.api.people.add({
    family_name: 'Оспанов',
    given_name: 'Данияр',
    study_group: 'ИС-22-1',
    student_card_no: '20220017',
  });
  await ask(QUESTION);
  const own = phone();
  await greeted(own);
  for (const answer of ['белый', 'чёрный', 'жёлтый']) await own.send({ ...DANIYAR, answer });
  const [waiting] = await queue();
  expect(waiting?.person?.id).toBe(id);
  await desk.api.door.decide({ arrivalId: waiting?.id ?? '', kind: 'merged' });
  expect((await desk.api.people.list({})).total).toBe(1);
  expect(await came()).toBe(1);
});

test('waiting until the code is taken off the stage is no way around the question', async () => {
  await ask(QUESTION);
  const own = phone();
  await greeted(own);
  await desk.api.door.closeWave({ eventId: desk.eventId });
  expect((await own.send(DANIYAR)).text).toContain('Посмотрите на экран в зале');
  expect(await came()).toBe(0);
});

test('a question that is taken back is asked no more, and an unknown showing has none', async () => {
  const { number } = await ask(QUESTION);
  const own = phone();
  await greeted(own);
  await desk.api.door.setQuestion({ eventId: desk.eventId, number, question: null });
  expect((await stage()).wave?.question).toBeNull();
  expect((await own.send(DANIYAR)).text).toContain('Вы отмечены');
  await expect(
    desk.api.door.setQuestion({ eventId: desk.eventId, number: 9, question: QUESTION }),
  ).rejects.toThrow('WAVE_NOT_FOUND');
});
