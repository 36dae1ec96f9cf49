/** What a certificate would look like before anything is issued. */
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { DeskContext } from '../access/index.ts';
import { livingEvent } from '../events/index.ts';
import { readPerson } from '../people/index.ts';
import { qrMatrix, qrPath, QUIET_ZONE } from '../documents/qr/qr.ts';
import { payloadBytes, codeText, qrText, shortTitle } from './certificate.code.rules.ts';
import { layOutCertificate } from './certificate.layout.rules.ts';
import type { CertificateValues, LayoutWarning, PlacedCertificate } from './certificate.layout.rules.ts';
import { cardsById, groundsOf, organisationToday, valuesFor } from './batch.store.ts';
import type { Batch, Overrides, Plan } from './batch.store.ts';
import { qrParts, writeCertificatesPdf } from './certificatePdf.ts';
import { backdropOf } from './backgrounds.ts';
import { seriesOf } from './certificates.store.ts';
import { certificateTexts } from './certificates.texts.ts';
import { fontWidths } from './metrics.ts';
import { readVerifyAddress } from './templates.store.ts';
import type { Template } from './template.rules.ts';
import type { templateInput } from './template.schema.ts';

export type PreviewOf = {
  readonly template: z.output<typeof templateInput>;
  readonly eventId?: string | undefined;
  readonly personId?: string | undefined;
  readonly values: Overrides;
};

type Preview = {
  readonly values: CertificateValues;
  /** A code as long as a real one, whose signature is noise: nothing that verifies leaves the desk before the issue. */
  readonly qrText: string;
};

async function previewOf(ctx: DeskContext, asked: PreviewOf): Promise<Preview> {
  const { template, eventId, personId, values } = asked;
  const { organisation, today } = await organisationToday(ctx.store, ctx.now());
  const texts = certificateTexts[template.language];
  const sample: Overrides = {
    event: texts.sampleEvent,
    place: texts.samplePlace,
    hours: texts.sampleHours,
    date: texts.date(today),
  };
  const numbered = { series: seriesOf(ctx.store.node), year: Number(today.slice(0, 4)), number: 1 };
  const person = personId === undefined ? null : await readPerson(ctx.store, personId);
  const [family_name = '', given_name = '', patronymic = ''] = texts.sampleName.split(' ');
  const card = { family_name, given_name, patronymic, study_group: texts.sampleGroup };
  const event = eventId === undefined ? null : await livingEvent(ctx.store, eventId);
  const said = valuesFor(
    {
      template,
      event: event ?? { title: '', starts_at: `${today}T00:00`, place: null },
      organisation,
      today,
      overrides: event === null ? { ...sample, ...values } : values,
    },
    person ?? card,
  );
  const payload = payloadBytes({
    ...numbered,
    keyId: '00000000',
    date: (event?.starts_at ?? today).slice(0, 10),
    issued: today,
    nameHash: '0'.repeat(24),
    title: shortTitle(said.event),
  });
  return {
    values: { ...said, number: `${numbered.series}-${numbered.year}-…` },
    qrText: qrText(codeText(payload, randomBytes(64)), await readVerifyAddress(ctx.store)),
  };
}

/** For the editor's live preview: the values to lay out, and the QR code as a path in modules with its quiet zone. */
export async function previewData(
  ctx: DeskContext,
  asked: PreviewOf,
): Promise<{
  readonly values: CertificateValues;
  readonly qr: {
    readonly path: string;
    readonly modules: number;
    readonly quiet: number;
    readonly bytes: number;
  };
  readonly placed: PlacedCertificate;
}> {
  const { values, qrText: text } = await previewOf(ctx, asked);
  const matrix = qrMatrix(qrParts(text));
  const { layout, page } = asked.template;
  return {
    values,
    qr: { path: qrPath(matrix), modules: matrix.size, quiet: QUIET_ZONE, bytes: Buffer.byteLength(text) },
    placed: layOutCertificate(layout, page, values, await fontWidths()),
  };
}

/** The first page as a PDF, to be looked at and printed on trial; out: the token of its download. */
export async function previewPdf(
  ctx: DeskContext,
  asked: PreviewOf,
): Promise<{ readonly token: string; readonly name: string }> {
  const { values, qrText: text } = await previewOf(ctx, asked);
  const template: Template = asked.template;
  const path = ctx.files.temporary('.pdf');
  const page = { sheet: { template, backdrop: await backdropOf(ctx.store, template) }, values, qr: text };
  const widths = await fontWidths();
  await writeCertificatesPdf(path, [page], { title: template.name, language: template.language, widths });
  const name = 'certificate-preview.pdf';
  return { token: ctx.files.offer({ path, name, type: 'application/pdf' }), name };
}

/** Whose certificate would not be as it should: a text that is cut even at its smallest, a letter that the fonts lack. */
export async function planWarnings(
  ctx: DeskContext,
  batch: Batch,
  plan: Plan,
): Promise<readonly (LayoutWarning & { readonly personId: string; readonly name: string })[]> {
  const grounds = await groundsOf(ctx.store, batch, ctx.now());
  const { layout, page } = grounds.template;
  const widths = await fontWidths();
  const cards = await cardsById(
    ctx.store,
    plan.new.map((one) => one.personId),
  );
  return plan.new.flatMap(({ personId, name }) => {
    const card = cards.get(personId);
    if (card === undefined) return [];
    const values = { ...valuesFor(grounds, card), number: 'AAAA-2026-99999' };
    const { warnings } = layOutCertificate(layout, page, values, widths);
    return warnings.map((warning) => ({ ...warning, personId, name }));
  });
}
