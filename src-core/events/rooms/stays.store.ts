import { fail, readOrganisation } from '../../access/index.ts';
import { factId, record } from '../../store/index.ts';
import type { Reading, Tx } from '../../store/index.ts';
import { elsewhere, WHOLE_EVENT } from '../admission.rules.ts';
import type { AtGate, Gate, OnList, Verdict } from '../admission.rules.ts';
import type { EventRow } from '../events.schema.ts';
import { localTimeOf } from '../localTime.rules.ts';
import { insideSection, listsOf, seatsOf, sectionsOf, staysOf } from './rooms.queries.ts';
import { stayTable } from './rooms.schema.ts';
import { listRule } from './rooms.store.ts';
import { currentStay } from './stay.rules.ts';
import type { NotedStay } from './stay.rules.ts';

/** What is known of a person at a gate: what the rule asks, and what is needed to write its answer down. */
export type Visit = {
  readonly gate: Gate;
  readonly rule: AtGate;
  readonly stays: readonly Stay[];
  readonly current: Stay | undefined;
  /** The names of the event's sections by their ids, in their order. */
  readonly sections: ReadonlyMap<string, string>;
  readonly listName: string | null;
};

type Stay = NotedStay & { readonly id: string; readonly listId: string | null };

/** Of the rooms, what the desk says with an answer; names, not ids. */
export type RoomAnswer = {
  /** The list or else the section of the gate; null: the event as a whole. */
  readonly gate: string | null;
  /** Where the person is now, was until they left, or wants to go; null: at the event, outside of all sections. */
  readonly section: string | null;
  /** Where they were before a move. */
  readonly from: string | null;
  /** Wall-clock times of the gate's list. */
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  /** Sections and lists where somebody belongs who is not on this list. */
  readonly elsewhere: readonly string[];
  /** Places in the gate's section. */
  readonly capacity: number | null;
};

/** The mark that the event has of the person, before this arrival. */
type Before = { readonly at: string; readonly annulled_at: string | null } | undefined;

/** Whether a mark at this event has anything to do with sections, lists or check-out. */
export const hasRooms = (event: EventRow, gate: Gate | undefined): boolean =>
  event.has_rooms === 1 ||
  event.has_check_out === 1 ||
  (gate !== undefined && (gate.listId !== null || gate.sectionId !== null));

/** Reads what the rule asks of a person at a gate. Throws LIST_NOT_FOUND, SECTION_NOT_FOUND. */
export async function readVisit(
  reading: Reading,
  event: EventRow,
  person: { readonly id: string; readonly group: string | null },
  asked: {
    readonly direction: 'in' | 'out';
    readonly gate: Gate | undefined;
    readonly before: Before;
    readonly atMs: number;
  },
): Promise<Visit> {
  const { direction, gate = WHOLE_EVENT, before, atMs } = asked;
  const sections = sectionsOf(reading, event.id);
  const found =
    gate.listId === null ? undefined : listsOf(reading, event.id).find(({ id }) => id === gate.listId);
  if (gate.listId !== null && found === undefined) throw fail('not-found', 'LIST_NOT_FOUND');
  const list = found === undefined ? null : listRule(found);
  const sectionId = list?.sectionId ?? gate.sectionId;
  const section = sections.find(({ id }) => id === sectionId);
  if (sectionId !== null && section === undefined) throw fail('not-found', 'SECTION_NOT_FOUND');
  const stays =
    before !== undefined && before.annulled_at === null
      ? notedStays(reading, event.id, person.id, before.at)
      : [];
  const current = currentStay(stays);
  const hasWindow = list !== null && (list.opensAt !== null || list.closesAt !== null);
  return {
    gate,
    stays,
    current,
    sections: new Map(sections.map(({ id, name }) => [id, name])),
    listName: found?.name ?? null,
    rule: {
      direction,
      list,
      section:
        section === undefined
          ? null
          : {
              id: section.id,
              capacity: section.capacity,
              inside: section.capacity === null ? 0 : (insideSection(reading, section.id)[0]?.n ?? 0),
            },
      // Asked only where a list has hours: the time zone costs a read.
      now: hasWindow ? localTimeOf(atMs, (await readOrganisation(reading))?.time_zone ?? 'UTC') : '',
      group: person.group,
      seats: seatsOf(reading, event.id, person.id).flatMap(
        ({ section_id, list_id }) => section_id ?? list_id ?? [],
      ),
      inside: current ?? null,
      hasPassed: gate.listId !== null && stays.some(({ listId }) => listId === gate.listId),
    },
  };
}

/** A person's stays in order; where none was noted, the mark itself stands for being at the event since then. */
function notedStays(reading: Reading, eventId: string, personId: string, markedAt: string): readonly Stay[] {
  const noted = staysOf(reading, eventId, personId);
  if (noted.length === 0)
    return [
      {
        id: stayId(eventId, personId, null, markedAt),
        sectionId: null,
        listId: null,
        enteredMs: Date.parse(markedAt),
        leftMs: null,
      },
    ];
  return noted.map((stay) => ({
    id: stay.id,
    sectionId: stay.section_id,
    listId: stay.list_id,
    enteredMs: Date.parse(stay.entered_at),
    leftMs: stay.left_at === null ? null : Date.parse(stay.left_at),
  }));
}

