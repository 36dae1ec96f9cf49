import { z } from 'zod';
import { fail, LANGUAGES, procedure, readOrganisation, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import { livingEvent } from '../events/index.ts';
import { openFileAt, phraseInput } from './handover.work.ts';
import { twinsAt } from './twins.store.ts';

const eventId = z.string().min(1).max(64);
const token = z.string().min(1).max(100);

function uploaded(ctx: DeskContext, name: string): string {
  const file = ctx.files.uploaded(name);
  if (file === undefined) throw fail('not-found', 'UPLOAD_UNREADABLE');
  return file.path;
}

/** Handing an event over to a second laptop: making its file, keeping it fresh, taking one over. */
export const handoverRouter = router({
  state: procedure('handover.read').query(({ ctx }) => ctx.eventFiles.state()),
  /** Makes a file for download; out: the job. Throws EVENT_NOT_FOUND. */
  make: procedure('handover.make')
    .input(z.object({ eventId, phrase: phraseInput }))
    .mutation(async ({ ctx, input }) => {
      await livingEvent(ctx.store, input.eventId);
      return { job: ctx.jobs.start('handover.make', input) };
    }),
  /** Begins to keep a file fresh in a folder. Throws FOLDER_NOT_ABSOLUTE, FOLDER_NOT_FOUND, EVENT_NOT_FOUND. */
  keep: procedure('handover.make')
    .input(z.object({ eventId, phrase: phraseInput, folder: z.string().trim().min(1).max(1000) }))
    .mutation(async ({ ctx, input }) => {
      await livingEvent(ctx.store, input.eventId);
      return ctx.eventFiles.keep({ store: ctx.store, ...input });
    }),
  stop: procedure('handover.make').mutation(({ ctx }) => ctx.eventFiles.stop()),
  /** What a file holds, before anything is taken from it. Throws what `openFileAt` throws. */
  look: procedure('handover.take')
    .input(z.object({ token, phrase: phraseInput }))
    .mutation(async ({ ctx, input }) => {
      const { header, manifest } = await openFileAt(uploaded(ctx, input.token), input.phrase);
      const { frames: _frames, ...inside } = manifest;
      return {
        ...inside,
        madeAt: header.madeAt,
        /** Milliseconds since it was made, by this laptop's clock; negative where one of the two clocks is wrong. */
        ageMs: ctx.now() - Date.parse(header.madeAt),
        isOwn: header.node === ctx.store.node,
        isNewer: header.schema > ctx.store.schema,
        isFresh: (await readOrganisation(ctx.store)) === null,
      };
    }),
  /** Likely pairs among those who came, after a file was taken; nothing is changed. Throws EVENT_NOT_FOUND. */
  twins: procedure('handover.take')
    .input(z.object({ eventId }))
    .query(async ({ ctx, input }) => {
      await livingEvent(ctx.store, input.eventId);
      return twinsAt(ctx.store, input.eventId);
    }),
  /** Takes a file over; out: the job. Throws OWNER_MISSING at a laptop that has nothing yet. */
  take: procedure('handover.take')
    .input(
      z.object({
        token,
        phrase: phraseInput,
        owner: z.object({ name: z.string().trim().min(1).max(200), language: z.enum(LANGUAGES) }).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const path = uploaded(ctx, input.token);
      const isFresh = (await readOrganisation(ctx.store)) === null;
      if (isFresh && input.owner === null) throw fail('invalid', 'OWNER_MISSING');
      if (!isFresh) await ctx.backups.make('import');
      return {
        job: ctx.jobs.start('handover.take', { path, phrase: input.phrase, owner: input.owner }),
      };
    }),
});
