import { createHash } from 'node:crypto';
import { readOrganisation } from '../access/index.ts';
import {
  livingEvent,
  markOf,
  markPerson,
  momentOf,
  paperCode,
  readPaperCode,
  walkInPatch,
} from '../events/index.ts';
import type { DoorPerson, EventsTables } from '../events/index.ts';
import { matchTyped } from '../door/index.ts';
import { addPerson, cardsOf, fullName } from '../people/index.ts';
import type { PersonPatch } from '../people/index.ts';
import { factId, record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { paperLineTable } from './paper.schema.ts';
import type { PaperTables } from './paper.schema.ts';

/** What came of one typed code. `annulled` and `cancelled` wait for a word of the person at the desk. */
export type EntryState =
  'marked' | 'already' | 'typo' | 'unknown' | 'blank' | 'ambiguous' | 'annulled' | 'cancelled';

export type Entry = {
  readonly typed: string;
  readonly state: EntryState;
  readonly code: string | null;
  readonly person: DoorPerson | null;
  /** The moment of the mark that holds. */
  readonly at: string | null;
  /** Whom a code on two sheets of different laptops may mean. */
  readonly people: readonly DoorPerson[];
};

/** When those on paper came: at the event's start, at this moment, or at a wall-clock time where the organisation is. */
export type PaperTime = 'start' | 'now' | { readonly local: string };

function drawnFor(...parts: readonly string[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32BE();
}

function freeCode(taken: Set<string>, ...key: readonly string[]): string {
  for (let attempt = 0; ; attempt += 1) {
    const code = paperCode(drawnFor(...key, String(attempt)), attempt);
    if (taken.has(code)) continue;
    taken.add(code);
    return code;
  }
}

function linesOf(reading: Reading, eventId: string) {
  return reading
    .read<PaperTables>()
    .selectFrom('paper_line')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null);
}

/**
 * The codes of these people's lines, and those of as many new empty lines. Whoever has a code keeps it. A code follows from
 * the event and the person, so that two laptops which print apart print the same.
 */
export async function allotLines(
  tx: Tx,
  eventId: string,
  people: readonly string[],
  blanks: number,
): Promise<{ readonly codes: ReadonlyMap<string, string>; readonly blanks: readonly string[] }> {
  const known = await linesOf(tx, eventId).select(['person_id', 'code']).execute();
  const taken = new Set(known.map(({ code }) => code));
  const codes = new Map(known.flatMap(({ person_id: id, code }) => (id === null ? [] : [[id, code]])));
  const write = (id: string, personId: string | null, code: string) =>
    record(tx, paperLineTable, id, { event_id: eventId, person_id: personId, code, at: tx.at });
  for (const person of people) {
    if (codes.has(person)) continue;
    const code = freeCode(taken, eventId, person);
    codes.set(person, code);
    await write(factId('paper_line', eventId, person), person, code);
  }
  const empty: string[] = [];
  for (let n = 0; n < blanks; n += 1) {
    const id = tx.newId();
    const code = freeCode(taken, eventId, id);
    empty.push(code);
    await write(id, null, code);
  }
  return { codes, blanks: empty };
}

/** How many lines have been printed for an event, and how many people have been entered from them. */
export async function readPaper(
  reading: Reading,
  eventId: string,
): Promise<{ readonly people: number; readonly blanks: number; readonly entered: number }> {
  const lines = await linesOf(reading, eventId).select('person_id').execute();
  const entered = await reading
    .read<EventsTables>()
    .selectFrom('check_in')
    .where('event_id', '=', eventId)
    .where('source', '=', 'paper')
    .where('annulled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .select((build) => build.fn.countAll<number>().as('n'))
    .executeTakeFirst();
  const blanks = lines.filter((line) => line.person_id === null).length;
  return { people: lines.length - blanks, blanks, entered: entered?.n ?? 0 };
}

type Marking = {
  readonly eventId: string;
  /** The moment for all of them, UTC. */
  readonly at: string;
  /** Somebody has seen that the mark was annulled or the event cancelled, and says that the paper is right. */
  readonly isAllowed: boolean;
};

/** The moment that a sheet's marks get, never one that has yet to come. Throws EVENT_NOT_FOUND. */
export async function momentOnPaper(
  reading: Reading,
  eventId: string,
  time: PaperTime,
  nowMs: number,
): Promise<string> {
  const event = await livingEvent(reading, eventId);
  const timeZone = (await readOrganisation(reading))?.time_zone ?? 'UTC';
  const meant = time === 'now' ? nowMs : momentOf(time === 'start' ? event.starts_at : time.local, timeZone);
  return new Date(Math.min(meant, nowMs)).toISOString();
}

const bare = (typed: string, state: EntryState, code: string | null = null): Entry => ({
  typed,
  state,
  code,
  person: null,
  at: null,
  people: [],
});

/**
 * Marks a person of a sheet. The paper says that they were there, so a list and a full hall do not hold them back; whoever
 * has a mark keeps it, and whoever has left since stays out.
 */
async function markFromPaper(
  tx: Tx,
  typed: string,
  code: string,
  personId: string,
  how: Marking,
): Promise<Entry> {
  const earlier = markOf(tx, how.eventId, personId);
  if (earlier !== undefined) {
    const [person = null] = await doorPeople(tx, [personId]);
    return { ...bare(typed, 'already', code), person, at: earlier };
  }
  const mark = { eventId: how.eventId, personId, at: how.at, source: 'paper' } as const;
  const first = await markPerson(tx, { ...mark, isAllowed: how.isAllowed });
  const { verdict, person, at } = first;
  if (verdict === 'annulled' || verdict === 'cancelled') return { ...bare(typed, verdict, code), person, at };
  const answer = verdict === 'ok' ? first : await markPerson(tx, { ...mark, isAllowed: true });
  return { ...bare(typed, 'marked', code), person: answer.person, at: answer.at };
}

/** Enters typed codes one after another; nothing but the good ones is written. */
export async function enterCodes(tx: Tx, typed: readonly string[], how: Marking): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const text of typed) entries.push(await enterCode(tx, text, how));
  return entries;
}