const stayId = (eventId: string, personId: string, sectionId: string | null, enteredAt: string): string =>
  factId('stay', eventId, personId, sectionId ?? '', enteredAt);

/**
 * Writes down that a person has come through the gate: closes what was open, opens the stay of the gate. A list without a
 * section leaves them in the room where they are. In: `isFirst`: their mark begins with this, and whatever an earlier one that
 * was taken back has left behind does not count.
 */
export async function enter(
  tx: Tx,
  visit: Visit,
  who: {
    readonly eventId: string;
    readonly personId: string;
    readonly at: string;
    readonly isFirst: boolean;
  },
): Promise<void> {
  const { eventId, personId, at } = who;
  if (who.isFirst) await putStaysAway(tx, eventId, personId);
  else await close(tx, visit, { eventId, personId, at });
  const sectionId = visit.rule.section?.id ?? visit.current?.sectionId ?? null;
  await record(tx, stayTable, stayId(eventId, personId, sectionId, at), {
    event_id: eventId,
    person_id: personId,
    section_id: sectionId,
    list_id: visit.gate.listId,
    entered_at: at,
    left_at: null,
    deleted_at: null,
  });
}

/** Closes the open stays of a person. One that was only meant by their mark is written down with its end. */
export async function close(
  tx: Tx,
  { stays }: Visit,
  { eventId, personId, at }: { readonly eventId: string; readonly personId: string; readonly at: string },
): Promise<void> {
  for (const stay of stays.filter(({ leftMs }) => leftMs === null)) {
    await record(tx, stayTable, stay.id, {
      event_id: eventId,
      person_id: personId,
      section_id: stay.sectionId,
      list_id: stay.listId,
      entered_at: new Date(stay.enteredMs).toISOString(),
      left_at: at,
      deleted_at: null,
    });
  }
}

/** Puts away all stays of a person at an event: their mark is annulled, or begins anew. */
export async function putStaysAway(tx: Tx, eventId: string, personId: string): Promise<void> {
  for (const { id } of staysOf(tx, eventId, personId)) await record(tx, stayTable, id, { deleted_at: tx.at });
}

/** What the desk says of the rooms with an answer. */
export function roomAnswer(
  reading: Reading,
  eventId: string,
  visit: Visit,
  isRegistered: boolean,
  verdict: Verdict,
): RoomAnswer {
  const { gate, rule, current, sections } = visit;
  const nameOf = (id: string | null | undefined): string | null => sections.get(id ?? '') ?? null;
  const isStaying = verdict === 'already' || verdict === 'left' || verdict === 'notInside';
  const sectionId = (isStaying ? undefined : rule.section?.id) ?? current?.sectionId;
  return {
    gate: visit.listName ?? nameOf(gate.sectionId),
    section: nameOf(sectionId),
    from: verdict === 'moved' ? nameOf(current?.sectionId) : null,
    opensAt: rule.list?.opensAt ?? null,
    closesAt: rule.list?.closesAt ?? null,
    elsewhere:
      verdict === 'notOnList' ? namesElsewhere(reading, eventId, visit, { isRegistered, ...rule }) : [],
    capacity: rule.section?.capacity ?? null,
  };
}

function namesElsewhere(
  reading: Reading,
  eventId: string,
  { gate, rule, sections }: Visit,
  person: OnList,
): readonly string[] {
  const lists = listsOf(reading, eventId);
  const names = new Map([...sections, ...lists.map(({ id, name }) => [id, name] as const)]);
  const own = { listId: gate.listId, sectionId: rule.section?.id ?? null };
  return elsewhere(own, lists.map(listRule), [...sections.keys()], person).flatMap(
    (id) => names.get(id) ?? [],
  );
}

/** Refuses a gate that the event does not have. Throws LIST_NOT_FOUND, SECTION_NOT_FOUND. */
export function refuseForeignGate(reading: Reading, eventId: string, { listId, sectionId }: Gate): void {
  if (listId !== null && !listsOf(reading, eventId).some(({ id }) => id === listId))
    throw fail('not-found', 'LIST_NOT_FOUND');
  if (sectionId !== null && !sectionsOf(reading, eventId).some(({ id }) => id === sectionId))
    throw fail('not-found', 'SECTION_NOT_FOUND');
}

/** Whether somebody who is marked is where the gate leads, or, of a list into no section, has come by it. */
export function isAtGate(reading: Reading, eventId: string, personId: string, gate: Gate): boolean {
  const noted = staysOf(reading, eventId, personId);
  const list =
    gate.listId === null ? undefined : listsOf(reading, eventId).find(({ id }) => id === gate.listId);
  const sectionId = list?.section_id ?? gate.sectionId;
  if (sectionId === null) return noted.some(({ list_id }) => list_id === gate.listId);
  return noted.findLast(({ left_at }) => left_at === null)?.section_id === sectionId;
}
