/**
 * A club for the tests of what leaves the relay. In it every column of other people, and every hidden one of the person's own, holds a text
 * that is found nowhere else, sealed columns too; what is in an answer and stands among them has slipped out.
 */
import { attentionFlagTable } from '../../src-core/attention/attention.schema.ts';
import { PLACEHOLDERS } from '../../src-core/certificates/certificate.layout.rules.ts';
import { certificateTable } from '../../src-core/certificates/certificates.schema.ts';
import { rsvpAnswerTable, waitlistEntryTable } from '../../src-core/answers/index.ts';
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
  PROFILE_FIELDS,
} from '../../src-core/reach/index.ts';
import { shortLinkTable } from '../../src-core/shortLinks/index.ts';
import { factId, record } from '../../src-core/store/index.ts';
import type { DomainTx } from '../../src-core/store/index.ts';
import { openPhone, openPortalWorld } from './world.ts';
import type { OpenDatabase, PortalWorld } from './world.ts';

/** Friday 4 September 2026, 17:00 in Almaty. */
export const NOW = Date.UTC(2026, 8, 4, 12);
const AT = new Date(NOW).toISOString();

type Marks = {
  /** What must not leave, each with what it is. */
  readonly hidden: Map<string, string>;
  /** A text that is nowhere else. */
  readonly mark: (what: string) => string;
  readonly digits: (what: string, length: number) => string;
};

const createMarks = (): Marks => {
  const hidden = new Map<string, string>();
  let drawn = 0;
  const hide = (text: string, what: string): string => {
    hidden.set(text, what);
    return text;
  };
  return {
    hidden,
    mark: (what) => hide(`zq${String((drawn += 1)).padStart(4, '0')}x`, what),
    digits: (what, length) => hide(String(7_040_000_000_000 + (drawn += 1) * 7919).slice(0, length), what),
  };
};

