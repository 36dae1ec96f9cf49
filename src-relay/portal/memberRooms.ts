/** The rooms of the page over the domain: each answer is put together field by field, so that nothing comes along by itself. */
import { fail, readOrganisation } from '../../src-core/access/index.ts';
import { qrMatrix, qrPath } from '../../src-core/documents/qr/qr.ts';
import {
  acceptOffer,
  answer,
  certificates,
  checkInByCode,
  coursesAmong,
  declineOffer,
  findByCode,
  leaveWaitlist,
  ownProfile,
  profileOf,
  registerForCourse,
  saveProfile,
  upcoming,
  visits,
} from '../../src-core/members/index.ts';
import type { CheckInAnswer, MemberCourse, MemberEvent, OwnProfile } from '../../src-core/members/index.ts';
import { noteSeen, pageMessages, readRules } from '../../src-core/messages/index.ts';
import { readScannedCode } from '../../src-core/people/index.ts';
import {
  childrenOf,
  chooseWays,
  contactsOf,
  linkPage,
  linkPageByCode,
  personsOfChat,
} from '../../src-core/reach/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import type { ActionInput, ActionName } from './inputs.ts';
import { askedForm, askedForms, submitForm } from './formRoom.ts';
import type { Rooms } from './rooms.ts';
import type { PortalEvent, PortalState, SeenProfile } from './shapes.ts';

const SOURCE = 'page';
/** Messages, visits that a phone is sent: older ones stay on the relay. */
const MOST_MESSAGES = 100;
const MOST_VISITS = 200;

/** QR codes that were drawn already: a person's never changes, and drawing it takes a tenth of an answer. */
const drawn = new Map<string, PortalState['code']>();
const MOST_DRAWN = 5_000;

const codeOf = (text: string): PortalState['code'] => {
  const known = drawn.get(text);
  if (known !== undefined) return known;
  const matrix = qrMatrix(text);
  const code = { text, size: matrix.size, path: qrPath(matrix) };
  if (drawn.size >= MOST_DRAWN) drawn.clear();
  drawn.set(text, code);
  return code;
};

const eventOf = (event: MemberEvent): PortalEvent => ({
  id: event.id,
  title: event.title,
  place: event.place,
  startsAt: event.startsAt,
  endsAt: event.endsAt,
  club: event.club,
  courseId: event.courseId,
  isCancelled: event.isCancelled,
  cancelReason: event.cancelReason,
  capacity: event.capacity,
  taken: event.taken,
  answer: event.answer,
  hasPlace: event.hasPlace,
  waitlist: event.waitlist && { place: event.waitlist.place, offerUntil: event.waitlist.offerUntil },
  came: event.came,
});

const courseOf = ({
  id,
  name,
  club,
  events,
  isRegistered,
}: MemberCourse): PortalState['courses'][number] => ({
  id,
  name,
  club,
  dates: events.length,
  isRegistered,
  nextAt: events[0]?.startsAt ?? null,
});

const readMessages = async (store: DomainStore, personId: string): Promise<PortalState['messages']> =>
  (await pageMessages(store, personId))
    .slice(0, MOST_MESSAGES)
    .map(({ messageId, text, sentAt, eventId, formUseId, seenAt }) => ({
      id: messageId,
      text,
      at: sentAt,
      eventId,
      formUseId,
      isSeen: seenAt !== null,
    }));

const seenOf = async (
  store: DomainStore,
  viewerId: string,
  whose: Parameters<typeof profileOf>[2],
): Promise<SeenProfile> => {
  const {
    name,
    group,
    telegram,
    badges,
    visits: count,
    certificates: papers,
  } = await profileOf(store, viewerId, whose);
  return {
    name: name ?? null,
    group: group ?? null,
    telegram: telegram ?? null,
    badges: badges === undefined ? null : [...badges],
    visits: count ?? null,
    certificates: papers?.map((paper) => ({ name: paper.name, event: paper.event })) ?? null,
  };
};

/** How messages reach the person: their own wishes, and what holds without one. */
const wishesOf = async (
  store: DomainStore,
  own: OwnProfile,
): Promise<Pick<PortalState['profile'], 'isDigest' | 'ways' | 'house'>> => {
  const { quiet, mostADay } = await readRules(store);
  const contacts = (await contactsOf(store, [own.id])).get(own.id) ?? [];
  const children = await childrenOf(store, [own.id]);
  return {
    isDigest: children.length === 0 ? null : own.isDigest,
    ways: contacts.map(({ kind, stopped_at: stopped, blocked_at: blocked }) => ({
      kind,
      isStopped: stopped !== null,
      isBlocked: blocked !== null,
    })),
    house: { quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null, mostADay },
  };
};

const profileShown = (
  own: OwnProfile,
  wishes: Awaited<ReturnType<typeof wishesOf>>,
  seen: SeenProfile,
): PortalState['profile'] => ({
  name: own.name,
  group: own.group,
  telegram: own.telegram,
  shows: [...own.shows],
  isMinor: own.isMinor,
  language: own.language,
  quietFrom: own.quietFrom,
  quietUntil: own.quietUntil,
  mostADay: own.mostADay,
  ...wishes,
  seen,
});

