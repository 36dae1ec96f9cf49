import { z } from 'zod';
import { fail, procedure, readOrganisation, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import { gateInput, livingEvent, momentOf } from '../events/index.ts';
import { qrMatrix, qrPath } from '../documents/qr/qr.ts';
import type { Tx } from '../store/index.ts';
import { ASKED, ASKED_AT_FIRST, DECISIONS } from './arrival.rules.ts';
import { LONGEST_QUESTION } from './door.schema.ts';
import {
  closeWave,
  ensureDoor,
  openWave,
  readDoor,
  readWaves,
  setAsked,
  questionOf,
  setLateRule,
  setQuestion,
  spanOf,
} from './door.store.ts';
import { decide, readQueue, readSuspicions } from './queue.store.ts';
import { readStage } from './stage.ts';
import { readTimings } from './timings.ts';

const id = z.string().min(1).max(64);
const lateAfter = z.int().min(0).max(1440).nullable();
const asked = z.enum(ASKED);
const answer = z.string().trim().min(1).max(60);
const question = z
  .object({ text: z.string().trim().min(1).max(LONGEST_QUESTION), answers: z.array(answer).min(1).max(20) })
  .nullable();

async function write<T>(ctx: DeskContext, action: string, work: (tx: Tx) => Promise<T>) {
  const { tx, value } = await ctx.store.write({ actor: ctx.actor.id, action }, work);
  return { tx, value };
}

const qrOf = (text: string) => {
  const matrix = qrMatrix(text, 'M');
  return { path: qrPath(matrix), size: matrix.size };
};

export const doorRouter = router({
  /** The door as the desk runs it: addresses, the open door, waves, what newcomers are asked. */
  state: procedure('door.read')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }) => {
      const event = await livingEvent(ctx.store, input.eventId);
      const timeZone = (await readOrganisation(ctx.store))?.time_zone ?? 'UTC';
      const door = await readDoor(ctx.store, event.id);
      const open = ctx.doors.state();
      const { study_group, student_card_no, telegram } = door ?? ASKED_AT_FIRST;
      return {
        open: open && { ...open, isThisEvent: open.eventId === event.id },
        addresses: ctx.doors.addresses(),
        asked: { study_group, student_card_no, telegram },
        startsMs: momentOf(event.starts_at, timeZone),
        waves: (await readWaves(ctx.store, event.id)).map((wave) => ({
          ...spanOf(wave),
          question: questionOf(wave),
        })),
        byWave: await readTimings(ctx.store, event.id),
        waiting: (await readQueue(ctx.store, event.id)).length,
      };
    }),

  /** Starts to listen for phones on one of this laptop's addresses. Throws ADDRESS_GONE, DOOR_BUSY. */
  open: procedure('door.open')
    .input(z.object({ eventId: id, address: z.string().max(64) }))
    .mutation(async ({ ctx, input }) => {
      await livingEvent(ctx.store, input.eventId);
      const current = ctx.doors.state();
      if (current !== null && current.eventId !== input.eventId) throw fail('conflict', 'DOOR_BUSY');
      const { tx } = await write(ctx, 'door.open', (writing) => ensureDoor(writing, input.eventId));
      return { tx, open: await ctx.doors.open({ store: ctx.store, ...input }) };
    }),

  close: procedure('door.open').mutation(async ({ ctx }) => {
    await ctx.doors.close();
    return { tx: null };
  }),

  openWave: procedure('door.open')
    .input(
      z.object({
        eventId: id,
        lateAfterMinutes: lateAfter,
        question: question.default(null),
        gate: gateInput.optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      await livingEvent(ctx.store, input.eventId);
      const { tx, value } = await write(ctx, 'door.openWave', (writing) =>
        openWave(writing, input.eventId, input),
      );
      return { tx, number: value };
    }),

  closeWave: procedure('door.open')
    .input(z.object({ eventId: id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await write(ctx, 'door.closeWave', (writing) => closeWave(writing, input.eventId));
      return { tx };
    }),

  setLateRule: procedure('door.open')
    .input(z.object({ eventId: id, number: z.int().min(1), lateAfterMinutes: lateAfter }))
    .mutation(async ({ ctx, input: { eventId, number, lateAfterMinutes } }) => {
      const { tx } = await write(ctx, 'door.setLateRule', (writing) =>
        setLateRule(writing, eventId, number, lateAfterMinutes),
      );
      return { tx };
    }),

  /** What is asked about the hall in a showing; null: nothing. */
  setQuestion: procedure('door.open')
    .input(z.object({ eventId: id, number: z.int().min(1), question }))
    .mutation(async ({ ctx, input: { eventId, number, question: asks } }) => {
      const { tx } = await write(ctx, 'door.setQuestion', (writing) =>
        setQuestion(writing, eventId, number, asks),
      );
      return { tx };
    }),

  setAsked: procedure('door.open')
    .input(
      z.object({
        eventId: id,
        asked: z.object({ study_group: asked, student_card_no: asked, telegram: asked }).partial(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      await livingEvent(ctx.store, input.eventId);
      const { tx } = await write(ctx, 'door.setAsked', (writing) =>
        setAsked(writing, input.eventId, input.asked),
      );
      return { tx };
    }),

  queue: procedure('door.decide')
    .input(z.object({ eventId: id }))
    .query(({ ctx, input }) => readQueue(ctx.store, input.eventId)),

  decide: procedure('door.decide')
    .input(z.object({ arrivalId: id, kind: z.enum(DECISIONS), personId: id.optional() }))
    .mutation(async ({ ctx, input: { arrivalId, kind, personId } }) => {
      const { tx } = await write(ctx, 'door.decide', (writing) =>
        decide(writing, arrivalId, { kind, personId }),
      );
      return { tx };
    }),

  suspicions: procedure('door.decide')
    .input(z.object({ eventId: id }))
    .query(({ ctx, input }) => readSuspicions(ctx.store, input.eventId)),

  /** The rehearsal: the address that a phone is asked to load, and which phones have. */
  rehearsal: procedure('door.open').query(({ ctx }) => {
    const open = ctx.doors.state();
    if (open === null) return null;
    const url = `${open.url}r`;
    return { ...open, helloUrl: url, qr: qrOf(url), nowMs: ctx.now() };
  }),
});

export const stageRouter = router({
  view: procedure('stage.read')
    .input(z.object({ eventId: id }))
    .query(({ ctx, input }) => readStage(ctx.store, input.eventId, ctx.now(), ctx.doors.state())),
});
