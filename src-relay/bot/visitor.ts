/** Who stands behind a chat, and what it is in the middle of. */
import { readOrganisation } from '../../src-core/access/index.ts';
import type { Language } from '../../src-core/access/index.ts';
import { localTimeOf } from '../../src-core/events/index.ts';
import { languageOf, personsOfChat } from '../../src-core/reach/index.ts';
import type { ChatPerson } from '../../src-core/reach/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import { PAGE_LANGUAGES } from '../shortPages/page.texts.ts';
import type { Act } from './acts.ts';
import { readState } from './chats.store.ts';
import type { ChatState } from './chats.store.ts';
import type { Reader } from './eventScreens.ts';

export type Visitor = {
  readonly chatId: string;
  readonly updateId: number;
  /** What makes this update one, for whatever is written because of it. */
  readonly key: string;
  readonly nowMs: number;
  readonly language: Language;
  /** Whom the chat speaks for; nobody for a stranger. */
  readonly people: readonly ChatPerson[];
  /** The one that is meant just now; null where one has to be chosen, and for a stranger. */
  readonly person: ChatPerson | null;
  readonly state: ChatState;
  readonly wall: string;
  readonly timeZone: string;
};

/** Finds out who acts, and in which language they are to be answered. */
export async function meet(store: DomainStore, act: Act, nowMs: number): Promise<Visitor> {
  const { chatId, updateId } = act;
  const people = await personsOfChat(store, chatId);
  const state = await readState(store, chatId);
  const organisation = await readOrganisation(store);
  const [owner] = people;
  const ofApp = PAGE_LANGUAGES.find((one) => one === act.languageCode.slice(0, 2).toLowerCase());
  const timeZone = organisation?.time_zone ?? 'UTC';
  const [only, ...others] = people;
  return {
    chatId,
    updateId,
    key: `telegram ${updateId}`,
    nowMs,
    language:
      owner === undefined
        ? (state.language ?? ofApp ?? organisation?.language ?? 'ru')
        : await languageOf(store, owner.personId),
    people,
    person:
      only !== undefined && others.length === 0
        ? only
        : (people.find(({ personId }) => personId === state.person) ?? null),
    state,
    wall: localTimeOf(nowMs, timeZone),
    timeZone,
  };
}

/** A person of a chat as the reader of a screen there; null where the chat does not speak for them. */
export async function readerInChat(
  store: Pick<DomainStore, 'read'>,
  chatId: string,
  personId: string,
  nowMs: number,
): Promise<Reader | null> {
  const people = await personsOfChat(store, chatId);
  const [owner] = people;
  const person = people.find((one) => one.personId === personId);
  if (owner === undefined || person === undefined) return null;
  const timeZone = (await readOrganisation(store))?.time_zone ?? 'UTC';
  return {
    personId,
    language: await languageOf(store, owner.personId),
    about: people.length > 1 ? person.name : null,
    wall: localTimeOf(nowMs, timeZone),
    timeZone,
  };
}

/** The person with this id, where the chat speaks for them; null otherwise, whatever a button claims. */
export const spokenFor = ({ people }: Visitor, personId: string): ChatPerson | null =>
  people.find((person) => person.personId === personId) ?? null;

/** A person of the chat as the reader of a screen. */
export const readerOf = (
  { people, language, wall, timeZone }: Visitor,
  { personId, name }: ChatPerson,
): Reader => ({ personId, language, about: people.length > 1 ? name : null, wall, timeZone });
