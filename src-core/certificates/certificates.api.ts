import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail, procedure, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import { livingEvent } from '../events/index.ts';
import type { Tx } from '../store/index.ts';
import { batchInput, printInput } from './batch.schema.ts';
import { planBatch, seriesEvents } from './batch.store.ts';
import { verifyAddress } from './certificates.schema.ts';
import {
  findCertificate,
  readCertificates,
  restoreCertificate,
  revokeCertificate,
} from './certificates.store.ts';
import { replaceCertificate } from './replace.store.ts';
import { checkCode, forgetIssuer, readTrusted, signIssuerFile, trustIssuer } from './issuer.store.ts';
import { readKeys, rotateKey } from './keys.ts';
import { planWarnings } from './preview.ts';
import { certificateTemplatesRouter } from './templates.api.ts';
import { readVerifyAddress, saveVerifyAddress } from './templates.store.ts';

const id = z.string().min(1).max(64);
const reason = z.string().trim().min(1).max(500);
const MOST_SHOWN = 500;

async function step<T>(ctx: DeskContext, action: string, work: (tx: Tx) => Promise<T>) {
  return ctx.store.write({ actor: ctx.actor.id, action }, work);
}

const batches = {
  /**
   * What a batch would do before it is issued: who gets one, who has one, who has one and should not, and (of the rule
   * «came to at least») who is one event short and which they missed. `warnings`: whose text
   * would be cut or has letters that the fonts lack. Throws CERTIFICATE_TEMPLATE_NOT_FOUND, EVENT_NOT_FOUND.
   */
  plan: procedure('certificates.issue')
    .input(batchInput)
    .query(async ({ ctx, input }) => {
      const plan = await planBatch(ctx.store, input);
      return { ...plan, warnings: await planWarnings(ctx, input, plan) };
    }),

  /** The events of an event's series, for the rule «came to at least»; itself alone where it has none. */
  series: procedure('certificates.read')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }) =>
      (await seriesEvents(ctx.store, await livingEvent(ctx.store, input.eventId))).map((event) => ({
        id: event.id,
        title: event.title,
        startsAt: event.starts_at,
      })),
    ),

  /**
   * Issues a batch as a job: `{ tx, issued, existing }` is its result. All of it in one transaction; a cancelled job leaves
   * nothing; run again, it changes nothing. An issue cannot be undone, for papers may be out: certificates are revoked.
   */
  issue: procedure('certificates.issue')
    .input(batchInput)
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('certificates.issue', input) })),

  /** Prints issued certificates as a job; its file is had by `jobs.takeFile`. */
  print: procedure('certificates.read')
    .input(printInput)
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('certificates.print', input) })),
};

const issued = {
  /** The newest certificates that fit, at most 500, and how many fit in all. */
  list: procedure('certificates.read')
    .input(
      z.object({
        eventId: id.optional(),
        personId: id.optional(),
        templateId: id.optional(),
        text: z.string().max(200).optional(),
        revoked: z.boolean().optional(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const found = await readCertificates(ctx.store, input);
      const rows = found.toSorted((a, b) => (a.issuedAt < b.issuedAt ? 1 : a.issuedAt > b.issuedAt ? -1 : 0));
      return { rows: rows.slice(0, MOST_SHOWN), total: found.length };
    }),

  get: procedure('certificates.read')
    .input(z.object({ id }))
    .query(({ ctx, input }) => findCertificate(ctx.store, input.id)),

  /** Throws CERTIFICATE_NOT_FOUND, CERTIFICATE_REVOKED. */
  revoke: procedure('certificates.revoke')
    .input(z.object({ id, reason }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await step(ctx, 'certificates.revoke', (writing) =>
        revokeCertificate(writing, input.id, input.reason),
      );
      return { tx };
    }),

  /** Lets a revoked certificate count again. Throws CERTIFICATE_NOT_FOUND, CERTIFICATE_NOT_REVOKED. */
  restore: procedure('certificates.revoke')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await step(ctx, 'certificates.restore', (writing) =>
        restoreCertificate(writing, input.id),
      );
      return { tx };
    }),

  /**
   * Gives the person another one with their name as it is now, under a new number, and revokes this one: for a name that was
   * misspelt. Out: the new one's id. Throws CERTIFICATE_NOT_FOUND, CERTIFICATE_REPLACED, PERSON_NOT_FOUND.
   */
  replace: procedure('certificates.revoke')
    .input(z.object({ id, reason }))
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await step(ctx, 'certificates.replace', (writing) =>
        replaceCertificate(writing, ctx.store, input.id, input.reason),
      );
      return { tx, id: value };
    }),
};

