/**
 * Nothing leaves the relay that is not meant for whoever asks. In the database every column of other people, and every hidden one of the
 * person's own, holds a text that is found nowhere else, sealed columns too; then every answer of the API is searched for each of them.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attentionFlagTable } from '../../src-core/attention/attention.schema.ts';
import { certificateTable } from '../../src-core/certificates/certificates.schema.ts';
import { PLACEHOLDERS } from '../../src-core/certificates/certificate.layout.rules.ts';
import {
  checkInId,
  checkInTable,
  clubTable,
  eventTable,
  registrationTable,
} from '../../src-core/events/index.ts';
import { formAnswerTable, formTable, formUseTable, formVersionTable } from '../../src-core/forms/index.ts';
import { deliveryTable, messageTable } from '../../src-core/messages/index.ts';
import { codeOf, personTable } from '../../src-core/people/index.ts';
import {
  contactTable,
  guardianshipTable,
  linkGuardian,
  memberProfileTable,
} from '../../src-core/reach/index.ts';
import { rsvpAnswerTable, waitlistEntryTable } from '../../src-core/answers/index.ts';
import { shortLinkTable } from '../../src-core/shortLinks/index.ts';
import { factId, record } from '../../src-core/store/index.ts';
import type { DomainTx } from '../../src-core/store/index.ts';
import { ACTION_INPUTS } from '../../src-relay/portal/inputs.ts';
import type { ActionName } from '../../src-relay/portal/inputs.ts';
import { REACHES } from '../../src-relay/portal/rooms.ts';
import { openPhone, openPortalWorld } from './world.ts';
import type { PortalWorld } from './world.ts';

const NOW = Date.UTC(2026, 8, 4, 12);
const AT = new Date(NOW).toISOString();

let world: PortalWorld;
let phone: ReturnType<typeof openPhone>;
/** What must not leave, each with what it is. */
const hidden = new Map<string, string>();
let drawn = 0;
/** A text that is nowhere else. */
const mark = (what: string): string => {
  drawn += 1;
  const text = `zq${String(drawn).padStart(4, '0')}x`;
  hidden.set(text, what);
  return text;
};
const digits = (what: string, length: number): string => {
  drawn += 1;
  const text = String(7_040_000_000_000 + drawn * 7919).slice(0, length);
  hidden.set(text, what);
  return text;
};

/** A whole card: every column of it filled. */
const addCard = (tx: DomainTx, id: string, whose: string, shown: object = {}) => {
  const code = codeOf(id);
  hidden.set(id, `${whose}: id`);
  hidden.set(code, `${whose}: code`);
  return record(tx, personTable, id, {
    family_name: mark(`${whose}: family name`),
    given_name: mark(`${whose}: given name`),
    patronymic: mark(`${whose}: patronymic`),
    study_group: mark(`${whose}: group`),
    kind: 'student',
    status: 'active',
    student_card_no: mark(`${whose}: student card`),
    phone: `+${digits(`${whose}: phone`, 11)}`,
    guardian_phone: `+${digits(`${whose}: guardian's phone`, 11)}`,
    guardian_name: mark(`${whose}: guardian`),
    telegram: mark(`${whose}: telegram`),
    email: `${mark(`${whose}: e-mail`)}@example.org`,
    birth_date: '1987-11-23',
    iin: digits(`${whose}: IIN`, 12),
    address: mark(`${whose}: address`),
    language: 'ru',
    attention: mark(`${whose}: attention`),
    note: mark(`${whose}: note`),
    code,
    ...shown,
  });
};

