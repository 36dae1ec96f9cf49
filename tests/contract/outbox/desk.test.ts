/** Holds: the desk previews exactly what is sent, tells what became of it, and takes it back. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaller } from '../../../src-core/access/index.ts';
import type { JobFile } from '../../../src-core/access/index.ts';
import { deskRouter } from '../../../src-core/api.ts';
import { expandDue, takeAgain } from '../../../src-core/messages/index.ts';
import { printCallList } from '../../../src-core/messages/callList.work.ts';
import { openStore } from '../../../src-core/store/index.ts';
import { allTables } from '../../../src-core/tables.ts';
import { pdfText } from '../../documents/pdfText.ts';
import { openPlainDesk } from '../plainDesk.ts';
import type { PlainDesk } from '../plainDesk.ts';
import { EVERY, MINUTE, openWorld } from './world.ts';

const callerOf = createCaller(deskRouter);
const openDesk = async (folder: string) =>
  openWorld(async (parts) => openStore({ ...parts, path: join(folder, 'desk.db') }), allTables);

let world: Awaited<ReturnType<typeof openDesk>>;
let plain: PlainDesk;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orda-desk-messages-'));
  world = await openDesk(folder);
  plain = await openPlainDesk();
});
afterEach(async () => {
  await world.close();
  plain.close();
  rmSync(folder, { recursive: true });
});

const api = () => callerOf({ ...plain.contextOf('owner'), store: world.store, now: world.now }).messages;

/** A person with a bot, one by e-mail in Kazakh, one by SMS, two children of one mother, and one whom nothing reaches. */
const everybody = async (): Promise<readonly string[]> => {
  await world.rules({ sms_price: 30, sms_month_budget: 1000 });
  await world.person('bot', { bot: '1' });
  await world.person('mail', { email: 'a@example.org' }, { language: 'kk' });
  await world.person('sms', { sms: '+77010000001' });
  await world.person('mother', { bot: '7' });
  for (const child of ['Айдана', 'Тимур']) {
    await world.person(child);
    await world.guardian('mother', child);
  }
  await world.person('nobody');
  return ['bot', 'mail', 'sms', 'Айдана', 'Тимур', 'nobody'];
};

const texts = { ru: 'Привет, {name}!\n{event}: {date}', kk: 'Сәлем, {name}!\n{event}: {date}' };

/** Sends what is written to these people, as far as the desk goes: on its way at once. */
const write = async (ids: readonly string[], key = 'composer') => {
  const { id } = await api().send({ audience: { kind: 'persons', ids: [...ids] }, texts, key });
  world.pass(MINUTE);
  return id;
};

test('what is previewed is what is sent: as many, by the same ways, in the same words, for the same money', async () => {
  const ids = [...(await everybody())];
  await world.event('meetup');
  const what = { audience: { kind: 'persons', ids }, texts, eventId: 'meetup' } as const;
  const shown = await api().preview({ ...what, audience: { ...what.audience, ids } });
  expect(shown).toMatchObject({
    people: 6,
    channels: { bot: 2, page: 0, email: 1, sms: 1 },
    // Forty-nine letters of Cyrillic are one part.
    cost: 30,
    budgetLeft: 1000,
    unreachable: [{ id: 'nobody', reason: 'noChannel' }],
  });

  await api().send({ ...what, audience: { ...what.audience, ids }, key: 'composer' });
  world.pass(MINUTE);
  await expandDue(world.store, world.now(), EVERY);
  const sent: Awaited<ReturnType<typeof world.take>>[number][] = [];
  for (const channel of EVERY) sent.push(...(await world.take({ channel })));
  const by = (channel: string): number => sent.filter((one) => one.channel === channel).length;
  expect({ bot: by('bot'), page: by('page'), email: by('email'), sms: by('sms') }).toEqual(shown.channels);
  expect(sent.find(({ personId }) => personId === 'bot')?.text).toBe(
    shown.sample?.ru.text.replace('Айдана', 'bot'),
  );
  expect((await world.outbox()).reduce((sum, { cost }) => sum + cost, 0)).toBe(shown.cost);
  for (const { id } of sent) await world.note(id, { kind: 'sent', external: null });
  // What went out is gone from the month's budget.
  expect((await api().preview({ ...what, audience: { ...what.audience, ids } })).budgetLeft).toBe(970);
});

test('a message that is composed once goes once, however often it is pressed, and to somebody', async () => {
  const ids = await everybody();
  expect(await write(ids)).toBe(await write(ids));
  expect(await api().list({})).toHaveLength(1);
  await expect(write(['stranger'], 'another key')).rejects.toThrow('NOBODY_TO_TELL');
});

