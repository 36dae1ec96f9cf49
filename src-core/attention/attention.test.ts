// What must not be forgotten about a person reaches the desk with the mark, stays until somebody has seen it, and is nobody else's.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPlainDesk, type PlainDesk } from '../../tests/contract/plainDesk.ts';
import { createCaller, router, type Role } from '../access/index.ts';
import { eventsRouters } from '../events/index.ts';
import { peopleRouters } from '../people/index.ts';
import { flagColumn } from './attendance.work.ts';
import { attentionRouters } from './index.ts';

const callerOf = createCaller(router({ ...peopleRouters, ...eventsRouters(), ...attentionRouters }));

let desk: PlainDesk;
let eventId = '';
let other = '';
let aigerim = '';
let daniyar = '';
const as = (role: Role) => callerOf(desk.contextOf(role));
const api = () => as('organizer');
const mark = (personId: string, event = eventId) =>
  api().checkIn.mark({ eventId: event, who: { personId }, source: 'desk.search' });

const dueNow = (personIds: readonly string[], event = eventId) =>
  api().attention.ofArrivals({ eventId: event, personIds: [...personIds] });
/** What is due once these people have come. */
const due = async (personIds: readonly string[], event = eventId) => {
  for (const personId of personIds) await mark(personId, event);
  return dueNow(personIds, event);
};

beforeEach(async () => {
  desk = await openPlainDesk();
  const fields = {
    club_id: null,
    place: null,
    starts_at: '2026-09-04T18:00',
    ends_at: '2026-09-04T20:00',
    capacity: null,
    registration: 'open',
    note: null,
  } as const;
  eventId = (await api().events.create({ fields: { ...fields, title: 'Митап' } })).id;
  other = (await api().events.create({ fields: { ...fields, title: 'Хакатон' } })).id;
  aigerim = (await api().people.add({ family_name: 'Сейтқали', given_name: 'Айгерім' })).id;
  daniyar = (await api().people.add({ family_name: 'Оспанов', given_name: 'Данияр' })).id;
});
afterEach(() => desk.close());

test('flags of all events and of this one are due, the gravest first; what stands on the card is one of them', async () => {
  await api().people.edit({ id: aigerim, patch: { attention: 'плохо слышит' } });
  await api().attention.add({ personIds: [aigerim], kind: 'consent' });
  await api().attention.add({ personIds: [aigerim], kind: 'allergy', text: 'орехи', eventId });
  await api().attention.add({ personIds: [aigerim], kind: 'other', text: 'для другого', eventId: other });
  const shown = (await due([aigerim, daniyar])).map(({ kind, text }) => [kind, text]);
  expect(shown).toEqual([
    ['allergy', 'орехи'],
    ['consent', null],
    ['other', 'плохо слышит'],
  ]);
});

test('the mark stands whether or not anybody looks; what is seen once is seen at every desk, with who and when', async () => {
  await api().attention.add({ personIds: [aigerim, daniyar], kind: 'allergy', text: 'орехи' });
  expect(await mark(aigerim)).toMatchObject({ verdict: 'ok' });
  expect((await api().attention.atEvent({ eventId })).flags).toMatchObject([
    { person: { name: 'Сейтқали Айгерім' }, text: 'орехи', seen: null },
  ]);
  const [flag] = await due([aigerim]);
  const flagId = flag?.flagId ?? '';
  await as('manager').attention.acknowledge({ eventId, personId: aigerim, flagId });
  expect((await api().attention.acknowledge({ eventId, personId: aigerim, flagId })).tx).toBeNull();
  expect(await due([aigerim])).toEqual([]);
  const [seen] = (await api().attention.atEvent({ eventId })).flags;
  expect(seen?.seen).toMatchObject({ by: 'the manager' });
  expect(Date.parse(seen?.seen?.at ?? '')).toBeGreaterThan(0);
  // At another event it is due again.
  expect(await due([aigerim], other)).toHaveLength(1);
});

test('another text on the card is another flag', async () => {
  await api().people.edit({ id: aigerim, patch: { attention: 'мёд' } });
  const [flag] = await due([aigerim]);
  await api().attention.acknowledge({ eventId, personId: aigerim, flagId: flag?.flagId ?? '' });
  expect(await due([aigerim])).toEqual([]);
  await api().people.edit({ id: aigerim, patch: { attention: 'мёд и орехи' } });
  expect(await due([aigerim])).toMatchObject([{ text: 'мёд и орехи' }]);
});

