import { z } from 'zod';
import { fail, LANGUAGES, procedure, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import type { Tx } from '../store/index.ts';
import { definitionInput, formExportInput, formSheetInput } from './forms.input.ts';
import { FORM_KINDS } from './forms.schema.ts';
import { askForm, changeUse, listForms, listUses, readForm, removeForm, saveForm } from './forms.store.ts';
import { enterSheet } from './paperAnswer.store.ts';
import { FORM_PRESETS } from './presets.texts.ts';
import { readAnswersOf, readResults } from './results.store.ts';

const id = z.string().min(1).max(64);
const instant = z.iso.datetime();
const answer = z.union([z.number(), z.string().max(5000), z.boolean(), z.array(z.string().max(12)).max(50)]);

/** One transaction under the procedure's name. */
const write = <T>({ store, actor }: DeskContext, action: string, work: (tx: Tx) => Promise<T>) =>
  store.write({ actor: actor.id, action }, work);

export const formsRouter = router({
  list: procedure('forms.read').query(({ ctx }) => listForms(ctx.store)),

  get: procedure('forms.read')
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => ({
      form: await readForm(ctx.store, input.id),
      uses: await listUses(ctx.store, { formId: input.id }),
    })),

  /** Makes a form (`id` null), or a new version of one. */
  save: procedure('forms.write')
    .input(
      z.object({
        id: id.nullable(),
        name: z.string().trim().min(1).max(200),
        kind: z.enum(FORM_KINDS),
        definition: definitionInput,
      }),
    )
    .mutation(async ({ ctx, input: { id: formId, ...draft } }) => {
      const { tx, value } = await write(ctx, 'forms.save', (writing) => saveForm(writing, formId, draft));
      return { tx, ...value };
    }),

  /** A form out of another, or out of a ready-made one (`preset:` and its name), in the state of its newest version. */
  copy: procedure('forms.write')
    .input(z.object({ from: id, name: z.string().trim().min(1).max(200) }))
    .mutation(async ({ ctx, input: { from, name } }) => {
      const { tx, value } = await write(ctx, 'forms.copy', async (writing) => {
        const preset = FORM_PRESETS.find((one) => from === `preset:${one.id}`);
        if (preset === undefined && from.startsWith('preset:'))
          throw fail('not-found', 'FORM_NOT_FOUND', { id: from });
        const { kind, definition } = preset ?? (await readForm(writing, from));
        return saveForm(writing, null, { name, kind, definition });
      });
      return { tx, ...value };
    }),

  remove: procedure('forms.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await write(ctx, 'forms.remove', (writing) => removeForm(writing, input.id));
      return { tx };
    }),

  /** What is asked at an event. */
  ofEvent: procedure('forms.read')
    .input(z.object({ eventId: id }))
    .query(({ ctx, input }) => listUses(ctx.store, input)),

  /** Has a form asked; of an event's people or of whoever gets it. Tells nobody. */
  ask: procedure('forms.write')
    .input(
      z.object({
        formId: id,
        eventId: id.nullable(),
        isAnonymous: z.boolean(),
        opensAt: instant.optional(),
        closesAt: instant.nullable().default(null),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await write(ctx, 'forms.ask', (writing) => askForm(writing, input));
      return { tx, useId: value };
    }),

  /** Closes it at once, opens it again, or goes on with the newest questions. */
  change: procedure('forms.write')
    .input(z.object({ useId: id, to: z.enum(['closed', 'open', 'newestVersion']) }))
    .mutation(async ({ ctx, input: { useId, to } }) => {
      const { tx } = await write(ctx, `forms.${to}`, (writing) =>
        changeUse(
          writing,
          useId,
          to === 'newestVersion' ? to : { closesAt: to === 'closed' ? writing.at : null },
        ),
      );
      return { tx };
    }),

  results: procedure('forms.read')
    .input(z.object({ useId: id }))
    .query(({ ctx, input }) => readResults(ctx.store, input.useId)),

  /** The answers behind a number (`value` null: whatever was answered to the question), with their people where they bear a name. */
  behind: procedure('forms.read')
    .input(z.object({ useId: id, question: z.string().max(12), value: answer.nullable() }))
    .query(({ ctx, input: { useId, ...behind } }) => readAnswersOf(ctx.store, useId, behind)),

  /** Enters a sheet of paper. */
  enter: procedure('forms.write')
    .input(
      z.object({
        useId: id,
        personId: id.nullable(),
        answers: z.record(z.string().max(12), answer.nullable()),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await write(ctx, 'forms.enter', (writing) => enterSheet(writing, input));
      return { tx, id: value };
    }),

  /** Both give the id of a job; its file is had by `jobs.takeFile`. */
  export: procedure('people.export')
    .input(formExportInput)
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('forms.export', input) })),
  sheet: procedure('forms.read')
    .input(formSheetInput)
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('forms.sheet', input) })),

  /** The ready-made forms, by their names in a language. */
  presets: procedure('forms.read')
    .input(z.object({ language: z.enum(LANGUAGES) }))
    .query(({ input }) =>
      FORM_PRESETS.map(({ id: preset, kind, definition }) => ({
        id: `preset:${preset}`,
        kind,
        name: definition.title[input.language] ?? preset,
        questions: definition.questions.length,
      })),
    ),
});