/** All that hangs on a person: places, marks, queues, answers, papers, contacts, messages. */
const addLife = async (tx: DomainTx, personId: string, whose: string): Promise<void> => {
  const own = `${whose}-private`;
  const pair = { person_id: personId, event_id: 'full' };
  await record(tx, registrationTable, factId('registration', 'full', personId), {
    ...pair,
    source: 'desk',
    at: AT,
  });
  await record(tx, checkInTable, checkInId('past', personId), {
    event_id: 'past',
    person_id: personId,
    at: AT,
    source: 'phone',
    annul_reason: mark(`${whose}: reason of annulling`),
    device: 'a'.repeat(16),
    origin: 'b'.repeat(16),
  });
  await record(tx, rsvpAnswerTable, `answer-${whose}`, { ...pair, answer: 'maybe', at: AT, source: 'bot' });
  await record(tx, attentionFlagTable, `flag-${whose}`, {
    person_id: personId,
    kind: 'health',
    text: mark(`${whose}: flag`),
  });
  for (const [kind, address] of [
    ['bot', digits(`${whose}: chat`, 11)],
    ['email', `${mark(`${whose}: contact's e-mail`)}@example.org`],
    ['sms', `+${digits(`${whose}: contact's phone`, 11)}`],
  ] as const)
    await record(tx, contactTable, factId('contact', personId, kind), {
      person_id: personId,
      kind,
      address,
      position: 0,
      linked_at: AT,
    });
  await record(tx, certificateTable, `paper-${whose}`, {
    template_id: 'none',
    event_id: 'past',
    person_id: personId,
    edition: 1,
    series: 'ABCD',
    year: 2026,
    number: 1,
    issued_at: AT,
    key_id: '00000000',
    code: mark(`${whose}: certificate's code`),
    details: JSON.stringify(
      Object.fromEntries(PLACEHOLDERS.map((place) => [place, mark(`${whose}: certificate's ${place}`)])),
    ),
  });
  await record(tx, messageTable, own, {
    kind: 'broadcast',
    audience: JSON.stringify({ kind: 'persons', ids: [personId] }),
    texts: JSON.stringify({ ru: whose === 'me' ? 'Ваше письмо' : mark(`${whose}: message`) }),
    send_at: AT,
  });
  await record(tx, deliveryTable, factId('delivery', own, personId), {
    message_id: own,
    person_id: personId,
    state: 'sent',
    channel: 'page',
    at: AT,
    external: mark(`${whose}: service's number`),
  });
  await record(tx, formAnswerTable, factId('form_answer', 'use', personId), {
    use_id: 'use',
    version_id: 'version',
    person_id: personId,
    answers: JSON.stringify({ q4: mark(`${whose}: form answer`) }),
    at: AT,
    source: 'bot',
  });
};

const QUESTION = {
  id: 'q1',
  kind: 'rating',
  texts: { ru: 'Как прошло?' },
  isRequired: true,
  options: [],
  least: null,
  most: null,
};
const FORM = { languages: ['ru'], title: { ru: 'Отзыв' }, intro: {}, questions: [QUESTION] };

beforeAll(async () => {
  world = await openPortalWorld({ nowMs: NOW, isUnsealed: true });
  const fill = async (tx: DomainTx): Promise<void> => {
    await record(tx, clubTable, 'club', { name: 'Клуб', colour: 'lazur', note: mark('club: note') });
    const event = { registration: 'open', club_id: 'club', note: mark('event: note') } as const;
    await record(tx, eventTable, 'full', {
      ...event,
      title: 'Митап',
      starts_at: '2026-09-11T18:00',
      ends_at: '2026-09-11T20:00',
      capacity: 1,
    });
    await record(tx, eventTable, 'now', {
      ...event,
      title: 'Квиз',
      starts_at: '2026-09-04T16:00',
      ends_at: '2026-09-04T20:00',
    });
    await record(tx, eventTable, 'past', {
      ...event,
      title: 'Лекция',
      starts_at: '2026-08-04T16:00',
      ends_at: '2026-08-04T20:00',
    });
    await record(tx, shortLinkTable, 'link', { code: 'bcdfghj', kind: 'event', target: 'now', made_at: AT });
    await record(tx, formTable, 'form', { name: mark('form: its name on the desk'), kind: 'feedback' });
    await record(tx, formVersionTable, 'version', {
      form_id: 'form',
      definition: JSON.stringify(FORM),
      made_at: AT,
    });
    for (const [use, event_id] of [
      ['use', 'past'],
      ['open', 'past'],
    ] as const)
      await record(tx, formUseTable, use, {
        form_id: 'form',
        version_id: 'version',
        event_id,
        is_anonymous: 0,
        opens_at: AT,
      });
    const mine = { family_name: 'Сейітова', given_name: 'Айжан', patronymic: null };
    await addCard(tx, 'me', 'me', { ...mine, study_group: 'ИС-21', telegram: 'aizhan_s' });
    await addCard(tx, 'child', 'child', {
      ...mine,
      given_name: 'Дана',
      study_group: '5Б',
      telegram: 'dana_s',
    });
    for (const whose of ['other', 'stranger', 'shy']) await addCard(tx, `${whose}-card`, whose);
    await addLife(tx, 'me', 'me');
    for (const whose of ['other', 'stranger', 'shy']) await addLife(tx, `${whose}-card`, whose);
    // The queue before and behind.
    await record(tx, waitlistEntryTable, factId('waitlist', 'full', 'stranger-card'), {
      event_id: 'full',
      person_id: 'stranger-card',
      joined_at: AT,
    });
    await record(tx, guardianshipTable, 'family-of-others', {
      guardian_id: 'other-card',
      child_id: 'stranger-card',
    });
    await linkGuardian(tx, 'me', 'child');
    await record(tx, memberProfileTable, factId('member_profile', 'shy-card'), {
      person_id: 'shy-card',
      shows: '[]',
      quiet_from: '03:17',
      quiet_until: '03:43',
    });
  };
  await world.store.write({ actor: 'test', action: 'test' }, fill);
  for (const allowed of ['me', 'child']) {
    hidden.delete(allowed);
    hidden.delete(codeOf(allowed));
  }
  phone = openPhone(world.url);
  await phone.signIn(await world.makeCode('me'));
});
afterAll(() => world.close());

/** What of the hidden is in a text. */
const leaksIn = (text: string): readonly string[] =>
  [...hidden].filter(([value]) => text.includes(value)).map(([, what]) => what);

const PRESSES: readonly (readonly [ActionName, object])[] = [
  ['answer', { eventId: 'now', answer: 'going' }],
  ['answer', { eventId: 'full', answer: 'going' }],
  ['answer', { eventId: 'full', answer: 'maybe' }],
  ['offer', { eventId: 'full', isTaken: true }],
  ['offer', { eventId: 'full', isTaken: false }],
  ['leave', { eventId: 'full' }],
  ['course', { courseId: 'none' }],
  ['check-in', { code: 'bcdfghj' }],
  ['check-in', { code: 'zzzzzzz' }],
  ['form', { useId: 'open', versionId: 'version', answers: { q1: 5 } }],
  ['form', { useId: 'none', versionId: 'none', answers: {} }],
  ['profile', { shows: ['name', 'group', 'visits', 'certificates', 'telegram'] }],
  ['seen', { messageIds: ['me-private', 'other-private'] }],
];

describe('an answer of the relay', () => {
  test('about the person and their child has nothing hidden in it, and what is theirs', async () => {
    const mine = await (await phone.ask('state')).text();
    expect(mine).toContain('Сейітова Айжан');
    expect(mine).toContain('Ваше письмо');
    expect(JSON.parse(mine)).toMatchObject({
      visits: [{ title: 'Лекция' }],
      certificates: [{ number: expect.any(String) }],
      forms: [{ useId: 'open' }],
    });
    expect(leaksIn(mine)).toEqual([]);
    expect(leaksIn(await (await phone.ask('state?person=child')).text())).toEqual([]);
  });

  test.each(PRESSES)(
    'to the press %s %o has nothing hidden in it, and writes where it says',
    async (name, body) => {
      const touched = new Set<string>();
      const stop = world.store.onCommit(({ tables }) => {
        for (const table of tables) touched.add(table);
      });
      const answer = await phone.post(name, { personId: 'me', key: phone.key(), ...body });
      stop();
      const text = await answer.text();
      expect(answer.status).not.toBe(500);
      expect(leaksIn(text)).toEqual([]);
      expect([...touched].filter((table) => !REACHES[name].includes(table))).toEqual([]);
    },
  );

  test('every press is among those that are tried here', () => {
    expect([...new Set(PRESSES.map(([name]) => name))].toSorted()).toEqual(
      Object.keys(ACTION_INPUTS).toSorted(),
    );
  });

  test('about somebody else shows what they show, and no more', async () => {
    const others = [
      [codeOf('other-card'), ['other: family name', 'other: given name', 'other: patronymic']],
      [codeOf('shy-card'), []],
    ] as const;
    for (const [who, shown] of others) {
      const answer = await phone.post('look', { who });
      expect(answer.status).toBe(200);
      expect(leaksIn(await answer.text())).toEqual(shown);
    }
  });

  test.each(['other-card', 'stranger-card', 'nobody', '%', "' OR 1=1 --"])(
    'about %s, which is neither a nick nor a code, is a plain no',
    async (who) => {
      const answer = await phone.post('look', { who: `${who}  ` });
      expect([404, 400]).toContain(answer.status);
      expect(leaksIn(await answer.text())).toEqual([]);
    },
  );

  test.each(['other-card', 'stranger-card', 'me-private'])(
    'to a press in the name of %s is a no that says nothing',
    async (personId) => {
      const answer = await phone.post('answer', {
        personId,
        key: phone.key(),
        eventId: 'now',
        answer: 'notGoing',
      });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toEqual({ code: 'NOT_YOURS', waitMs: 0 });
    },
  );

  test('to what is written wrongly names nothing of the inside', async () => {
    for (const body of ['{', '[]', '{"personId":"me"}', '{"personId":"me","key":"x","extra":1}']) {
      const answer = await phone.ask('answer', {
        method: 'POST',
        body,
        headers: { origin: world.url },
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({ code: 'BAD_REQUEST', waitMs: 0 });
    }
  });

  test('is not given at all to whoever is not signed in', async () => {
    const stranger = openPhone(world.url);
    for (const path of ['state', 'state?person=me']) expect((await stranger.ask(path)).status).toBe(401);
    for (const name of [...Object.keys(ACTION_INPUTS), 'look'])
      expect((await stranger.post(name, { personId: 'me', key: stranger.key() })).status).toBe(401);
  });

  test('is in no line of the log', () => {
    expect(world.logged().length).toBeGreaterThan(1000);
    expect(leaksIn(world.logged())).toEqual([]);
    expect(world.logged()).not.toMatch(/Сейітова|bcdfghj|"person/);
  });
});