async function enterCode(tx: Tx, typed: string, how: Marking): Promise<Entry> {
  const code = readPaperCode(typed);
  if (code === null) return bare(typed, 'typo');
  const lines = await linesOf(tx, how.eventId).where('code', '=', code).select('person_id').execute();
  const people = await doorPeople(
    tx,
    lines.flatMap(({ person_id: id }) => (id === null ? [] : [id])),
  );
  const [line] = lines;
  if (line === undefined) return bare(typed, 'unknown', code);
  if (lines.length > 1) return { ...bare(typed, 'ambiguous', code), people };
  if (line.person_id === null) return bare(typed, 'blank', code);
  // Their card has been put away since the sheet was printed.
  if (people.length === 0) return bare(typed, 'unknown', code);
  return markFromPaper(tx, typed, code, line.person_id, how);
}

/** Whose line of the event's paper roster has this code; undefined where it is nobody's, or more than one person's. */
export async function personOfPaperCode(
  reading: Reading,
  eventId: string,
  typed: string,
): Promise<string | undefined> {
  const code = readPaperCode(typed);
  if (code === null) return undefined;
  const lines = await linesOf(reading, eventId)
    .where('code', '=', code)
    .select('person_id')
    .limit(2)
    .execute();
  const people = await doorPeople(
    reading,
    lines.flatMap(({ person_id: id }) => (id === null ? [] : [id])),
  );
  return lines.length === 1 ? people[0]?.id : undefined;
}

async function doorPeople(reading: Reading, ids: readonly string[]): Promise<readonly DoorPerson[]> {
  return (await cardsOf(reading, ids)).map((card) => ({
    id: card.id,
    name: fullName(card),
    group: card.study_group,
    cardNo: card.student_card_no,
  }));
}

/** Who stands on an empty line: a name and a group as written there, or the person of the base chosen for it. */
export type WrittenLine = {
  readonly code: string;
  readonly name: string;
  readonly group: string;
  readonly who: 'match' | 'new' | { readonly personId: string };
};

/**
 * Enters an empty line. Whoever the name and group surely mean is marked; where people of the base are alike, nothing is
 * written and they are told; else the person is added. A line that has been entered before means the same person again.
 */
export async function enterWritten(tx: Tx, line: WrittenLine, how: Marking): Promise<Entry> {
  const code = readPaperCode(line.code);
  if (code === null) return bare(line.code, 'typo');
  const own = await linesOf(tx, how.eventId).where('code', '=', code).select(['id', 'person_id']).execute();
  const used = own.find(({ person_id: id }) => id !== null);
  if (typeof line.who === 'object') {
    const empty = own.find(({ person_id: id }) => id === null);
    if (empty !== undefined) await record(tx, paperLineTable, empty.id, { person_id: line.who.personId });
    return markFromPaper(tx, line.code, code, line.who.personId, how);
  }
  // A name has two letters at least; the screen asks for it.
  if (line.name.length < 2) return bare(line.code, 'blank', code);
  const [empty] = own;
  if (empty === undefined) return bare(line.code, 'unknown', code);
  if (used?.person_id != null) return markFromPaper(tx, line.code, code, used.person_id, how);
  const match =
    line.who === 'new'
      ? { doubtful: [] }
      : await matchTyped(tx, {
          full_name: line.name,
          study_group: line.group === '' ? null : line.group,
          student_card_no: null,
          telegram: null,
        });
  if ('doubtful' in match && match.doubtful.length > 0)
    return { ...bare(line.code, 'ambiguous', code), people: await doorPeople(tx, match.doubtful) };
  const personId = 'sure' in match ? match.sure : await addPerson(tx, patchOf(line));
  await record(tx, paperLineTable, empty.id, { person_id: personId });
  return markFromPaper(tx, line.code, code, personId, how);
}

const patchOf = ({ name, group }: WrittenLine): PersonPatch => walkInPatch({ name, group, phone: '' });
