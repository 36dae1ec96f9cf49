/** What the forms' procedures are asked for. Apart from the work, so that the desk starts without loading the writers. */
import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { FORM_LANGUAGES, QUESTION_KINDS } from './forms.rules.ts';

const id = z.string().min(1).max(64);
/** Longer than a form may say, so that what is too long is told by question and language. */
const text = z.string().max(5000);
const texts = z.object({ ru: text.optional(), kk: text.optional(), en: text.optional() });
const key = z.string().max(12);
const bound = z.number().min(-1e9).max(1e9).nullable();

const trimmed = texts.transform(({ ru, kk, en }) => ({
  ...(ru === undefined ? {} : { ru: ru.trim() }),
  ...(kk === undefined ? {} : { kk: kk.trim() }),
  ...(en === undefined ? {} : { en: en.trim() }),
}));

export const definitionInput = z.object({
  languages: z.array(z.enum(FORM_LANGUAGES)).max(3).readonly(),
  title: trimmed,
  intro: trimmed,
  questions: z
    .array(
      z.object({
        id: key,
        kind: z.enum(QUESTION_KINDS),
        texts: trimmed,
        isRequired: z.boolean(),
        options: z
          .array(z.object({ id: key, texts: trimmed }))
          .max(100)
          .readonly(),
        least: bound,
        most: bound,
      }),
    )
    .max(200)
    .readonly(),
});

export const formExportInput = z.object({ useId: id, language: z.enum(LANGUAGES) });

export const formSheetInput = z.object({
  formId: id,
  /** Where it is to be asked; names the event on the sheet, and says whether there is a line for a name. */
  useId: id.nullable(),
  language: z.enum(LANGUAGES),
});