/** A whole card: every column of it filled. */
const addCard = (
  tx: DomainTx,
  { hidden, mark, digits }: Marks,
  id: string,
  whose: string,
  shown: object = {},
) => {
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
const addLife = async (
  tx: DomainTx,
  { mark, digits }: Marks,
  personId: string,
  whose: string,
): Promise<void> => {
  const own = `${whose}-private`;
  const pair = { person_id: personId, event_id: 'full' };
  // One of them waits instead of having a place.
  if (whose === 'stranger')
    await record(tx, waitlistEntryTable, factId('waitlist', 'full', personId), { ...pair, joined_at: AT });
  else
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

/** A pupil shows all that there is, for nothing; the others are as anybody. */
const UNLIKE: Readonly<Record<string, object>> = {
  pupil: { kind: 'pupil' },
  left: { status: 'archived' },
};
/** `left`: no member any more; `former`: was a child of mine; `gone`: their card was taken away. */
const OTHERS = ['other', 'stranger', 'shy', 'pupil', 'left', 'former', 'gone'] as const;

export type MarkedClub = {
  readonly world: PortalWorld;
  /** What of the hidden is in a text. */
  readonly leaksIn: (text: string) => readonly string[];
  /** A phone on which the person has signed in; its clock goes on by a second at each call. */
  readonly phoneOf: (personId: string) => Promise<ReturnType<typeof openPhone>>;
  readonly stranger: () => ReturnType<typeof openPhone>;
  /** Lines of the log after one, as the row that each is about. */
  readonly written: (
    after: number,
  ) => Promise<readonly { readonly table: string; readonly row: Record<string, unknown> }[]>;
  readonly lastLine: () => Promise<number>;
};

/** In: how an empty database is opened. */
export const openMarkedClub = async (database: OpenDatabase): Promise<MarkedClub> => {
  const world = await openPortalWorld({ nowMs: NOW, isUnsealed: true, database });
  const marks = createMarks();
  const fill = async (tx: DomainTx): Promise<void> => {
    await record(tx, clubTable, 'club', { name: 'Клуб', colour: 'lazur', note: marks.mark('club: note') });
    const event = { registration: 'open', club_id: 'club', note: marks.mark('event: note') } as const;
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
    await record(tx, eventTable, 'removed', {
      ...event,
      title: marks.mark('an event that was taken away: title'),
      starts_at: '2026-09-05T16:00',
      ends_at: '2026-09-05T20:00',
      deleted_at: AT,
    });
    for (const [code, target] of [
      ['bcdfghj', 'now'],
      ['cdfghjk', 'removed'],
    ] as const)
      await record(tx, shortLinkTable, `link-${target}`, { code, kind: 'event', target, made_at: AT });
    await record(tx, formTable, 'form', { name: marks.mark('form: its name on the desk'), kind: 'feedback' });
    await record(tx, formVersionTable, 'version', {
      form_id: 'form',
      definition: JSON.stringify(FORM),
      made_at: AT,
    });
    // Answered by everybody; open; nameless; over; of an event where nobody was.
    for (const [use, event_id, more] of [
      ['use', 'past', {}],
      ['open', 'past', {}],
      ['nameless', 'past', { is_anonymous: 1 }],
      ['over', 'past', { closes_at: AT }],
      ['elsewhere', 'full', {}],
    ] as const)
      await record(tx, formUseTable, use, {
        form_id: 'form',
        version_id: 'version',
        event_id,
        is_anonymous: 0,
        opens_at: AT,
        ...more,
      });
    const mine = { family_name: 'Сейітова', given_name: 'Айжан', patronymic: null };
    await addCard(tx, marks, 'me', 'me', { ...mine, study_group: 'ИС-21', telegram: 'aizhan_s' });
    await addCard(tx, marks, 'child', 'child', {
      ...mine,
      given_name: 'Дана',
      study_group: '5Б',
      telegram: 'dana_s',
    });
    for (const whose of OTHERS) await addCard(tx, marks, `${whose}-card`, whose, UNLIKE[whose]);
    await addLife(tx, marks, 'me', 'me');
    for (const whose of OTHERS) await addLife(tx, marks, `${whose}-card`, whose);
    await record(tx, guardianshipTable, 'family-of-others', {
      guardian_id: 'other-card',
      child_id: 'stranger-card',
    });
    await linkGuardian(tx, 'me', 'child');
    // Somebody else's child by now, and one whose card was taken away.
    for (const [child_id, more] of [
      ['former-card', { deleted_at: AT }],
      ['gone-card', {}],
    ] as const)
      await record(tx, guardianshipTable, `family-${child_id}`, { guardian_id: 'me', child_id, ...more });
    await record(tx, personTable, 'gone-card', { deleted_at: AT });
    await record(tx, memberProfileTable, factId('member_profile', 'pupil-card'), {
      person_id: 'pupil-card',
      shows: JSON.stringify(PROFILE_FIELDS),
    });
    await record(tx, memberProfileTable, factId('member_profile', 'shy-card'), {
      person_id: 'shy-card',
      shows: '[]',
      quiet_from: '03:17',
      quiet_until: '03:43',
    });
  };
  await world.store.write({ actor: 'test', action: 'test' }, fill);
  // What is their own may reach them.
  for (const allowed of ['me', 'child']) {
    marks.hidden.delete(allowed);
    marks.hidden.delete(codeOf(allowed));
  }
  type Log = {
    readonly change: { readonly seq: number; readonly table_name: string; readonly row_id: string };
  };
  const lastLine = async (): Promise<number> => {
    const newest = world.store.read<Log>().selectFrom('change').orderBy('seq', 'desc').limit(1);
    return (await newest.select('seq').executeTakeFirstOrThrow()).seq;
  };
  return {
    world,
    leaksIn: (text) => [...marks.hidden].filter(([value]) => text.includes(value)).map(([, what]) => what),
    phoneOf: async (personId) => {
      const phone = openPhone(world.url);
      await phone.signIn(await world.makeCode(personId));
      return phone;
    },
    stranger: () => openPhone(world.url),
    lastLine,
    written: async (after) => {
      const lines = await world.store
        .read<Log>()
        .selectFrom('change')
        .where('seq', '>', after)
        .select(['table_name', 'row_id'])
        .execute();
      const rows = [];
      for (const { table_name: table, row_id: id } of lines) {
        const found = await world.store
          .read<Record<string, Record<string, unknown>>>()
          .selectFrom(table)
          .where('id', '=', id)
          .selectAll()
          .executeTakeFirst();
        rows.push({ table, row: found ?? {} });
      }
      return rows;
    },
  };
};
