import { randomBytes, randomInt } from 'node:crypto';
import { fail } from '../access/index.ts';
import { CODE_LETTERS, hashOfKey } from '../door/index.ts';
import type { EventsTables, Gate } from '../events/index.ts';
import { preparedQuery, record } from '../store/index.ts';
import type { Reader, Reading, Tx } from '../store/index.ts';
import { CODE_LIFE } from './tablets.rules.ts';
import type { TabletRole } from './tablets.rules.ts';
import { tabletTable } from './tablets.schema.ts';
import type { Tablet, TabletsTables } from './tablets.schema.ts';

const CODE_LENGTH = 8;

/** Who writes when a tablet marks somebody; the journal finds the volunteer's name by it. */
export const actorOf = (tabletId: string): string => `tablet:${tabletId}`;
export const MARKED_BY_TABLET = 'tablets.mark';

const newCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');

/** Letters of either case, as they are typed. */
const hashOfCode = (code: string): string => hashOfKey(`pair ${code.trim().toUpperCase()}`);

const living = (reading: Reading) =>
  reading.read<TabletsTables>().selectFrom('tablet').selectAll().where('deleted_at', 'is', null);

const byToken = preparedQuery(1, (db: Reader<TabletsTables>, hash) =>
  db.selectFrom('tablet').selectAll().where('token_hash', '=', hash).where('deleted_at', 'is', null),
);

const byId = preparedQuery(1, (db: Reader<TabletsTables>, id) =>
  db
    .selectFrom('tablet')
    .select(['token_hash', 'revoked_at'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null),
);

/** Throws TABLET_REVOKED where the device has been revoked, or has given way to another one, since it showed its token. */
export function refuseRevoked(reading: Reading, tablet: Pick<Tablet, 'id' | 'name' | 'token_hash'>): void {
  const [now] = byId(reading, tablet.id);
  if (now?.revoked_at !== null || now.token_hash !== tablet.token_hash)
    throw fail('refused', 'TABLET_REVOKED', { name: tablet.name });
}

/** The device that has this token, whether it still works or not. */
export function tabletOfToken(reading: Reading, token: string): Tablet | undefined {
  return byToken(reading, hashOfKey(token))[0];
}

/** All devices of an event, those handed out first on top. */
export function readTablets(reading: Reading, eventId: string): Promise<Tablet[]> {
  return living(reading).where('event_id', '=', eventId).orderBy('id').execute();
}

async function readTablet(reading: Reading, id: string): Promise<Tablet> {
  const tablet = await living(reading).where('id', '=', id).executeTakeFirst();
  if (tablet === undefined) throw fail('not-found', 'TABLET_NOT_FOUND');
  return tablet;
}

const freshCode = (tx: Tx) => {
  const code = newCode();
  const untilMs = Date.parse(tx.at) + CODE_LIFE;
  const cells = { code_hash: hashOfCode(code), code_until: new Date(untilMs).toISOString() };
  return { code, untilMs, cells };
};

/** A code to be shown once; only its hash is kept. `untilMs`: when it is worth nothing any more. */
export type PairingCode = { readonly id: string; readonly code: string; readonly untilMs: number };

/** Invites a volunteer's device. */
export async function invite(
  tx: Tx,
  volunteer: {
    readonly eventId: string;
    readonly name: string;
    readonly role: TabletRole;
    readonly gate: Gate;
  },
): Promise<PairingCode> {
  const { code, untilMs, cells } = freshCode(tx);
  const id = tx.newId();
  await record(tx, tabletTable, id, {
    event_id: volunteer.eventId,
    name: volunteer.name,
    role: volunteer.role,
    list_id: volunteer.gate.listId,
    section_id: volunteer.gate.sectionId,
    ...cells,
    token_hash: null,
    paired_at: null,
    browser: null,
    revoked_at: null,
    deleted_at: null,
  });
  return { id, code, untilMs };
}

/**
 * Another code for the same volunteer: the first one ran out, or they change to another device. The device they have
 * goes on until the new one is there. Throws TABLET_NOT_FOUND, TABLET_REVOKED.
 */
export async function renewCode(tx: Tx, id: string): Promise<PairingCode> {
  const tablet = await readTablet(tx, id);
  if (tablet.revoked_at !== null) throw fail('conflict', 'TABLET_REVOKED', { name: tablet.name });
  const { code, untilMs, cells } = freshCode(tx);
  await record(tx, tabletTable, id, cells);
  return { id, code, untilMs };
}

/** Takes a device's access away, for good and at once. Throws TABLET_NOT_FOUND. */
export async function revoke(tx: Tx, id: string): Promise<Tablet> {
  const tablet = await readTablet(tx, id);
  await record(tx, tabletTable, id, {
    code_hash: null,
    code_until: null,
    ...(tablet.revoked_at === null && { revoked_at: tx.at }),
  });
  return tablet;
}

/** Whom a pairing code invites to this event; undefined where it is wrong, used or too old. */
export function invitedBy(
  reading: Reading,
  eventId: string,
  code: string,
  nowMs: number,
): Promise<Tablet | undefined> {
  return living(reading)
    .where('code_hash', '=', hashOfCode(code))
    .where('event_id', '=', eventId)
    .where('revoked_at', 'is', null)
    .where('code_until', '>=', new Date(nowMs).toISOString())
    .executeTakeFirst();
}

/** Uses up a pairing code; out: the token, which only the device will have, or undefined where the code is not good. */
export async function pair(
  tx: Tx,
  eventId: string,
  code: string,
  browser: string,
): Promise<{ readonly tablet: Tablet; readonly token: string } | undefined> {
  const tablet = await invitedBy(tx, eventId, code, Date.parse(tx.at));
  if (tablet === undefined) return undefined;
  const token = randomBytes(24).toString('base64url');
  await record(tx, tabletTable, tablet.id, {
    code_hash: null,
    code_until: null,
    token_hash: hashOfKey(token),
    paired_at: tx.at,
    browser: browser === '' ? null : browser.slice(0, 60),
  });
  return { tablet, token };
}

/** How many marks that stand were made by each device of an event, by the device's id. */
export async function countMarks(reading: Reading, eventId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await reading
    .read<TabletsTables & EventsTables>()
    .selectFrom('check_in')
    .innerJoin('change', 'change.row_id', 'check_in.id')
    .innerJoin('action', 'action.id', 'change.tx')
    .where('check_in.event_id', '=', eventId)
    .where('check_in.source', '=', 'tablet')
    .where('check_in.deleted_at', 'is', null)
    .where('check_in.annulled_at', 'is', null)
    .where('change.table_name', '=', 'check_in')
    .where('action.name', '=', MARKED_BY_TABLET)
    .orderBy('action.id')
    .select(['check_in.id', 'action.actor'])
    .execute();
  // Somebody who was marked, taken back and marked again counts for the last who did it.
  const makers = new Map(rows.map(({ id, actor }) => [id, actor.slice(actorOf('').length)]));
  const counts = new Map<string, number>();
  for (const id of makers.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
