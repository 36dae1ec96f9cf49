import { z } from 'zod';
import { fail, procedure, router } from '../access/index.ts';
import { record } from '../store/index.ts';
import { readScannedCode } from './code.rules.ts';
import { cleanDraft } from './draft.rules.ts';
import type { CardDraft } from './draft.rules.ts';
import { duplicatesOf } from './duplicates.ts';
import { exportInput } from './people.export.ts';
import { findPeople } from './people.find.ts';
import { draftInput, filterInput, id, ids, sortInput } from './people.input.ts';
import { cardsOf, idsOf, listPeople } from './people.list.ts';
import { personTable } from './people.schema.ts';
import { addPerson, codeOf, editPeople, facets, personByCode, readPerson } from './people.store.ts';

export const peopleRouter = router({
  list: procedure('people.read')
    .input(
      z.object({
        filter: filterInput.default({}),
        sort: sortInput,
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .query(({ ctx, input }) => listPeople(ctx.store, input.filter, input.sort, input.offset, input.limit)),

  /** The ids of a stretch of the list, or of all of it: for selecting rows that have not been loaded. */
  ids: procedure('people.read')
    .input(
      z.object({
        filter: filterInput.default({}),
        sort: sortInput,
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(100_000).default(100_000),
      }),
    )
    .query(({ ctx, input }) =>
      idsOf(ctx.store, input.filter, input.sort).slice(input.offset, input.offset + input.limit),
    ),

  search: procedure('people.read')
    .input(z.object({ text: z.string().max(200), limit: z.int().min(1).max(50).default(50) }))
    .query(({ ctx, input }) => cardsOf(ctx.store, findPeople(ctx.store, input.text, input.limit))),

  get: procedure('people.read')
    .input(z.object({ id }))
    .query(({ ctx, input }) => readPerson(ctx.store, input.id)),

  byCode: procedure('people.read')
    .input(z.object({ code: z.string().max(64) }))
    .query(({ ctx, input }) => {
      const code = readScannedCode(input.code);
      return code === null ? null : personByCode(ctx.store, code);
    }),

  facets: procedure('people.read').query(({ ctx }) => facets(ctx.store)),

  add: procedure('people.write')
    .input(draftInput)
    .mutation(async ({ ctx, input }) => {
      const patch = cleanOrFail(input, ctx.now());
      if (!patch.family_name && !patch.given_name) throw fail('invalid', 'NAME_MISSING');
      const { tx, value } = await ctx.store.write({ actor: ctx.actor.id, action: 'people.add' }, (writing) =>
        addPerson(writing, patch),
      );
      return { tx, id: value };
    }),

  /** Who of the roster may be meant by a card before it is added. */
  duplicatesOf: procedure('people.read')
    .input(draftInput)
    .query(({ ctx, input }) => {
      const clean = cleanDraft(input, new Date(ctx.now()).getUTCFullYear());
      // While somebody is typing, a telephone number is not whole yet: the name alone is compared.
      return duplicatesOf(
        ctx.store,
        clean.ok ? clean.patch : { family_name: input.family_name, given_name: input.given_name },
      );
    }),

  /** Exactly what is on the screen, as a job that makes a file. */
  export: procedure('people.export')
    .input(exportInput)
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('people.export', input) })),

  edit: procedure('people.write')
    .input(z.object({ id, patch: draftInput }))
    .mutation(async ({ ctx, input }) => {
      const intent = { actor: ctx.actor.id, action: 'people.edit' };
      const { tx } = await editPeople(ctx.store, intent, [input.id], cleanOrFail(input.patch, ctx.now()));
      return { tx };
    }),

  bulkEdit: procedure('people.write')
    .input(z.object({ ids, patch: draftInput }))
    .mutation(async ({ ctx, input }) => {
      const intent = { actor: ctx.actor.id, action: 'people.bulkEdit' };
      const { tx, value } = await editPeople(
        ctx.store,
        intent,
        input.ids,
        cleanOrFail(input.patch, ctx.now()),
      );
      return { tx, changed: value };
    }),

  archive: procedure('people.write')
    .input(z.object({ ids }))
    .mutation(async ({ ctx, input }) => {
      const intent = { actor: ctx.actor.id, action: 'people.archive' };
      const { tx, value } = await editPeople(ctx.store, intent, input.ids, { status: 'archived' });
      return { tx, changed: value };
    }),

  newCode: procedure('people.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      await readPerson(ctx.store, input.id);
      const intent = { actor: ctx.actor.id, action: 'people.newCode' };
      const { tx, value } = await ctx.store.write(intent, async (writing) => {
        const code = codeOf(input.id, writing.newId());
        await record(writing, personTable, input.id, { code });
        return code;
      });
      return { tx, code: value };
    }),
});

/** The draft in the form that cards have. Throws FIELD_UNREADABLE with the field that cannot be read. */
function cleanOrFail(draft: CardDraft, nowMs: number): CardDraft {
  const clean = cleanDraft(draft, new Date(nowMs).getUTCFullYear());
  if (!clean.ok) throw fail('invalid', 'FIELD_UNREADABLE', { field: clean.field });
  return clean.patch;
}
