import { randomBytes } from 'node:crypto';
import { fail } from '../access/index.ts';
import { readRooms, refuseForeignGate } from '../events/index.ts';
import type { EventRow, Gate } from '../events/index.ts';
import { factId, record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { ASKED_AT_FIRST } from './arrival.rules.ts';
import type { AskedFields } from './arrival.rules.ts';
import { doorTable, waveTable } from './door.schema.ts';
import type { DoorRow, DoorTables, Wave } from './door.schema.ts';
import type { WaveSpan } from './wave.rules.ts';

const doorId = (eventId: string): string => factId('door', eventId);

export async function readDoor(reading: Reading, eventId: string): Promise<DoorRow | undefined> {
  return reading
    .read<DoorTables>()
    .selectFrom('door')
    .selectAll()
    .where('id', '=', doorId(eventId))
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** The event's door as it is, made on first use with a secret of its own. */
export async function ensureDoor(tx: Tx, eventId: string): Promise<DoorRow> {
  const there = await readDoor(tx, eventId);
  if (there !== undefined) return there;
  await record(tx, doorTable, doorId(eventId), {
    event_id: eventId,
    secret: randomBytes(32).toString('hex'),
    ...ASKED_AT_FIRST,
    deleted_at: null,
  });
  const made = await readDoor(tx, eventId);
  if (made === undefined) throw new Error('a door that was just written is not there');
  return made;
}

export async function setAsked(tx: Tx, eventId: string, asked: Partial<AskedFields>): Promise<void> {
  const door = await ensureDoor(tx, eventId);
  await record(tx, doorTable, door.id, asked);
}

/** All showings of an event, in order. */
export function readWaves(reading: Reading, eventId: string): Promise<Wave[]> {
  return reading
    .read<DoorTables>()
    .selectFrom('wave')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .orderBy('number')
    .execute();
}

export const spanOf = (wave: Wave): WaveSpan => ({
  number: wave.number,
  openedMs: Date.parse(wave.opened_at),
  closedMs: wave.closed_at === null ? null : Date.parse(wave.closed_at),
  lateAfterMinutes: wave.late_after_minutes,
  ...((wave.list_id !== null || wave.section_id !== null) && {
    gate: { listId: wave.list_id, sectionId: wave.section_id },
  }),
});

/** A question as the organizer wrote it. */
export type WrittenQuestion = { readonly text: string; readonly answers: readonly string[] };

/** The question of a showing, or null. */
export function questionOf(wave: Wave): WrittenQuestion | null {
  if (wave.question === null || wave.answers === null) return null;
  const answers: unknown = JSON.parse(wave.answers);
  const known = Array.isArray(answers) ? answers.filter((one) => typeof one === 'string') : [];
  return { text: wave.question, answers: known };
}

const questionColumns = (question: WrittenQuestion | null) => ({
  question: question?.text ?? null,
  answers: question === null ? null : JSON.stringify(question.answers),
});

/** All showings of an event as the rules need them; one that led to a section or list removed since leads to the event as a whole. */
export async function readSpans(reading: Reading, event: EventRow): Promise<readonly WaveSpan[]> {
  const { sections, lists } = readRooms(reading, event);
  const known = new Set([...sections, ...lists].map(({ id }) => id));
  return (await readWaves(reading, event.id)).map(spanOf).map(({ gate, ...span }) => {
    const owner = gate?.listId ?? gate?.sectionId;
    return owner && known.has(owner) ? { ...span, gate } : span;
  });
}

/** Opens the next showing; out: its number. Throws WAVE_OPEN while another one is, LIST_NOT_FOUND, SECTION_NOT_FOUND. */
export async function openWave(
  tx: Tx,
  eventId: string,
  showing: {
    readonly lateAfterMinutes: number | null;
    readonly question?: WrittenQuestion | null;
    readonly gate?: Gate | undefined;
  },
): Promise<number> {
  const { lateAfterMinutes, question = null, gate } = showing;
  if (gate !== undefined) refuseForeignGate(tx, eventId, gate);
  await ensureDoor(tx, eventId);
  const waves = await readWaves(tx, eventId);
  if (waves.some((wave) => wave.closed_at === null)) throw fail('conflict', 'WAVE_OPEN');
  const number = (waves.at(-1)?.number ?? 0) + 1;
  await record(tx, waveTable, factId('wave', eventId, String(number)), {
    event_id: eventId,
    number,
    opened_at: tx.at,
    closed_at: null,
    late_after_minutes: lateAfterMinutes,
    ...questionColumns(question),
    list_id: gate?.listId ?? null,
    section_id: gate?.sectionId ?? null,
    deleted_at: null,
  });
  return number;
}

/** Ends the showing that is open. Throws NO_WAVE_OPEN. */
export async function closeWave(tx: Tx, eventId: string): Promise<void> {
  const open = (await readWaves(tx, eventId)).filter((wave) => wave.closed_at === null);
  if (open.length === 0) throw fail('conflict', 'NO_WAVE_OPEN');
  for (const wave of open) await record(tx, waveTable, wave.id, { closed_at: tx.at });
}

/** Changes the rule of a showing; who was late follows from it at once. Throws WAVE_NOT_FOUND. */
export async function setLateRule(
  tx: Tx,
  eventId: string,
  number: number,
  lateAfterMinutes: number | null,
): Promise<void> {
  const wave = (await readWaves(tx, eventId)).find((one) => one.number === number);
  if (wave === undefined) throw fail('not-found', 'WAVE_NOT_FOUND', { number });
  await record(tx, waveTable, wave.id, { late_after_minutes: lateAfterMinutes });
}

/** Asks another question in a showing, or (null) none. Throws WAVE_NOT_FOUND. */
export async function setQuestion(
  tx: Tx,
  eventId: string,
  number: number,
  question: WrittenQuestion | null,
): Promise<void> {
  const wave = (await readWaves(tx, eventId)).find((one) => one.number === number);
  if (wave === undefined) throw fail('not-found', 'WAVE_NOT_FOUND', { number });
  await record(tx, waveTable, wave.id, questionColumns(question));
}