test('an event asks everybody; yes and no are counted, a changed answer counts once, a removed question asks no more', async () => {
  const { id } = await api().attention.ask({ eventId, text: 'Взял пропуск?' });
  await mark(aigerim);
  await mark(daniyar);
  expect(await due([aigerim, daniyar])).toHaveLength(2);
  const answer = (personId: string, said: 'yes' | 'no') =>
    api().attention.acknowledge({ eventId, personId, flagId: id, answer: said });
  await answer(aigerim, 'no');
  await answer(aigerim, 'yes');
  await answer(daniyar, 'no');
  expect((await api().attention.atEvent({ eventId })).questions).toMatchObject([
    { text: 'Взял пропуск?', yes: 1, no: [{ name: 'Оспанов Данияр' }], notAsked: [] },
  ]);
  await api().attention.removeQuestion({ id });
  expect(await due([aigerim, daniyar])).toEqual([]);
  expect((await api().attention.atEvent({ eventId })).questions).toEqual([]);
});

test('a volunteer learns that there is something and not what, answers questions and acknowledges no flag', async () => {
  await api().attention.add({ personIds: [aigerim], kind: 'allergy', text: 'орехи' });
  const { id } = await api().attention.ask({ eventId, text: 'Взял пропуск?' });
  await mark(aigerim);
  const seen = await as('volunteer').attention.ofArrivals({ eventId, personIds: [aigerim] });
  expect(seen.map(({ kind, text }) => [kind, text])).toEqual([
    ['hidden', null],
    ['question', 'Взял пропуск?'],
  ]);
  expect(JSON.stringify(seen)).not.toContain('орехи');
  const flagId = seen[0]?.flagId ?? '';
  await expect(
    as('volunteer').attention.acknowledge({ eventId, personId: aigerim, flagId }),
  ).rejects.toMatchObject({ message: 'NOT_PERMITTED' });
  await as('volunteer').attention.acknowledge({ eventId, personId: aigerim, flagId: id, answer: 'yes' });
  expect(await due([aigerim])).toMatchObject([{ kind: 'allergy' }]);
  for (const path of ['ofPerson', 'atEvent'] as const)
    await expect(as('volunteer').attention[path]({ personId: aigerim, eventId })).rejects.toMatchObject({
      message: 'NOT_PERMITTED',
    });
});

test('a taken back flag is gone, a flag of another person or event is nobody’s', async () => {
  const { tx } = await api().attention.add({ personIds: [aigerim], kind: 'health', text: 'астма' });
  const [flag] = await due([aigerim]);
  const flagId = flag?.flagId ?? '';
  await expect(api().attention.acknowledge({ eventId, personId: daniyar, flagId })).rejects.toMatchObject({
    message: 'FLAG_GONE',
  });
  expect(tx).not.toBeNull();
  await api().attention.remove({ id: flagId });
  expect(await due([aigerim])).toEqual([]);
  await expect(api().attention.remove({ id: flagId })).rejects.toMatchObject({ message: 'FLAG_GONE' });
  await expect(api().attention.add({ personIds: [aigerim], kind: 'other' })).rejects.toMatchObject({
    message: 'FLAG_SAYS_NOTHING',
  });
  await expect(api().attention.add({ personIds: ['x'], kind: 'consent' })).rejects.toMatchObject({
    message: 'PERSON_NOT_FOUND',
  });
});

test('an annulled mark is no longer waited for', async () => {
  await api().attention.add({ personIds: [aigerim], kind: 'allergy', text: 'орехи' });
  expect(await due([aigerim])).toHaveLength(1);
  await api().checkIn.annul({ eventId, personId: aigerim, reason: 'ошибка' });
  expect(await dueNow([aigerim])).toEqual([]);
  expect((await api().attention.atEvent({ eventId })).flags).toEqual([]);
});

test('an attendance list says that somebody has a flag; what about only where it is asked for, its text never', async () => {
  await api().attention.add({ personIds: [aigerim], kind: 'health', text: 'астма' });
  await api().attention.add({ personIds: [aigerim], kind: 'allergy', text: 'орехи' });
  await api().attention.add({ personIds: [daniyar], kind: 'consent', eventId: other });
  const asked = { eventId, format: 'xlsx', presence: 'all', language: 'ru' } as const;
  const said = async (flagKinds: boolean) => {
    const column = await flagColumn(desk.contextOf('organizer').store, { ...asked, flagKinds }, [
      aigerim,
      daniyar,
    ]);
    return column && [...column.texts];
  };
  expect(await said(false)).toEqual([[aigerim, 'есть']]);
  expect(await said(true)).toEqual([[aigerim, 'аллергия, здоровье']]);
  expect(
    await flagColumn(desk.contextOf('organizer').store, { ...asked, flagKinds: true }, [daniyar]),
  ).toBeNull();
});