const checking = {
  /**
   * Checks a scanned or pasted text (an address before the code does no harm) and a name typed from the paper, which may be
   * empty. `state` is the verdict; `payload` is what the code says; `certificate` is it in our own books.
   */
  verify: procedure('certificates.verify')
    .input(z.object({ text: z.string().max(4000), name: z.string().max(600).default('') }))
    .query(({ ctx, input }) => checkCode(ctx.store, input.text, input.name)),

  /**
   * Keys and revocations as they are now, signed. The page for strangers is `fillVerifierPage(html, file)` of
   * `issuer.rules.ts`, where `html` is the text of assets/verify-certificate.html (imported with `?url` and fetched); offer it
   * as `orda-verify-certificate.html`. `token` downloads the file alone, for those who have the page and for other Ordas.
   */
  issuerFile: procedure('certificates.read').mutation(async ({ ctx }) => {
    const { value: file } = await step(ctx, 'certificates.issuerFile', (writing) =>
      signIssuerFile(writing, ctx.store.path),
    );
    const path = ctx.files.temporary('.json');
    await writeFile(path, `${JSON.stringify(file, null, 1)}\n`);
    const name = `certificates-${file.at.slice(0, 10)}.json`;
    return { file, name, token: ctx.files.offer({ path, name, type: 'application/json' }) };
  }),

  /** The other organisations whose certificates can be checked here. */
  trusted: procedure('certificates.verify').query(async ({ ctx }) =>
    (await readTrusted(ctx.store)).map(({ id: own, at, file }) => ({
      id: own,
      at,
      organisation: file.organisation,
      fileAt: file.at,
      keys: file.keys.length,
      revoked: file.revoked.length,
    })),
  ),

  /** Takes another organisation's uploaded issuer file. Throws UPLOAD_NOT_FOUND, ISSUER_UNREADABLE, ISSUER_OWN, ISSUER_NOT_SAME, ISSUER_OLDER. */
  trust: procedure('certificates.keys')
    .input(z.object({ token: z.string().max(200) }))
    .mutation(async ({ ctx, input }) => {
      const uploaded = ctx.files.uploaded(input.token);
      if (uploaded === undefined) throw fail('not-found', 'UPLOAD_NOT_FOUND');
      const text = await readFile(uploaded.path, 'utf8');
      const { tx, value } = await step(ctx, 'certificates.trust', (writing) =>
        trustIssuer(writing, ctx.store.path, text),
      );
      return { tx, organisation: value.organisation };
    }),

  forget: procedure('certificates.keys')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await step(ctx, 'certificates.forget', (writing) => forgetIssuer(writing, input.id));
      return { tx };
    }),
};

const keys = {
  /** The organisation's public keys, oldest first; `isOwn` marks the one that this desk signs with. */
  keys: procedure('certificates.read').query(({ ctx }) => readKeys(ctx.store, ctx.store.path)),

  /**
   * Takes a new key for this desk. What the old one signed stays good, unless it was stolen: then nothing that it signed is
   * believed any more, and the certificates are to be replaced. Ask before it: the old private key is gone for good.
   */
  rotateKey: procedure('certificates.keys')
    .input(z.object({ isStolen: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await step(ctx, 'certificates.rotateKey', (writing) =>
        rotateKey(writing, ctx.store.path, input.isStolen),
      );
      return { tx, keyId: value.id };
    }),

  settings: procedure('certificates.read').query(async ({ ctx }) => ({
    verifyAddress: await readVerifyAddress(ctx.store),
  })),

  /** The address that stands before the code in the QR, at most 70 letters without #; null for none. */
  saveSettings: procedure('certificates.keys')
    .input(z.object({ verifyAddress: verifyAddress.nullable() }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await step(ctx, 'certificates.saveSettings', (writing) =>
        saveVerifyAddress(writing, input.verifyAddress),
      );
      return { tx };
    }),
};

export const certificatesRouters = {
  certificateTemplates: certificateTemplatesRouter,
  certificates: router({ ...batches, ...issued, ...checking, ...keys }),
};