const readState = async (
  store: DomainStore,
  personId: string,
  persons: PortalState['persons'],
): Promise<PortalState> => {
  const nowMs = store.now();
  const organisation = await readOrganisation(store);
  const own = await ownProfile(store, personId);
  const events = await upcoming(store, personId, nowMs);
  return {
    organisation: organisation?.name ?? '',
    timeZone: organisation?.time_zone ?? 'UTC',
    personId,
    persons,
    code: codeOf(own.code),
    events: events.map(eventOf),
    courses: (await coursesAmong(store, events)).map(courseOf),
    messages: await readMessages(store, personId),
    forms: await askedForms(store, personId, nowMs),
    visits: (await visits(store, personId))
      .slice(0, MOST_VISITS)
      .map(({ eventId, title, startsAt, club }) => ({ eventId, title, startsAt, club })),
    certificates: (await certificates(store, personId)).map(
      ({ id, number, name, event, issuedAt, isRevoked }) => ({
        id,
        number,
        name,
        event,
        issuedAt,
        isRevoked,
      }),
    ),
    profile: profileShown(own, await wishesOf(store, own), await seenOf(store, personId, { personId })),
  };
};

/** Throws why the person was not let in. */
const requireIn = ({ verdict }: CheckInAnswer): void => {
  switch (verdict) {
    case 'full':
    case 'sectionFull':
      throw fail('conflict', 'CHECK_IN_FULL');
    case 'notOnList':
      throw fail('refused', 'CHECK_IN_NOT_ON_LIST');
    case 'annulled':
      throw fail('refused', 'CHECK_IN_ANNULLED');
    case 'cancelled':
      throw fail('conflict', 'EVENT_CANCELLED');
    default:
  }
};

type Acts = { readonly [Name in ActionName]: (input: ActionInput<Name>) => Promise<unknown> };

const actsOver = (store: DomainStore): Acts => ({
  answer: ({ personId, eventId, answer: said, key }) =>
    answer(store, { personId, eventId, answer: said, source: SOURCE, key }),
  offer: ({ personId, eventId, isTaken, key }) =>
    (isTaken ? acceptOffer : declineOffer)(store, { personId, eventId, source: SOURCE, key }),
  leave: ({ personId, eventId, key }) => leaveWaitlist(store, { personId, eventId, source: SOURCE, key }),
  course: ({ personId, courseId, key }) =>
    registerForCourse(store, { personId, courseId, source: SOURCE, key }),
  'check-in': async ({ personId, code }) =>
    requireIn(await checkInByCode(store, { personId, code, source: SOURCE, nowMs: store.now() })),
  form: (input) => submitForm(store, input),
  profile: ({ personId, shows, language, quietFrom, quietUntil, mostADay, isDigest }) =>
    saveProfile(store, personId, {
      ...(shows !== undefined && { shows }),
      ...(language !== undefined && { language }),
      ...(quietFrom !== undefined && { quietFrom }),
      ...(quietUntil !== undefined && { quietUntil }),
      ...(mostADay !== undefined && { mostADay }),
      ...(isDigest !== undefined && { isDigest }),
    }),
  ways: ({ personId, order, stopped }) =>
    store.write({ actor: personId, action: 'reach.chooseWays' }, (tx) =>
      chooseWays(tx, personId, { order, stopped }),
    ),
  seen: ({ personId, messageIds }) =>
    store.write({ actor: personId, action: 'messages.seen' }, async (tx) => {
      for (const messageId of messageIds) await noteSeen(tx, { messageId, personId, at: tx.at });
    }),
});

/** A nick, or the code of a QR card, however it was typed. */
const meantBy = (who: string): { readonly nick: string } | { readonly code: string } => {
  if (readScannedCode(who) !== null) return { code: who };
  return { nick: who.replace(/^https:\/\/t\.me\//i, '') };
};

/** What the page's server asks of the domain, over a relay's log. */
export const openRooms = (store: DomainStore): Rooms => {
  const acts = actsOver(store);
  return {
    personsOf: async (personId) => {
      const own = await ownProfile(store, personId).catch(() => undefined);
      if (own === undefined) return [];
      const children = await childrenOf(store, [personId]);
      return [own, ...children.map((child) => ({ id: child.personId, name: child.name }))].map(
        ({ id, name }) => ({ id, name }),
      );
    },
    redeem: async (code, signedIn) =>
      (
        await store.write({ actor: 'relay', action: 'reach.linkPage' }, (tx) =>
          linkPageByCode(tx, { code, signedIn }),
        )
      ).value,
    enterFromTelegram: async (telegramId) => {
      const [person] = (await personsOfChat(store, telegramId)).filter(({ isOwn }) => isOwn);
      if (person === undefined) return null;
      const { personId } = person;
      await store.write({ actor: personId, action: 'reach.linkPage' }, (tx) => linkPage(tx, personId));
      return { personId };
    },
    state: (personId, persons) => readState(store, personId, persons),
    form: (personId, useId) => askedForm(store, { useId, personId, nowMs: store.now() }),
    at: async (personId, code) => {
      const found = await findByCode(store, { personId, code, nowMs: store.now() });
      return { event: eventOf(found.event), courseId: found.courseId, canCheckIn: found.canCheckIn };
    },
    act: async (name, input) => void (await acts[name](input)),
    look: (viewerId, who) => seenOf(store, viewerId, meantBy(who)),
  };
};
