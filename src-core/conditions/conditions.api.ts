import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { procedure, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import type { EventsTables } from '../events/index.ts';
import { wallTimeOf } from '../store/index.ts';
import type { Reading } from '../store/index.ts';
import type { SyncTables } from '../sync/index.ts';
import { conditionsOf } from './conditions.rules.ts';
import type { Facts } from './conditions.rules.ts';

async function freeBytes(path: string): Promise<number | null> {
  const disk = await statfs(dirname(path)).catch(() => null);
  return disk === null ? null : disk.bavail * disk.bsize;
}

/** Whether a phone has been marked at the event: then phones reach this laptop, rehearsed or not. */
async function hasPhoneMark(reading: Reading, eventId: string, sinceMs: number): Promise<boolean> {
  const found = await reading
    .read<EventsTables>()
    .selectFrom('check_in')
    .select('id')
    .where('event_id', '=', eventId)
    .where('source', '=', 'phone')
    .where('at', '>=', new Date(sinceMs).toISOString())
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function doorFacts(ctx: DeskContext): Promise<Facts['door']> {
  const door = ctx.doors.state();
  if (door === null) return null;
  const { isReachable, hellos, tablets, eventId, openedMs } = door;
  const isTried =
    hellos.some(({ isOwn }) => !isOwn) ||
    Object.keys(tablets).length > 0 ||
    (await hasPhoneMark(ctx.store, eventId, openedMs));
  return { isReachable, isTried };
}

async function isGone(folder: string | null): Promise<boolean> {
  if (folder === null) return false;
  return !(await stat(folder).catch(() => null))?.isDirectory();
}

/** How far the wall clock lies behind what was recorded last, in milliseconds; below zero as a rule. */
async function clockBehindMs({ store, now }: DeskContext): Promise<number> {
  const last = await store
    .read()
    .selectFrom('change')
    .select('hlc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last === undefined ? 0 : wallTimeOf(last.hlc) - now();
}

/** Changes of others that no key of this laptop opens. */
async function countLocked(reading: Reading): Promise<number> {
  const { locked } = await reading
    .read<SyncTables>()
    .selectFrom('quarantine')
    .select(({ fn }) => fn.countAll<number>().as('locked'))
    .where('reason', '=', 'locked')
    .executeTakeFirstOrThrow();
  return locked;
}

export const conditionsRouter = router({
  /** What is unavailable or limited at this moment, and why; nothing about anybody. */
  list: procedure('desk.use').query(async ({ ctx }) =>
    conditionsOf({
      addresses: ctx.doors.addresses().filter(({ kind }) => kind !== 'loopback').length,
      door: await doorFacts(ctx),
      freeBytes: await freeBytes(ctx.store.path),
      databaseBytes: (await stat(ctx.store.path).catch(() => null))?.size ?? 0,
      isSecondFolderGone: await isGone(ctx.backups.secondFolder()),
      fileProblem: ctx.eventFiles.state()?.problem,
      clockBehindMs: await clockBehindMs(ctx),
      links: ctx.links.state().links,
      locked: await countLocked(ctx.store),
      nowMs: ctx.now(),
    }),
  ),
});
