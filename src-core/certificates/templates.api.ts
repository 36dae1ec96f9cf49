import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail, LANGUAGES, procedure, router } from '../access/index.ts';
import { fullName } from '../people/index.ts';
import { backdropOf } from './backgrounds.ts';
import { longestNamed } from './batch.store.ts';
import { keepPicture, readUpload } from './pictures.ts';
import { LIMITS, PAGES, starterLayout } from './template.rules.ts';
import { backgroundInput } from './certificates.schema.ts';
import { DESIGNS } from './designs.rules.ts';
import { fontWidths } from './metrics.ts';
import { previewData, previewPdf } from './preview.ts';
import { pageInput, previewInput, templateInput } from './template.schema.ts';
import { drawingSvg } from './shapes.rules.ts';
import {
  findPicture,
  findTemplate,
  readTemplates,
  removeTemplate,
  saveTemplate,
  versionOf,
} from './templates.store.ts';

const id = z.string().min(1).max(64);

/**
 * Templates and their editor. The editor holds a `Template` (see `template.rules.ts`), begun by `starter` or `get`. For each
 * stroke it lays out by itself: `layOutCertificate(layout, page, values, widths)` of `certificate.layout.rules.ts`, with
 * `values` from `previewData` and `widths` from `metrics`; it draws `background` under, and each placed line at (x, y) on
 * its baseline, in Noto Sans of the weight with `font-kerning: none`. All in millimetres but font sizes (points; × POINT).
 */
export const certificateTemplatesRouter = router({
  list: procedure('certificates.read').query(({ ctx }) => readTemplates(ctx.store)),

  get: procedure('certificates.read')
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => ({
      ...(await findTemplate(ctx.store, input.id)),
      version: await versionOf(ctx.store, input.id),
    })),

  /** A new template's layout for a language, a design and a page, and the usual page sizes. Nothing is written. */
  starter: procedure('certificates.read')
    .input(z.object({ language: z.enum(LANGUAGES), design: z.enum(DESIGNS), page: pageInput.optional() }))
    .query(({ input: { language, design, page: size = PAGES.a4 } }) => ({
      language,
      nameForm: 'full' as const,
      page: size,
      background: { kind: 'design' as const, design },
      layout: starterLayout(language, size, design),
    })),

  /**
   * Writes a new template, or the one of `id`; out: its id and its version. In: `over`, the version that the writer had before
   * them; without it whatever stands there is written over. Throws CERTIFICATE_TEMPLATE_CHANGED where another window or laptop
   * has written since, CERTIFICATE_TEMPLATE_NOT_FOUND, BACKGROUND_MISSING.
   */
  save: procedure('certificates.write')
    .input(z.object({ id: id.optional(), template: templateInput, over: z.int().optional() }))
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'certificateTemplates.save' },
        async (writing) => {
          if (input.id !== undefined) await findTemplate(writing, input.id);
          const own = input.id ?? writing.newId();
          if (input.over !== undefined && (await versionOf(writing, own)) !== input.over)
            throw fail('conflict', 'CERTIFICATE_TEMPLATE_CHANGED');
          await saveTemplate(writing, own, input.template);
          return { id: own, version: await versionOf(writing, own) };
        },
      );
      return { tx, ...value };
    }),

  /** A copy under another name; out: its id. */
  duplicate: procedure('certificates.write')
    .input(z.object({ id, name: z.string().trim().min(1).max(LIMITS.name) }))
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'certificateTemplates.duplicate' },
        async (writing) => {
          const { id: _id, ...template } = await findTemplate(writing, input.id);
          const own = writing.newId();
          await saveTemplate(writing, own, { ...template, name: input.name });
          return own;
        },
      );
      return { tx, id: value };
    }),

  /** Puts a template away; certificates that it made stay and can be printed again. */
  remove: procedure('certificates.write')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'certificateTemplates.remove' },
        (writing) => removeTemplate(writing, input.id),
      );
      return { tx };
    }),

  /**
   * Takes an uploaded PNG, JPEG or SVG (POST /upload gave the token) as a background; out: what goes into a template's
   * `background`, and its size. Throws UPLOAD_NOT_FOUND, PICTURE_TOO_HEAVY, PICTURE_UNKNOWN, PICTURE_BROKEN, PICTURE_TOO_LARGE,
   * SVG_BROKEN, SVG_UNSUPPORTED (its field `what` names the first thing that cannot be drawn), SVG_TOO_COMPLEX, SVG_WITHOUT_SIZE.
   */
  uploadBackground: procedure('certificates.write')
    .input(z.object({ token: z.string().max(200) }))
    .mutation(async ({ ctx, input }) => {
      const uploaded = ctx.files.uploaded(input.token);
      if (uploaded === undefined) throw fail('not-found', 'UPLOAD_NOT_FOUND');
      const picture = readUpload(await readFile(uploaded.path));
      await ctx.store.write(
        { actor: ctx.actor.id, action: 'certificateTemplates.uploadBackground' },
        async (writing) => keepPicture(writing.engine, picture),
      );
      const { sha256, kind, width, height } = picture;
      return { background: { kind: 'file' as const, sha256 }, picture: kind, width, height };
    }),

  /**
   * What lies under the texts, for an <img> over the whole page: an SVG that this program wrote (as text), or a picture's
   * base64 with its media type. Throws BACKGROUND_MISSING: the picture is on another desk and did not come along.
   */
  background: procedure('certificates.read')
    .input(z.object({ background: backgroundInput, page: pageInput }))
    .query(async ({ ctx, input }) => {
      const { background } = input;
      const layout = { fields: [], qr: null };
      const template = { name: '', language: 'ru', nameForm: 'full', layout, ...input } as const;
      const backdrop = await backdropOf(ctx.store, template);
      if (backdrop.kind === 'drawing') return { kind: 'svg' as const, svg: drawingSvg(backdrop.drawing) };
      const sha256 = background.kind === 'file' ? background.sha256 : '';
      const { kind, data } = await findPicture(ctx.store, sha256);
      return { kind: 'picture' as const, type: kind === 'png' ? 'image/png' : 'image/jpeg', data };
    }),

  /** The widths of letters for `layOutCertificate`; the same for every template, so ask once. */
  metrics: procedure('certificates.read').query(() => fontWidths()),

  /** Who has the longest name here, to try a template with; null where there is nobody. */
  longestName: procedure('certificates.read').query(async ({ ctx }) => {
    const person = await longestNamed(ctx.store);
    return person && { personId: person.id, name: fullName(person) };
  }),

  /**
   * The values of one certificate that is not issued: of a person at an event, or samples in the template's language; with
   * the QR code as a path in modules (its quiet zone of `quiet` modules comes around it), how many bytes its text has, and
   * the whole laid out by the desk. Throws EVENT_NOT_FOUND, PERSON_NOT_FOUND.
   */
  previewData: procedure('certificates.read')
    .input(previewInput)
    .query(({ ctx, input }) => previewData(ctx, input)),

  /** The same as a PDF; out: the token of its download. */
  previewPdf: procedure('certificates.read')
    .input(previewInput)
    .mutation(({ ctx, input }) => previewPdf(ctx, input)),
});
