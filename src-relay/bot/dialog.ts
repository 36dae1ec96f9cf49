/** What the bot answers to what a member did. Nothing here talks to Telegram; all writing goes through the core. */
import { failureOf, Failure } from '../../src-core/access/index.ts';
import { isLetIn } from '../../src-core/events/index.ts';
import {
  acceptOffer,
  answer,
  certificates,
  checkInByCode,
  courses,
  declineOffer,
  event,
  leaveWaitlist,
  ownProfile,
  registerForCourse,
  upcoming,
  visits,
} from '../../src-core/members/index.ts';
import type { MemberEvent } from '../../src-core/members/index.ts';
import {
  chooseLanguage,
  isChatStopped,
  linkChatByCode,
  noteBlocked,
  noteStopped,
  readLinkCode,
  unlinkChat,
} from '../../src-core/reach/index.ts';
import type { ChatPerson } from '../../src-core/reach/index.ts';
import { readShortCode } from '../../src-core/shortLinks/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import type { Act } from './acts.ts';
import { BOT_TEXTS, COMMANDS } from './bot.texts.ts';
import { BOT_REFUSALS, sayFailure } from './botRefusals.texts.ts';
import { noteUpdate } from './chats.store.ts';
import { courseScreen, coursesScreen, eventScreen, eventsScreen } from './eventScreens.ts';
import { createFormDialog, withoutForm } from './formDialog.ts';
import { readPress } from './press.rules.ts';
import type { Press } from './press.rules.ts';
import { qrPng } from './qrPng.ts';
import type { Reply } from './reply.ts';
import type { Screen } from './screen.rules.ts';
import {
  certificatesScreen,
  menuScreen,
  settingsScreen,
  strangerScreen,
  unlinkScreen,
  visitsScreen,
  whoScreen,
} from './screens.ts';
import { meet, readerOf, spokenFor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

export type DialogParts = {
  readonly store: DomainStore;
  readonly now: () => number;
  /** The address of the phone page, where it may open inside Telegram. */
  readonly page: string | null;
  /** Notes that a member saw a message: they pressed its button. */
  readonly onSeen: (seen: {
    readonly personId: string;
    readonly press: Extract<Press, { readonly via: unknown }>;
  }) => Promise<void>;
};

export type Dialog = (act: Act) => Promise<Reply>;

const NOTHING: Reply = {};

export const createDialog = ({ store, now, page, onSeen }: DialogParts): Dialog => {
  const forms = createFormDialog(store);

  const writeOnce = async (
    visitor: Visitor,
    action: string,
    work: Parameters<DomainStore['write']>[1],
  ): Promise<void> => {
    const actor = visitor.people[0]?.personId ?? 'relay';
    await store.write({ actor, action }, async (tx) => {
      // The effect and the note of it are one: a repeated update finds both.
      if (await noteUpdate(tx, visitor.updateId, visitor.nowMs)) await work(tx);
    });
  };

  const menu = (visitor: Visitor, said: { title?: string; lines?: readonly string[] } = {}): Screen =>
    menuScreen(visitor, { page, ...said });

  const eventReply = (visitor: Visitor, person: ChatPerson, found: MemberEvent): Reply => ({
    screen: eventScreen(found, readerOf(visitor, person)),
    card: { personId: person.personId, eventId: found.id },
  });

  const checkIn = async (visitor: Visitor, person: ChatPerson, code: string): Promise<Reply> => {
    const t = BOT_TEXTS[visitor.language];
    const { verdict, event: found } = await checkInByCode(store, {
      personId: person.personId,
      code,
      source: 'bot',
      nowMs: visitor.nowMs,
    });
    const isIn = isLetIn(verdict) || verdict === 'already';
    if (!isIn && !found.isCancelled)
      return {
        screen: {
          title: found.title,
          lines: [BOT_REFUSALS[visitor.language].notLetIn[verdict] ?? sayFailure(visitor, 'OTHER')],
          buttons: [[{ text: t.back, press: { to: 'menu' } }]],
        },
        isNew: true,
      };
    return { ...eventReply(visitor, person, found), isNew: true };
  };

  /** An event's code came, from its QR or typed. */
  const takeEventCode = async (visitor: Visitor, code: string): Promise<Reply> => {
    const [only, ...others] = visitor.people;
    const t = BOT_TEXTS[visitor.language];
    if (only === undefined)
      return { screen: strangerScreen(visitor, [t.codeFirst]), state: { ...visitor.state, after: code } };
    if (others.length === 0) return checkIn(visitor, only, code);
    const screen = whoScreen(visitor, (personId) => ({ to: 'checkIn', personId, code }));
    return { screen: { ...screen, title: t.whoCame, lines: [] } };
  };

  const takeLinkCode = async (visitor: Visitor, act: Act, code: string): Promise<Reply> => {
    const { chatId, name, updateId } = act;
    let childId: string | null = null;
    let leftChat: string | null = null;
    const { after, language: chosen, ...state } = visitor.state;
    await writeOnce(visitor, 'bot.link', async (tx) => {
      let personId: string;
      ({ personId, childId, leftChat } = await linkChatByCode(tx, { code, chatId, name }));
      // What they chose before the bot knew them holds.
      if (chosen !== undefined) await chooseLanguage(tx, personId, chosen);
    });
    const linked = await meet(store, act, now());
    const t = BOT_TEXTS[linked.language];
    const child = linked.people.find(({ personId }) => personId === childId);
    const own = linked.people.find(({ isOwn }) => isOwn);
    const said = child === undefined ? t.linked(own?.name ?? name) : t.linkedChild(child.name);
    const elsewhere =
      leftChat === null
        ? {}
        : { elsewhere: { chatId: leftChat, text: t.linkedElsewhere(own?.name ?? name) } };
    const known = { ...linked, updateId };
    if (after === undefined) return { screen: menu(known, { title: said }), state, ...elsewhere };
    return { ...(await orSaid(known, () => takeEventCode(known, after))), state, ...elsewhere };
  };

  const onText = async (visitor: Visitor, act: Act & { readonly kind: 'text' }): Promise<Reply> => {
    const t = BOT_TEXTS[visitor.language];
    const [, command, payload = ''] = /^\/([a-z]+)(?:@\w+)?(?:\s+(\S[\s\S]*))?$/.exec(act.text.trim()) ?? [];
    if (command === 'start') return onStart(visitor, act, payload.trim());
    if (visitor.people.length > 0) {
      if (command === 'stop') return onPress(visitor, { to: 'messages', isOn: false });
      const place = COMMANDS.find((one) => one === command);
      if (place === 'events') return onPress(visitor, { to: 'events', page: 0 });
      if (place !== undefined && place !== 'stop') return onPress(visitor, { to: place });
      const { form } = visitor.state;
      if (command === undefined && form !== undefined && form.isAside !== true)
        return forms.onText(visitor, act.text);
    }
    const linkCode = readLinkCode(act.text);
    if (linkCode !== null) return takeLinkCode(visitor, act, linkCode);
    const eventCode = readShortCode(act.text.slice(0, 60));
    if (eventCode !== null) return takeEventCode(visitor, eventCode);
    if (visitor.people.length === 0) return { screen: strangerScreen(visitor) };
    if (command !== undefined) return { screen: menu(visitor) };
    if (visitor.state.form !== undefined) return forms.onText(visitor, act.text);
    return { screen: menu(visitor, { title: t.notUnderstood, lines: [t.notUnderstoodWhy] }) };
  };

  const onStart = async (visitor: Visitor, act: Act, payload: string): Promise<Reply> => {
    const t = BOT_TEXTS[visitor.language];
    const eventCode = /^e_(.{1,20})$/.exec(payload)?.[1];
    if (eventCode !== undefined) return takeEventCode(visitor, eventCode);
    if (payload !== '') return takeLinkCode(visitor, act, payload);
    if (visitor.people.length === 0) return { screen: strangerScreen(visitor) };
    if (!(await isChatStopped(store, visitor.chatId))) return { screen: menu(visitor) };
    await writeOnce(visitor, 'bot.messages', (tx) => noteStopped(tx, visitor.chatId, false));
    return { screen: menu(visitor, { title: t.startedAgain }) };
  };

  /** What is about one person, where the chat speaks for several and none is chosen: asks who, then goes on there. */
  const withPerson = async (
    visitor: Visitor,
    show: (person: ChatPerson) => Promise<Reply>,
  ): Promise<Reply> =>
    visitor.person === null
      ? { screen: whoScreen(visitor, (personId) => ({ to: 'person', personId })) }
      : show(visitor.person);

  const onPress = async (visitor: Visitor, press: Press): Promise<Reply> => {
    const t = BOT_TEXTS[visitor.language];
    const { nowMs } = visitor;
    if (press.to === 'language') return onLanguage(visitor, press.language);
    if (visitor.people.length === 0) return { screen: strangerScreen(visitor) };
    if ('personId' in press) {
      const person = spokenFor(visitor, press.personId);
      if (person === null) return { toast: t.tooLate };
      return onPersonPress(visitor, person, press);
    }
    switch (press.to) {
      case 'menu':
        return { screen: menu(visitor) };
      case 'who':
        return { screen: whoScreen(visitor, (personId) => ({ to: 'person', personId })) };
      case 'settings':
        return { screen: settingsScreen(visitor, await isChatStopped(store, visitor.chatId)) };
      case 'messages':
        await writeOnce(visitor, 'bot.messages', (tx) => noteStopped(tx, visitor.chatId, !press.isOn));
        return press.isOn
          ? { screen: settingsScreen(visitor, false), toast: t.startedAgain }
          : { screen: { title: t.stopped, lines: [], buttons: [] } };
      case 'unlink':
        if (!press.isSure) return { screen: unlinkScreen(visitor) };
        await writeOnce(visitor, 'bot.unlink', (tx) => unlinkChat(tx, visitor.chatId));
        return { screen: { title: t.unlinked, lines: [], buttons: [] }, state: {} };
      case 'reply':
        return forms.onReply(visitor, press);
      default:
        return withPerson(visitor, async (person): Promise<Reply> => {
          const reader = readerOf(visitor, person);
          const { personId } = person;
          switch (press.to) {
            case 'events':
              return { screen: eventsScreen(await upcoming(store, personId, nowMs), press.page, reader) };
            case 'courses':
              return { screen: coursesScreen(await courses(store, personId, nowMs), reader) };
            case 'visits':
              return { screen: visitsScreen(await visits(store, personId), reader) };
            case 'certificates':
              return { screen: certificatesScreen(await certificates(store, personId), reader) };
            case 'forms':
              // From the question's own "cancel", too: what was begun is over.
              return { ...(await forms.list(visitor, person)), state: withoutForm(visitor) };
            default: {
              const { code, name } = await ownProfile(store, personId);
              return { photo: { png: await qrPng(code), caption: t.qrCaption(name) } };
            }
          }
        });
    }
  };

  const onPersonPress = async (
    visitor: Visitor,
    person: ChatPerson,
    press: Extract<Press, { readonly personId: string }>,
  ): Promise<Reply> => {
    const t = BOT_TEXTS[visitor.language];
    const { nowMs, key } = visitor;
    if ('via' in press && press.via !== null) await onSeen({ personId: person.personId, press });
    const of = { personId: person.personId, source: 'bot', key } as const;
    /** What the press did; where it can no longer be done the card says how things are, and the toast why. */
    const card = async (eventId: string, act: () => Promise<MemberEvent>): Promise<Reply> => {
      try {
        return { ...eventReply(visitor, person, await act()), toast: t.noted };
      } catch (error) {
        const failure = error instanceof Failure ? error : failureOf(error);
        const found = failure === undefined ? null : await event(store, person.personId, eventId, nowMs);
        if (failure === undefined || found === null) throw error;
        return { ...eventReply(visitor, person, found), toast: sayFailure(visitor, failure.code) };
      }
    };
    switch (press.to) {
      case 'person': {
        const state = { ...visitor.state, person: person.personId };
        return { screen: menu({ ...visitor, person }), state };
      }
      case 'event': {
        const found = await event(store, person.personId, press.eventId, nowMs);
        return found === null
          ? { toast: sayFailure(visitor, 'EVENT_NOT_FOUND') }
          : eventReply(visitor, person, found);
      }
      case 'answer':
        return card(press.eventId, () =>
          answer(store, { ...of, eventId: press.eventId, answer: press.answer }),
        );
      case 'offer':
        return card(press.eventId, () =>
          (press.isTaken ? acceptOffer : declineOffer)(store, { ...of, eventId: press.eventId }),
        );
      case 'leave':
        return card(press.eventId, () => leaveWaitlist(store, { ...of, eventId: press.eventId }));
      case 'course':
      case 'register': {
        if (press.to === 'register') await registerForCourse(store, { ...of, courseId: press.courseId });
        const all = await courses(store, person.personId, nowMs);
        const course = all.find(({ id }) => id === press.courseId);
        if (course === undefined) return { screen: coursesScreen(all, readerOf(visitor, person)) };
        return {
          screen: courseScreen(course, readerOf(visitor, person)),
          ...(press.to === 'register' ? { toast: t.noted } : {}),
        };
      }
      case 'checkIn':
        return checkIn(visitor, person, press.code);
      default:
        return forms.begin(visitor, person, press.useId);
    }
  };

  const onLanguage = async (visitor: Visitor, language: Visitor['language']): Promise<Reply> => {
    const spoken = { ...visitor, language };
    if (visitor.people.length === 0)
      return { screen: strangerScreen(spoken), state: { ...visitor.state, language } };
    await writeOnce(visitor, 'bot.language', async (tx) => {
      for (const { personId, isOwn } of visitor.people)
        if (isOwn) await chooseLanguage(tx, personId, language);
    });
    return { screen: settingsScreen(spoken, await isChatStopped(store, visitor.chatId)) };
  };

  /** A failure as a sentence: over the button where one was pressed, else as a message. */
  const orSaid = async (visitor: Visitor, work: () => Promise<Reply>, isPress = false): Promise<Reply> => {
    try {
      return await work();
    } catch (error) {
      const failure = error instanceof Failure ? error : failureOf(error);
      if (failure === undefined) throw error;
      const said = sayFailure(visitor, failure.code);
      if (isPress) return { toast: said };
      return {
        screen:
          visitor.people.length === 0 ? strangerScreen(visitor, [said, '']) : menu(visitor, { title: said }),
      };
    }
  };

  return async (act) => {
    const visitor = await meet(store, act, now());
    if (act.kind === 'block') {
      await writeOnce(visitor, 'bot.blocked', (tx) => noteBlocked(tx, act.chatId, act.isBlocked));
      return act.isBlocked ? { state: withoutForm(visitor) } : NOTHING;
    }
    if (act.kind === 'text') {
      const reply = await orSaid(visitor, () => onText(visitor, act));
      return act.text.startsWith('/') ? besideForm(visitor, reply) : reply;
    }
    const press = readPress(act.data);
    if (press === null) return { toast: BOT_TEXTS[visitor.language].tooLate };
    const reply = await orSaid(visitor, () => onPress(visitor, press), true);
    return press.to === 'reply' || press.to === 'form' ? reply : besideForm(visitor, reply);
  };
};

/** The member looked at something else in the middle of a form: it waits, but does not take what they write next. */
function besideForm(visitor: Visitor, reply: Reply): Reply {
  const state = reply.state ?? visitor.state;
  const { form } = state;
  if (form === undefined || (reply.screen === undefined && reply.photo === undefined)) return reply;
  return { ...reply, state: { ...state, form: { ...form, isAside: true } } };
}