test('the desk tells of each person what became of it, and has it sent once more where nobody knows', async () => {
  const ids = [...(await everybody())];
  const id = await write(ids);
  const people = () => api().people({ id });
  const stateOf = async () => Object.fromEntries((await people()).map((one) => [one.id, one.state]));
  expect(new Set(Object.values(await stateOf()))).toEqual(new Set(['queued']));
  await expandDue(world.store, world.now(), EVERY);
  const [first] = await world.take();
  await world.note(first?.id ?? '', { kind: 'unsure' });
  const [mail] = await world.take({ channel: 'email' });
  await world.note(mail?.id ?? '', { kind: 'sent', external: null });
  const unsure = first?.personId ?? '';
  expect(await stateOf()).toMatchObject({
    [unsure]: 'unsure',
    mail: 'sent',
    nobody: 'unreachable',
    sms: 'queued',
  });
  expect((await api().list({}))[0]?.counts).toMatchObject({ sent: 1, unreachable: 1 });

  world.pass(MINUTE);
  // Whoever has it surely is left out, whatever the screen asks.
  const again = await api().sendAgain({ id, personIds: [unsure, 'mail'] });
  expect(again.people).toBe(1);
  expect((await people()).find((one) => one.id === unsure)?.isAgain).toBe(true);
  await takeAgain(world.store, world.now(), EVERY);
  expect((await world.take()).map(({ personId }) => personId)).toContain(unsure);
});

test('whom a message did not reach stands on a list to print, with phones and the reason', async () => {
  const ids = await everybody();
  await world.person('nobody', {}, { phone: '+77011112233', guardian_phone: '+77014445566' });
  await world.event('meetup');
  const { id } = await api().send({
    audience: { kind: 'persons', ids: [...ids] },
    texts,
    eventId: 'meetup',
    key: 'composer',
  });
  const list = (states: readonly ('unreachable' | 'failed')[]) =>
    printCallList(
      { id, states, language: 'ru' },
      {
        store: world.store,
        place: { database: '', backups: '' },
        actor: { id: 'test', name: 'test', role: 'owner' },
        now: world.now,
        signal: new AbortController().signal,
        progress: () => undefined,
        temporary: (extension) => join(folder, `list${extension}`),
      },
    );
  await expect(list(['unreachable'])).rejects.toThrow('NOBODY_TO_CALL');
  world.pass(MINUTE);
  await expandDue(world.store, world.now(), EVERY);
  const { path } = (await list(['unreachable', 'failed'])) as JobFile;
  const printed = pdfText(readFileSync(path))
    .flatMap((page) => page.map(({ text }) => text))
    .join(' ');
  expect(printed).toContain('Кому позвонить');
  expect(printed).toContain('Митап');
  expect(printed).toContain('Ахметова nobody');
  expect(printed).toMatch(/\+77011112233 \+77014445566 нет ни привязанного телефона/);
  expect(printed).not.toContain('Ахметова bot');
});

test('a message that is taken back reaches nobody any more', async () => {
  const ids = [...(await everybody())];
  const id = await write(ids);
  await expandDue(world.store, world.now(), EVERY);
  await api().cancel({ id });
  for (const channel of EVERY) expect(await world.take({ channel })).toEqual([]);
  await expect(api().cancel({ id: 'nothing' })).rejects.toThrow('MESSAGE_NOT_FOUND');
});

test('the rules of the organisation are kept as they were given', async () => {
  const rules = {
    quiet: { from: '21:00', until: '09:00' },
    mostADay: 3,
    channels: ['page', 'bot', 'sms'],
    fallbackMinutes: 15,
    smsPrice: 25,
    smsMonthBudget: 50_000,
  } as const;
  await api().saveRules({ ...rules, channels: [...rules.channels] });
  expect(await api().rules()).toMatchObject(rules);
  await api().saveRules({ ...rules, quiet: null, channels: ['page'] });
  expect(await api().rules()).toMatchObject({ quiet: null, channels: ['page'] });
});

test('posts are planned for a channel, changed and withdrawn', async () => {
  const { posts } = api();
  await world.event('meetup');
  const channel = await posts.addChannel({ title: 'Клуб', chat: '@orda_club' });
  const { id } = await posts.plan({ channelId: channel.id, eventId: 'meetup' });
  await posts.edit({ id, texts: { ru: 'Приходите!' } });
  await posts.withdraw({ id });
  expect(await posts.list({ eventId: 'meetup' })).toMatchObject([
    { id, channel: 'Клуб', state: 'planned', texts: { ru: 'Приходите!' }, withdrawnAt: expect.any(String) },
  ]);
  await expect(posts.addChannel({ title: 'Ещё раз', chat: '@ORDA_Club' })).rejects.toThrow('CHANNEL_KNOWN');
  const own = await posts.plan({ channelId: channel.id, texts: { ru: 'Всем привет' } });
  await expect(posts.edit({ id: own.id, texts: null })).rejects.toThrow('NOTHING_TO_SAY');
  expect(await posts.preview({ eventId: null, texts: { ru: 'Всем привет' } })).toMatchObject({
    text: 'Всем привет',
  });
  await posts.removeChannel({ id: channel.id });
  // What waited for the channel is not posted any more, and still says what it would have said.
  const left = await posts.list({});
  expect(left.find(({ id: post }) => post === own.id)).toMatchObject({
    text: 'Всем привет',
    withdrawnAt: expect.any(String),
    postedAt: null,
    isBehind: false,
  });
  await expect(posts.plan({ channelId: channel.id, eventId: 'meetup' })).rejects.toThrow('CHANNEL_NOT_FOUND');
  await expect(posts.withdraw({ id: 'nothing' })).rejects.toThrow('POST_NOT_FOUND');
});
