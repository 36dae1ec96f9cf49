import { z } from 'zod';
import { fail, procedure, readOrganisation, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import { qrMatrix, qrPath } from '../documents/qr/qr.ts';
import { gateInput, livingEvent, momentOf, readRooms } from '../events/index.ts';
import type { EventRow, Gate } from '../events/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { END_GRACE, TABLET_ROLES } from './tablets.rules.ts';
import { actorOf, countMarks, invite, readTablets, renewCode, revoke } from './tablets.store.ts';
import type { PairingCode } from './tablets.store.ts';

const id = z.string().min(1).max(64);

/** The address that a device opens to become a desk, in words and as a QR code. */
function linkOf(base: string, { id: tabletId, code, untilMs }: PairingCode) {
  const url = `${base}t/${code}`;
  const matrix = qrMatrix(url, 'M');
  return { id: tabletId, code, untilMs, url, qr: { path: qrPath(matrix), size: matrix.size } };
}

/** The open door of this event. Throws DOOR_NOT_OPEN. */
function ownDoor(ctx: DeskContext, eventId: string) {
  const open = ctx.doors.state();
  if (open === null || open.eventId !== eventId) throw fail('conflict', 'DOOR_NOT_OPEN');
  return open;
}

/** The name of the list or section where a device lets people in; null for the event as a whole. */
function namesOfGates(reading: Reading, event: EventRow) {
  const { sections, lists } = readRooms(reading, event);
  const names = new Map([...sections, ...lists].map(({ id: own, name }) => [own, name]));
  return (listId: string | null, sectionId: string | null): string | null =>
    names.get(listId ?? sectionId ?? '') ?? null;
}

/** Throws LIST_NOT_FOUND, SECTION_NOT_FOUND where the event has no such room. */
function checkGate(reading: Reading, event: EventRow, { listId, sectionId }: Gate): void {
  const { sections, lists } = readRooms(reading, event);
  if (listId !== null && lists.every(({ id: own }) => own !== listId))
    throw fail('not-found', 'LIST_NOT_FOUND');
  if (sectionId !== null && sections.every(({ id: own }) => own !== sectionId))
    throw fail('not-found', 'SECTION_NOT_FOUND');
}

const write = <T>(ctx: DeskContext, action: string, work: (tx: Tx) => Promise<T>) =>
  ctx.store.write({ actor: ctx.actor.id, action }, work);

export const tabletsRouter = router({
  /** The event's devices: who has them, whether they work, when they were last heard of, how many they marked. */
  list: procedure('tablets.manage')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }) => {
      const event = await livingEvent(ctx.store, input.eventId);
      const timeZone = (await readOrganisation(ctx.store))?.time_zone ?? 'UTC';
      const untilMs = momentOf(event.ends_at, timeZone) + END_GRACE;
      const open = ctx.doors.state();
      const gateName = namesOfGates(ctx.store, event);
      const marks = await countMarks(ctx.store, event.id);
      const seen = open?.eventId === event.id ? open.tablets : {};
      const isEnded = ctx.now() > untilMs;
      return {
        isDoorOpen: open?.eventId === event.id,
        untilMs,
        nowMs: ctx.now(),
        tablets: (await readTablets(ctx.store, event.id)).map((tablet) => ({
          id: tablet.id,
          name: tablet.name,
          role: tablet.role,
          gate: gateName(tablet.list_id, tablet.section_id),
          device: tablet.browser,
          state:
            tablet.revoked_at !== null
              ? ('revoked' as const)
              : isEnded
                ? ('ended' as const)
                : tablet.token_hash === null
                  ? ('invited' as const)
                  : ('working' as const),
          isCodeAlive: tablet.code_until !== null && Date.parse(tablet.code_until) >= ctx.now(),
          pairedMs: tablet.paired_at === null ? null : Date.parse(tablet.paired_at),
          seenMs: seen[tablet.id] ?? null,
          marks: marks.get(tablet.id) ?? 0,
        })),
      };
    }),

  /** Who had the event's devices, by what the log calls a device: it shows who has seen a flag. */
  names: procedure('attention.read')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }): Promise<Readonly<Record<string, string>>> =>
      Object.fromEntries(
        (await readTablets(ctx.store, input.eventId)).map((tablet) => [actorOf(tablet.id), tablet.name]),
      ),
    ),

  /** Invites a volunteer's device; the code is told this once. Throws DOOR_NOT_OPEN, LIST_NOT_FOUND, SECTION_NOT_FOUND. */
  invite: procedure('tablets.manage')
    .input(
      z.object({
        eventId: id,
        name: z.string().trim().min(1).max(100),
        role: z.enum(TABLET_ROLES),
        gate: gateInput.default({ listId: null, sectionId: null }),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      checkGate(ctx.store, await livingEvent(ctx.store, input.eventId), input.gate);
      const door = ownDoor(ctx, input.eventId);
      const { tx, value } = await write(ctx, 'tablets.invite', (writing) => invite(writing, input));
      return { tx, link: linkOf(door.url, value) };
    }),

  /** A new code for the same volunteer. Throws DOOR_NOT_OPEN, TABLET_NOT_FOUND, TABLET_REVOKED. */
  renew: procedure('tablets.manage')
    .input(z.object({ eventId: id, tabletId: id }))
    .mutation(async ({ ctx, input }) => {
      const door = ownDoor(ctx, input.eventId);
      const { tx, value } = await write(ctx, 'tablets.renew', (writing) =>
        renewCode(writing, input.tabletId),
      );
      return { tx, link: linkOf(door.url, value) };
    }),

  /** Takes a device's access away at once. Throws TABLET_NOT_FOUND. */
  revoke: procedure('tablets.manage')
    .input(z.object({ tabletId: id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await write(ctx, 'tablets.revoke', (writing) => revoke(writing, input.tabletId));
      return { tx };
    }),
});
