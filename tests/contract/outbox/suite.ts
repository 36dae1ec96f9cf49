/** What the outbox does on whichever database: each message once for each person, on the right way at the right time. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  expandDue,
  fallThrough,
  followEvents,
  noteSeen,
  pageMessages,
  passUnseen,
  planMessages,
  publishOnPage,
  sweepOutbox,
  takeAgain,
  takeTurn,
} from '../../../src-core/messages/index.ts';
import type { MessagePlan, MessagesTables } from '../../../src-core/messages/index.ts';
import { EVERY, HOUR, MINUTE, NOON, openWorld } from './world.ts';
import type { OpenStore, OutboxWorld } from './world.ts';

const sent = { kind: 'sent', external: '5' } as const;
const PLAN: MessagePlan = {
  poll: { when: { daysBefore: 4, at: '19:00' }, audience: { kind: 'everyone' } },
  reminder: { from: 'start', minutes: -24 * 60 },
  feedback: { from: 'end', minutes: 60 },
  draw: null,
};
const ACT = { actor: 'test', action: 'test' };

export function outboxContract(open: () => Promise<OpenStore>): void {
  let world: OutboxWorld;
  beforeEach(async () => {
    world = await openWorld(await open());
  });
  afterEach(() => world.close());

  const expand = () => expandDue(world.store, world.now(), EVERY);
  const people = async (...ids: readonly string[]) => {
    for (const [index, id] of ids.entries()) await world.person(id, { bot: String(100 + index) });
  };

  test('a message is queued once for each person, however often it is looked at', async () => {
    await people('a', 'b');
    await world.message('hello', ['a', 'b', 'a', 'gone']);
    await world.message('later', ['a'], { send_at: new Date(NOON + HOUR).toISOString() });
    await world.message('off', ['a'], { cancelled_at: new Date(NOON).toISOString() });
    expect(await expand()).toBe(2);
    expect(await expand()).toBe(0);
    world.pass(HOUR);
    expect(await expand()).toBe(1);
  });

  test('what is claimed is on its way and is not given out again; an answer ends it', async () => {
    await people('a', 'b');
    await world.message('hello', ['a', 'b']);
    await expand();
    const first = await world.take({ limit: 1 });
    const second = await world.take({ by: 'two' });
    expect([first.length, second.length]).toEqual([1, 1]);
    expect(await world.take()).toEqual([]);
    const [one, two] = [first[0], second[0]];
    if (one === undefined || two === undefined) throw new Error('nothing was taken');
    expect(one).toMatchObject({ address: '100', text: 'Привет, a!', language: 'ru', recipientId: 'a' });
    await world.note(one.id, sent);
    // Another process has no say in it.
    await world.note(two.id, sent, 'one');
    expect(await world.became('hello')).toEqual({ a: 'sent bot' });
    await world.note(two.id, sent, 'two');
    expect(await world.became('hello')).toEqual({ a: 'sent bot', b: 'sent bot' });
  });

  test('what a dead process had on its way is unsure, not sent again by itself, and sent once more on a human’s word', async () => {
    await people('a');
    await world.message('hello', ['a']);
    await expand();
    const [outgoing] = await world.take();
    expect(await world.interrupt('two')).toBe(1);
    expect(await world.became('hello')).toEqual({ a: 'unsure bot interrupted' });
    expect(await world.take({ by: 'two' })).toEqual([]);
    world.pass(MINUTE);
    await world.again('hello', 'a');
    expect(await takeAgain(world.store, world.now(), EVERY)).toBe(1);
    expect(await takeAgain(world.store, world.now(), EVERY)).toBe(0);
    const again = await world.take({ by: 'two' });
    expect(again.map(({ id }) => id)).toEqual([outgoing?.id]);
    await world.note(again[0]?.id ?? '', sent, 'two');
    expect(await world.became('hello')).toEqual({ a: 'sent bot' });
  });

  test('a late answer is believed; a pressed button proves that an unsure message came', async () => {
    await people('a', 'b');
    await world.message('hello', ['a', 'b']);
    await expand();
    const taken = await world.take();
    for (const { id } of taken) await world.note(id, { kind: 'unsure' });
    expect(await world.became('hello')).toEqual({ a: 'unsure bot noAnswer', b: 'unsure bot noAnswer' });
    await world.note(taken.find(({ personId }) => personId === 'a')?.id ?? '', sent);
    await world.store.write(ACT, (tx) =>
      noteSeen(tx, { messageId: 'hello', personId: 'b', at: new Date(world.now()).toISOString() }),
    );
    expect(await world.became('hello')).toEqual({ a: 'sent bot', b: 'sent bot' });
  });

  test('in quiet hours nothing goes out but what is urgent; their own hours go before the organisation’s', async () => {
    await world.rules({ quiet_from: '22:00', quiet_until: '08:00' });
    await people('a', 'b');
    await world.profile('b', { quiet_from: '23:30', quiet_until: '06:00' });
    world.setNow(NOON + 10.5 * HOUR);
    await world.message('hello', ['a', 'b']);
    await world.message('urgent', ['a'], { is_urgent: 1 });
    await expand();
    const atNight = await world.take();
    expect(atNight.map(({ messageId, personId }) => `${messageId} ${personId}`)).toEqual([
      'urgent a',
      'hello b',
    ]);
    world.setNow(NOON + 19.99 * HOUR);
    expect(await world.take()).toEqual([]);
    world.setNow(NOON + 20 * HOUR);
    expect((await world.take()).map(({ personId }) => personId)).toEqual(['a']);
  });

  test('nobody gets more a day than is agreed; the rest comes the next morning', async () => {
    await world.rules({ most_a_day: 2, quiet_from: '22:00', quiet_until: '08:00' });
    await people('a');
    for (const id of ['one', 'two', 'three']) await world.message(id, ['a']);
    await expand();
    for (let n = 0; n < 2; n += 1) {
      const [outgoing] = await world.take();
      await world.note(outgoing?.id ?? '', sent);
    }
    expect(await world.take()).toEqual([]);
    world.setNow(NOON + 19.9 * HOUR);
    expect(await world.take()).toEqual([]);
    world.setNow(NOON + 20 * HOUR);
    expect(await world.take()).toHaveLength(1);
  });

  test('whoever has blocked the bot gets it by the next way, and nothing more by this one', async () => {
    await world.rules({});
    await world.person('a', { bot: '1', email: 'a@example.org' });
    await world.person('b', { bot: '2' });
    await world.message('hello', ['a', 'b']);
    await expand();
    for (const { id } of await world.take()) await world.note(id, { kind: 'refused', reason: 'blocked' });
    expect(await world.became('hello')).toEqual({ b: 'unreachable bot blocked' });
    const [mail] = await world.take({ channel: 'email' });
    expect(mail).toMatchObject({ address: 'a@example.org' });
    await world.note(mail?.id ?? '', sent);
    expect(await world.became('hello')).toEqual({ a: 'sent email', b: 'unreachable bot blocked' });
    await world.message('next', ['a', 'b']);
    await expand();
    expect(await world.take()).toEqual([]);
    expect(await world.became('next')).toEqual({ b: 'unreachable blocked' });
  });

  test('"too many" puts off and costs no attempt; what fails for too long goes another way', async () => {
    await world.rules({ fallback_minutes: 10 });
    await world.person('a', { bot: '1', email: 'a@example.org' });
    await world.message('hello', ['a']);
    await expand();
    const [first] = await world.take();
    await world.note(first?.id ?? '', { kind: 'retry', afterMs: 3_000, isGlobal: true });
    world.pass(2_999);
    expect(await world.take()).toEqual([]);
    world.pass(1);
    const [second] = await world.take();
    expect((await world.outbox())[0]).toMatchObject({ attempts: 0, state: 'sending' });
    await world.note(second?.id ?? '', { kind: 'notSent' });
    world.pass(10 * MINUTE);
    const [third] = await world.take();
    await world.note(third?.id ?? '', { kind: 'retry', afterMs: 0, isGlobal: false });
    expect(await world.take()).toEqual([]);
    expect(await world.take({ channel: 'email' })).toHaveLength(1);
  });

  test('while a channel leads nowhere, what waits goes on by the next way and what has none stays', async () => {
    await world.rules({ fallback_minutes: 10 });
    await world.person('a', { bot: '1', page: null });
    await world.person('b', { bot: '2' });
    await world.message('hello', ['a', 'b']);
    await expand();
    world.pass(9 * MINUTE);
    expect(await fallThrough(world.store, 'bot', world.now(), EVERY)).toBe(0);
    world.pass(MINUTE);
    expect(await fallThrough(world.store, 'bot', world.now(), EVERY)).toBe(2);
    expect(await publishOnPage(world.store, world.now(), EVERY)).toBe(1);
    expect(await world.became('hello')).toEqual({ a: 'sent page' });
    // The channel is there again: nobody gets it twice.
    expect((await world.take()).map(({ personId }) => personId)).toEqual(['b']);
  });

  test('what lies on the page unseen goes on by a dearer way; what was seen does not', async () => {
    await world.rules({ channel_order: '["page","email"]', fallback_minutes: 60 });
    for (const id of ['a', 'b']) await world.person(id, { page: null, email: `${id}@example.org` });
    await world.person('c', { page: null });
    await world.message('hello', ['a', 'b', 'c']);
    await expand();
    expect(await publishOnPage(world.store, world.now(), EVERY)).toBe(3);
    expect(await world.became('hello')).toEqual({ a: 'sent page', b: 'sent page', c: 'sent page' });
    await world.store.write(ACT, (tx) =>
      noteSeen(tx, { messageId: 'hello', personId: 'a', at: new Date(world.now()).toISOString() }),
    );
    world.pass(HOUR);
    await passUnseen(world.store, world.now(), EVERY);
    const mails = await world.take({ channel: 'email' });
    expect(mails.map(({ personId }) => personId)).toEqual(['b']);
    await world.note(mails[0]?.id ?? '', sent);
    expect(await world.became('hello')).toEqual({ a: 'sent page', b: 'sent email', c: 'sent page' });
  });

  test('the page shows what is queued for another way; seen there, it is not sent any more', async () => {
    await world.person('a', { bot: '1' }, { language: 'kk' });
    await world.message('hello', ['a'], { texts: JSON.stringify({ ru: 'Привет', kk: 'Сәлем' }) });
    await expand();
    expect(await pageMessages(world.store, 'a')).toMatchObject([{ messageId: 'hello', text: 'Сәлем' }]);
    expect(await pageMessages(world.store, 'b')).toEqual([]);
    await world.store.write(ACT, (tx) =>
      noteSeen(tx, { messageId: 'hello', personId: 'a', at: new Date(world.now()).toISOString() }),
    );
    expect(await world.take()).toEqual([]);
    expect(await world.became('hello')).toEqual({ a: 'sent page' });
  });

  test('SMS stay within the month’s budget, to the last unit; the next month has its own', async () => {
    await world.rules({ sms_price: 30, sms_month_budget: 60, fallback_minutes: null });
    for (const id of ['a', 'b', 'c']) await world.person(id, { sms: `+770100000${id.charCodeAt(0)}` });
    await world.message('hello', ['a', 'b', 'c']);
    await expand();
    const taken = await world.take({ channel: 'sms' });
    expect(taken).toHaveLength(2);
    for (const { id } of taken) await world.note(id, sent);
    expect(Object.values(await world.became('hello')).toSorted()).toEqual([
      'sent sms',
      'sent sms',
      'unreachable budget',
    ]);
    world.setNow(Date.UTC(2026, 8, 30, 20));
    await world.message('october', ['a'], { is_urgent: 1 });
    await expand();
    expect(await world.take({ channel: 'sms' })).toHaveLength(1);
  });

  test('what concerns two children comes to their parent as one message, and counts for both', async () => {
    await world.person('mother', { bot: '7' });
    for (const id of ['Айдана', 'Тимур']) {
      await world.person(id);
      await world.guardian('mother', id);
    }
    await world.message('hello', ['Айдана', 'Тимур'], { texts: JSON.stringify({ ru: 'Завтра в десять.' }) });
    await expand();
    const taken = await world.take();
    expect(taken.map(({ text }) => text)).toEqual(['Для: Айдана, Тимур\n\nЗавтра в десять.']);
    await world.note(taken[0]?.id ?? '', sent);
    expect(await world.became('hello')).toEqual({ Айдана: 'sent bot', Тимур: 'sent bot' });
    await world.profile('mother', { is_digest: 0 });
    await world.message('apart', ['Айдана', 'Тимур']);
    await expand();
    // One chat gets one message at a time.
    expect(await world.take()).toHaveLength(1);
    expect(await world.take()).toHaveLength(1);
  });

  test('an event’s plan makes its messages in one go, once, and they go to whom they are for', async () => {
    await people('a', 'b', 'c');
    await world.event('meetup');
    const plan = (at: number) =>
      world.store.write(ACT, (tx) =>
        planMessages(tx, {
          event: {
            id: 'meetup',
            starts_at: '2026-09-11T18:00',
            ends_at: '2026-09-11T20:00',
            feedbackUseId: null,
          },
          plan: PLAN,
          at: new Date(at).toISOString(),
        }),
      );
    expect((await plan(NOON)).value).toBe(3);
    expect((await plan(NOON)).tx).toBeNull();

    world.setNow(Date.UTC(2026, 8, 7, 14));
    expect(await expand()).toBe(3);
    const asked = await world.take();
    expect(asked[0]?.buttons.flat().map(({ id }) => id)).toEqual(['going', 'maybe', 'notGoing']);
    for (const { id } of asked) await world.note(id, sent);
    await world.answer('meetup', 'a', 'going');
    await world.answer('meetup', 'b', 'notGoing');

    world.setNow(Date.UTC(2026, 8, 10, 13));
    await expand();
    const reminded = await world.take();
    expect(reminded.map(({ personId }) => personId)).toEqual(['a']);
    expect(reminded[0]?.text).toContain('Напоминаем: Митап\nпятница, 11 сентября, 18:00\nАуд. 301');

    await world.came('meetup', 'c');
    world.setNow(Date.UTC(2026, 8, 11, 16));
    await expand();
    expect((await world.take()).map(({ personId }) => personId)).toEqual(['c']);
  });

  test('whoever has answered before it is sent is not asked', async () => {
    await people('a', 'b');
    await world.event('meetup');
    await world.message('poll', ['a', 'b'], { kind: 'poll', event_id: 'meetup' });
    await world.answer('meetup', 'a', 'going');
    await expand();
    await world.answer('meetup', 'b', 'maybe');
    expect(await world.take()).toEqual([]);
    expect(await world.became('poll')).toEqual({ a: 'skipped answered', b: 'skipped answered' });
  });

  test('what is too late or called off is left out, and the laptop is told why', async () => {
    await people('a', 'b');
    await world.event('meetup');
    await world.message('old', ['a'], { expires_at: new Date(NOON - 1).toISOString() });
    await world.message('taken back', ['b']);
    await world.message('reminder', ['a'], { kind: 'reminder', event_id: 'meetup' });
    await expand();
    await world.change('meetup', { cancelled_at: new Date(NOON).toISOString() });
    await world.message('taken back', ['b'], { cancelled_at: new Date(NOON).toISOString() });
    expect(await world.take()).toEqual([]);
    expect(await world.became('old')).toEqual({ a: 'skipped expired' });
    expect(await world.became('reminder')).toEqual({ a: 'skipped eventCancelled' });
    expect(await world.became('taken back')).toEqual({ b: 'skipped cancelled' });
  });

  test('an event that moves takes its messages along, and whoever knows of it is told once', async () => {
    await people('a', 'b');
    await world.event('meetup');
    await world.message('poll', ['a', 'b'], { kind: 'poll', event_id: 'meetup' });
    await world.message(
      'reminder',
      { kind: 'event', eventId: 'meetup', who: 'expected' },
      {
        kind: 'reminder',
        event_id: 'meetup',
        send_at: '2026-09-10T13:00:00.000Z',
        expires_at: '2026-09-11T13:00:00.000Z',
        follows: JSON.stringify({ from: 'start', minutes: -1440 }),
      },
    );
    await expand();
    for (const { id } of await world.take()) await world.note(id, sent);
    await world.answer('meetup', 'a', 'going');
    const follow = () => followEvents(world.store, world.now());
    expect(await follow()).toBe(0);

    await world.change('meetup', { starts_at: '2026-09-12T19:00', ends_at: '2026-09-12T21:00' });
    expect(await follow()).toBe(2);
    expect(await follow()).toBe(0);
    const reminder = await world.store
      .read<MessagesTables>()
      .selectFrom('message')
      .select('send_at')
      .where('id', '=', 'reminder')
      .executeTakeFirst();
    expect(reminder?.send_at).toBe('2026-09-11T14:00:00.000Z');
    world.pass(2 * MINUTE);
    await expand();
    const told = await world.take();
    expect(told.map(({ personId, text }) => `${personId} ${text}`)).toEqual([
      'a Изменилось время: Митап\nТеперь: суббота, 12 сентября, 19:00\nАуд. 301',
    ]);
    expect(await follow()).toBe(0);

    await world.change('meetup', { cancelled_at: new Date(world.now()).toISOString() });
    expect(await follow()).toBe(1);
    // Taken back before anybody was told: nobody is.
    await world.change('meetup', { cancelled_at: null });
    expect(await follow()).toBe(0);
    world.pass(3 * MINUTE);
    expect(await expand()).toBe(0);
  });

  test('of two processes one sends; the other one takes over when it is silent', async () => {
    const turn = async (by: string, isAlone = false) =>
      (await world.store.write(ACT, (tx) => takeTurn(tx, by, world.now(), isAlone))).value;
    expect(await turn('one')).toEqual({ isMine: true, isNew: true });
    expect(await turn('one')).toEqual({ isMine: true, isNew: false });
    expect(await turn('two')).toEqual({ isMine: false, isNew: false });
    world.pass(15_000);
    expect(await turn('two')).toEqual({ isMine: true, isNew: true });
    expect(await turn('one')).toEqual({ isMine: false, isNew: false });
    expect(await turn('one', true)).toEqual({ isMine: true, isNew: true });
  });

  test('rows of long ago are forgotten, what became of them is not', async () => {
    await people('a');
    await world.message('hello', ['a']);
    await expand();
    const [outgoing] = await world.take();
    await world.note(outgoing?.id ?? '', sent);
    world.pass(121 * 24 * HOUR);
    expect(await sweepOutbox(world.store, world.now())).toBe(1);
    expect(await world.outbox()).toEqual([]);
    expect(await world.became('hello')).toEqual({ a: 'sent bot' });
    expect(await expand()).toBe(0);
  });
}
