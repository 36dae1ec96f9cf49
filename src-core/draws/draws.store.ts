import { fail } from '../access/index.ts';
import { livingEvent } from '../events/index.ts';
import type { EventsTables } from '../events/index.ts';
import { factId, record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { commitmentHash, entrantCode, listHash, secretHash, seedOf } from './draw.hash.ts';
import { ALGORITHM, LONGEST_HALL_INPUT, nextPosition, normalLine } from './draw.rules.ts';
import type { Committed, DrawState, Exclusion, NameRule } from './draw.rules.ts';
import { isOver } from './draw.rules.ts';
import {
  drawAbandonmentTable,
  drawDraftTable,
  drawHallInputTable,
  drawOpeningTable,
  drawTable,
  drawTurnTable,
} from './draws.schema.ts';
import type { DrawSecrets, DrawsTables } from './draws.schema.ts';
import { standingOf, winnersOf } from './standing.ts';

type Tables = DrawsTables & DrawSecrets & EventsTables;

export type Draft = {
  readonly eventId: string;
  readonly prizes: readonly string[];
  readonly noRepeatEvents: number;
  readonly names: NameRule;
};

/** A draw from its commitment on, with whatever has followed. */
export type Draw = Committed & {
  readonly id: string;
  readonly state: Exclude<DrawState, 'prepared'>;
  readonly algorithm: string;
  readonly names: NameRule;
  readonly codes: readonly string[];
  readonly people: readonly string[];
  readonly excluded: readonly (readonly [code: string, reason: Exclusion])[];
  readonly commitment: string;
  readonly at: string;
  readonly hallInput: { readonly text: string; readonly at: string } | null;
  readonly opening: { readonly secret: string; readonly seed: string; readonly at: string } | null;
  readonly turns: readonly DrawsTables['draw_turn'][];
  readonly abandoned: { readonly reason: string; readonly at: string } | null;
  /** Whether this desk keeps the secret of a draw that is not opened yet. */
  readonly isHere: boolean;
};

/** A draft that is not committed, or undefined. */
export async function readDraft(reading: Reading, id: string): Promise<Draft | undefined> {
  const row = await drafts(reading).where('draw_draft.id', '=', id).executeTakeFirst();
  return row && draftOf(row);
}

/** The drafts of an event that are not committed, oldest first. */
export async function readDrafts(
  reading: Reading,
  eventId: string,
): Promise<readonly (Draft & { readonly id: string })[]> {
  const rows = await drafts(reading)
    .where('draw_draft.event_id', '=', eventId)
    .orderBy('draw_draft.id')
    .execute();
  return rows.map((row) => ({ id: row.id, ...draftOf(row) }));
}

const drafts = (reading: Reading) =>
  reading
    .read<Tables>()
    .selectFrom('draw_draft')
    .leftJoin('draw', 'draw.id', 'draw_draft.id')
    .where('draw.id', 'is', null)
    .where('draw_draft.deleted_at', 'is', null)
    .selectAll('draw_draft');

const draftOf = (row: DrawsTables['draw_draft']): Draft => ({
  eventId: row.event_id,
  prizes: JSON.parse(row.prizes) as string[],
  noRepeatEvents: row.no_repeat_events,
  names: row.names,
});

/** The committed draws that fit, in the order of their commitments. */
export async function readDraws(
  reading: Reading,
  by: { readonly id: string } | { readonly eventIds: readonly string[] },
): Promise<readonly Draw[]> {
  const from = reading.read<Tables>();
  let query = from.selectFrom('draw').selectAll();
  query = 'id' in by ? query.where('id', '=', by.id) : query.where('event_id', 'in', by.eventIds);
  const rows = await query.orderBy('at').orderBy('id').execute();
  return Promise.all(rows.map((row) => withFacts(reading, row)));
}

async function withFacts(reading: Reading, row: DrawsTables['draw']): Promise<Draw> {
  const from = reading.read<Tables>();
  const hallInput = await from
    .selectFrom('draw_hall_input')
    .select(['text', 'at'])
    .where('id', '=', row.id)
    .executeTakeFirst();
  const opening = await from
    .selectFrom('draw_opening')
    .select(['secret', 'seed', 'at'])
    .where('id', '=', row.id)
    .executeTakeFirst();
  const abandoned = await from
    .selectFrom('draw_abandonment')
    .select(['reason', 'at'])
    .where('id', '=', row.id)
    .executeTakeFirst();
  const kept = await from
    .selectFrom('draw_secret')
    .select('draw')
    .where('draw', '=', row.id)
    .executeTakeFirst();
  const turns = await from
    .selectFrom('draw_turn')
    .selectAll()
    .where('draw_id', '=', row.id)
    .orderBy('clocks')
    .execute();
  const draw: Omit<Draw, 'state'> = {
    id: row.id,
    number: `${row.series}-${row.number}`,
    eventId: row.event_id,
    algorithm: row.algorithm,
    prizes: JSON.parse(row.prizes) as string[],
    rules: { noRepeatEvents: row.no_repeat_events },
    names: row.names,
    entrants: row.entrants,
    codes: row.codes.split(' '),
    people: row.people.split(' '),
    excluded: JSON.parse(row.excluded) as [string, Exclusion][],
    listHash: row.list_hash,
    secretHash: row.secret_hash,
    previous: row.previous,
    commitment: row.commitment,
    at: row.at,
    hallInput: hallInput ?? null,
    opening: opening ?? null,
    turns,
    abandoned: abandoned ?? null,
    isHere: kept !== undefined,
  };
  return { ...draw, state: stateOf(draw) };
}

function stateOf(draw: Omit<Draw, 'state'>): Draw['state'] {
  if (draw.opening !== null) return isOver(standingOf(draw, draw.opening.seed).holders) ? 'done' : 'opened';
  if (draw.abandoned !== null) return 'abandoned';
  return draw.hallInput === null ? 'committed' : 'hallInput';
}

/** Throws DRAW_NOT_FOUND where nothing is committed under this id. */
export async function findDraw(reading: Reading, id: string): Promise<Draw> {
  const [draw] = await readDraws(reading, { id });
  if (draw === undefined) throw fail('not-found', 'DRAW_NOT_FOUND', { id });
  return draw;
}

async function inState(reading: Reading, id: string, ...states: readonly DrawState[]): Promise<Draw> {
  const draw = await findDraw(reading, id);
  if (!states.includes(draw.state)) throw fail('conflict', 'DRAW_NOT_NOW', { state: draw.state });
  return draw;
}

/** Writes a draft, or changes one. Throws DRAW_ALREADY_COMMITTED. */
export async function saveDraft(tx: Tx, id: string, draft: Draft): Promise<void> {
  await livingEvent(tx, draft.eventId);
  if ((await readDraws(tx, { id })).length > 0) throw fail('conflict', 'DRAW_ALREADY_COMMITTED');
  await record(tx, drawDraftTable, id, {
    event_id: draft.eventId,
    prizes: JSON.stringify(draft.prizes),
    no_repeat_events: draft.noRepeatEvents,
    names: draft.names,
  });
}

/** Throws DRAW_NOT_FOUND where there is no draft. */
export async function discardDraft(tx: Tx, id: string): Promise<void> {
  if ((await readDraft(tx, id)) === undefined) throw fail('not-found', 'DRAW_NOT_FOUND', { id });
  await record(tx, drawDraftTable, id, { deleted_at: tx.at });
}

export type Entrants = {
  /** Sorted by code. */
  readonly entrants: readonly (readonly [code: string, personId: string])[];
  readonly excluded: readonly (readonly [code: string, reason: Exclusion])[];
};

/** Who would enter a draw of the event now: everybody present, but for those whom the rules leave out. */
export async function readEntrants(
  reading: Reading,
  eventId: string,
  noRepeatEvents: number,
): Promise<Entrants> {
  const event = await livingEvent(reading, eventId);
  const from = reading.read<Tables>();
  const present = await from
    .selectFrom('check_in')
    .select('person_id')
    .where('event_id', '=', eventId)
    .where('annulled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute();
  const recent = await from
    .selectFrom('event')
    .select('id')
    .where('starts_at', '<=', event.starts_at)
    .where('id', '!=', eventId)
    .where('cancelled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('starts_at', 'desc')
    .orderBy('id', 'desc')
    .limit(noRepeatEvents)
    .execute();
  const here = winnersOf(await readDraws(reading, { eventIds: [eventId] }));
  const recently = winnersOf(await readDraws(reading, { eventIds: recent.map(({ id }) => id) }));
  const entrants: [string, string][] = [];
  const excluded: [string, Exclusion][] = [];
  for (const { person_id: person } of present) {
    const code = entrantCode(eventId, person);
    if (here.has(person)) excluded.push([code, 'wonHere']);
    else if (recently.has(person)) excluded.push([code, 'wonRecently']);
    else entrants.push([code, person]);
  }
  const byCode = (a: readonly [string, string], b: readonly [string, string]) => (a[0] < b[0] ? -1 : 1);
  return { entrants: entrants.toSorted(byCode), excluded: excluded.toSorted(byCode) };
}

/**
 * Freezes the list, the prizes and the rules, gives the draw its number and hides the secret (32 bytes in hexadecimal).
 * From here on nothing about the draw can change.
 * Throws DRAW_WITHOUT_PRIZES, DRAW_WITHOUT_ENTRANTS, DRAW_MORE_PRIZES, DRAW_NOT_FOUND.
 */
export async function commitDraw(tx: Tx, desk: string, id: string, secret: string): Promise<void> {
  const draft = await readDraft(tx, id);
  if (draft === undefined) throw fail('not-found', 'DRAW_NOT_FOUND', { id });
  const { eventId, prizes, noRepeatEvents, names } = draft;
  const { entrants, excluded } = await readEntrants(tx, eventId, noRepeatEvents);
  const codes = entrants.map(([code]) => code);
  if (prizes.length === 0) throw fail('invalid', 'DRAW_WITHOUT_PRIZES');
  if (codes.length === 0) throw fail('invalid', 'DRAW_WITHOUT_ENTRANTS');
  if (prizes.length > codes.length)
    throw fail('invalid', 'DRAW_MORE_PRIZES', { prizes: prizes.length, entrants: codes.length });
  if (new Set(codes).size < codes.length) throw fail('conflict', 'DRAW_CODES_COLLIDE');
  const series = desk.slice(0, 4).toUpperCase();
  const last = await tx
    .read<Tables>()
    .selectFrom('draw')
    .select(['number', 'commitment'])
    .where('series', '=', series)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  const committed: Committed = {
    number: `${series}-${number}`,
    eventId,
    entrants: codes.length,
    listHash: listHash(codes),
    secretHash: secretHash(secret),
    previous: last?.commitment ?? null,
    rules: { noRepeatEvents },
    prizes,
  };
  await record(tx, drawTable, id, {
    event_id: eventId,
    series,
    number,
    algorithm: ALGORITHM,
    prizes: JSON.stringify(prizes),
    no_repeat_events: noRepeatEvents,
    names,
    entrants: codes.length,
    codes: codes.join(' '),
    people: entrants.map(([, person]) => person).join(' '),
    excluded: JSON.stringify(excluded),
    list_hash: committed.listHash,
    secret_hash: committed.secretHash,
    previous: committed.previous,
    commitment: commitmentHash(committed),
    at: tx.at,
  });
  tx.engine.run(`INSERT INTO draw_secret (draw, secret) VALUES (?, ?)`, id, secret);
}

/** Writes what the hall called out, once. Throws DRAW_NOT_NOW, HALL_INPUT_UNREADABLE. */
export async function enterHallInput(tx: Tx, id: string, typed: string): Promise<void> {
  await inState(tx, id, 'committed');
  const text = normalLine(typed, LONGEST_HALL_INPUT);
  if (text === null) throw fail('invalid', 'HALL_INPUT_UNREADABLE', { longest: LONGEST_HALL_INPUT });
  await record(tx, drawHallInputTable, id, { text, at: tx.at });
}

/** Opens the secret; the winners follow from it. Throws DRAW_NOT_NOW, DRAW_ON_OTHER_DESK. */
export async function openDraw(tx: Tx, id: string): Promise<void> {
  const draw = await inState(tx, id, 'hallInput');
  const kept = await tx
    .read<Tables>()
    .selectFrom('draw_secret')
    .select('secret')
    .where('draw', '=', id)
    .executeTakeFirst();
  if (kept === undefined) throw fail('conflict', 'DRAW_ON_OTHER_DESK');
  const seed = seedOf(kept.secret, { ...draw, hallInput: draw.hallInput?.text ?? '' });
  await record(tx, drawOpeningTable, id, { secret: kept.secret, seed, at: tx.at });
  tx.engine.run(`DELETE FROM draw_secret WHERE draw = ?`, id);
}

/** Gives a draw up before its opening; its number and the reason stay. Throws DRAW_NOT_NOW. */
export async function abandonDraw(tx: Tx, id: string, reason: string): Promise<void> {
  await inState(tx, id, 'committed', 'hallInput');
  await record(tx, drawAbandonmentTable, id, { reason, at: tx.at });
  tx.engine.run(`DELETE FROM draw_secret WHERE draw = ?`, id);
}

/** What came of calling the winner at this position. */
export type Call =
  { readonly outcome: 'given'; readonly proof: 'scan' | 'desk' } | { readonly outcome: 'absent' };

/**
 * Confirms that a prize is in its winner's hands, or that the winner is not there: the prize then goes to the next of the
 * same permutation. Throws DRAW_NOT_NOW, DRAW_NOT_A_WINNER, DRAW_ALREADY_SETTLED.
 */
export async function settle(tx: Tx, id: string, position: number, call: Call): Promise<void> {
  const draw = await inState(tx, id, 'opened', 'done');
  const { holders, personAt } = standingOf(draw, draw.opening?.seed ?? '');
  if (draw.turns.some((turn) => turn.position === position)) throw fail('conflict', 'DRAW_ALREADY_SETTLED');
  const holder = holders.find((one) => one.position === position);
  if (holder === undefined) throw fail('conflict', 'DRAW_NOT_A_WINNER', { position });
  const person = personAt(position);
  const next = call.outcome === 'given' ? null : nextPosition(draw.prizes.length, draw.entrants, draw.turns);
  await record(tx, drawTurnTable, factId('draw_turn', id, String(position)), {
    draw_id: id,
    position,
    prize: holder.prize,
    person_id: person,
    outcome: call.outcome,
    next,
    proof: call.outcome === 'given' ? call.proof : null,
    at: tx.at,
  });
}
