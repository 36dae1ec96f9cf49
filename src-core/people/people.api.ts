import { z } from 'zod';
import { fail, LANGUAGES, procedure, router } from '../access/index.ts';
import { record } from '../store/index.ts';
import { readScannedCode } from './code.rules.ts';
import { findPeople } from './people.find.ts';
import { cardsOf, idsOf, listPeople, PERSON_SORTS } from './people.list.ts';
import { PERSON_FIELDS, PERSON_KINDS, PERSON_STATUSES } from './people.rules.ts';
import { personTable } from './people.schema.ts';
import { addPerson, codeOf, editPeople, facets, personByCode, readPerson } from './people.store.ts';

const id = z.string().min(1).max(64);
const ids = z.array(id).min(1).max(100_000);
const line = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => (text.trim() === '' ? null : text.trim()))
    .nullable();

/** What a form may send of a person; an empty text empties the field. */
export const draftInput = z
  .object({
    family_name: line(100),
    given_name: line(100),
    patronymic: line(100),
    study_group: line(60),
    kind: z.enum(PERSON_KINDS),
    status: z.enum(PERSON_STATUSES),
    student_card_no: line(40),
    phone: line(40),
    guardian_phone: line(40),
    guardian_name: line(200),
    telegram: line(100),
    email: line(200),
    birth_date: line(10),
    iin: line(12),
    address: line(300),
    language: z.enum(LANGUAGES).nullable(),
    attention: line(500),
    note: line(2000),
  })
  .partial();

export const filterInput = z.object({
  text: z.string().max(200).optional(),
  studyGroup: z.array(z.string().max(60)).max(1000).optional(),
  kind: z.array(z.enum(PERSON_KINDS)).optional(),
  status: z.array(z.enum(PERSON_STATUSES)).optional(),
  has: z.array(z.enum(PERSON_FIELDS)).optional(),
  missing: z.array(z.enum(PERSON_FIELDS)).optional(),
  ids: z.array(id).max(100_000).optional(),
});

export const sortInput = z
  .object({ by: z.enum(PERSON_SORTS), direction: z.enum(['asc', 'desc']) })
  .default({ by: 'name', direction: 'asc' });

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
      if (!input.family_name && !input.given_name) throw fail('invalid', 'NAME_MISSING');
      const { tx, value } = await ctx.store.write({ actor: ctx.actor.id, action: 'people.add' }, (writing) =>
        addPerson(writing, input),
      );
      return { tx, id: value };
    }),

  edit: procedure('people.write')
    .input(z.object({ id, patch: draftInput }))
    .mutation(async ({ ctx, input }) => {
      const intent = { actor: ctx.actor.id, action: 'people.edit' };
      const { tx } = await editPeople(ctx.store, intent, [input.id], input.patch);
      return { tx };
    }),

  bulkEdit: procedure('people.write')
    .input(z.object({ ids, patch: draftInput }))
    .mutation(async ({ ctx, input }) => {
      const intent = { actor: ctx.actor.id, action: 'people.bulkEdit' };
      const { tx, value } = await editPeople(ctx.store, intent, input.ids, input.patch);
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
