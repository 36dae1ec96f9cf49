import { z } from 'zod';
import { LANGUAGES } from '../access/index.ts';
import { defineTable } from '../store/index.ts';
import type { TablesOf } from '../store/index.ts';
import { LONGEST_ADDRESS, LONGEST_TEXT } from './certificate.code.rules.ts';
import { PLACEHOLDERS, WEIGHTS } from './certificate.layout.rules.ts';
import type { CertificateLayout } from './certificate.layout.rules.ts';
import { DESIGNS } from './designs.rules.ts';
import { templatePictures } from './pictures.ts';
import { LIMITS, NAME_FORMS } from './template.rules.ts';
import type { Background } from './template.rules.ts';

const instant = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const mm = z.number().min(-2000).max(2000);
const side = z.number().min(1).max(2000);
const points = z.number().min(LIMITS.size.least).max(LIMITS.size.most);

const fieldInput = z
  .object({
    id: z.string().min(1).max(40),
    text: z.string().max(LIMITS.text),
    x: mm,
    y: mm,
    width: side,
    height: side,
    size: points,
    minSize: points,
    fit: z.enum(['shrink', 'wrap']),
    maxLines: z.int().min(1).max(LIMITS.lines),
    weight: z.enum(WEIGHTS),
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
    align: z.enum(['left', 'center', 'right']),
    valign: z.enum(['top', 'middle', 'bottom']),
  })
  .readonly();

/** The fields and the QR code of a template; `CertificateLayout` says what each means. */
export const layoutInput = z
  .object({
    fields: z.array(fieldInput).max(LIMITS.fields).readonly(),
    qr: z
      .object({ x: mm, y: mm, size: z.number().min(LIMITS.qr.least).max(LIMITS.qr.most) })
      .readonly()
      .nullable(),
  })
  .readonly() satisfies z.ZodType<CertificateLayout>;

export const backgroundInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('design'), design: z.enum(DESIGNS) }),
  z.object({ kind: z.literal('file'), sha256: hash }),
]) satisfies z.ZodType<Background>;

/** What stands for the placeholders of one certificate, frozen when it was issued. */
const valuesInput = z.record(z.enum(PLACEHOLDERS), z.string().max(600)).readonly();

/** A column of JSON that must read as this. */
const jsonOf = (form: z.ZodType, longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => {
      try {
        return form.safeParse(JSON.parse(text)).success;
      } catch {
        return false;
      }
    }, 'not what the column holds');

const pageSide = z.number().min(LIMITS.page.least).max(LIMITS.page.most);

/** What certificates look like: a background, texts with placeholders, and the place of the QR code. */
export const certificateTemplateTable = defineTable({
  name: 'certificate_template',
  travels: 'whole',
  attachments: templatePictures,
  columns: {
    name: z.string().trim().min(1).max(LIMITS.name),
    language: z.enum(LANGUAGES),
    name_form: z.enum(NAME_FORMS),
    /** Millimetres. */
    page_width: pageSide,
    page_height: pageSide,
    background: jsonOf(backgroundInput, 200),
    layout: jsonOf(layoutInput, 200_000),
  },
  relay: {
    name: 'open',
    language: 'open',
    name_form: 'open',
    page_width: 'open',
    page_height: 'open',
    // It may hold the hash of a picture, which tells whoever has the same picture what it is.
    background: 'sealed',
    layout: 'open',
  },
});

/**
 * A certificate as it was given: never changed, never taken back, only revoked. Its id is `certificateId(template, event,
 * person, edition)`, so that a second run writes nothing new; a further edition follows when one is replaced.
 */
export const certificateTable = defineTable({
  name: 'certificate',
  travels: { of: 'event', by: 'event_id' },
  // Two laptops that give one person the same certificate differ in all of these, and each paper is good by its signature.
  circumstances: ['series', 'year', 'number', 'issued_at', 'key_id', 'code', 'details'],
  columns: {
    template_id: z.string(),
    event_id: z.string(),
    person_id: z.string(),
    edition: z.int().min(1),
    /** With `year` and `number`, its number: each desk counts its own within a year, without gaps. */
    series: z.string().regex(/^[0-9A-Z]{4}$/),
    year: z.int().min(2000).max(2255),
    number: z.int().min(1),
    issued_at: instant,
    key_id: z.string().regex(/^[0-9a-f]{8}$/),
    /** What its QR code says, without an address: payload and signature. */
    code: z.string().min(1).max(LONGEST_TEXT),
    /** JSON {placeholder: text}. */
    details: jsonOf(valuesInput, 20_000),
  },
  relay: {
    template_id: 'open',
    event_id: 'open',
    person_id: 'open',
    edition: 'open',
    series: 'open',
    year: 'open',
    number: 'open',
    issued_at: 'open',
    key_id: 'open',
    code: 'open',
    details: 'sealed',
  },
  insertOnly: true,
});

/** A certificate that does not count any more. Its id is the certificate's; `lifted_at`: it counts again. */
export const certificateRevocationTable = defineTable({
  name: 'certificate_revocation',
  travels: { of: 'certificate', by: 'id' },
  columns: {
    at: instant,
    reason: z.string().trim().min(1).max(500),
    lifted_at: instant.nullable(),
  },
  relay: { at: 'open', reason: 'sealed', lifted_at: 'open' },
});

/** The public half of a key that certificates are signed with. The private half is never in the database: see `keys.ts`. */
export const issuerKeyTable = defineTable({
  name: 'issuer_key',
  travels: 'whole',
  columns: {
    /** The first 4 bytes of a hash of the public key, hexadecimal, as codes name it. */
    key_id: z.string().regex(/^[0-9a-f]{8}$/),
    /** 32 bytes, hexadecimal. */
    public_key: hash,
    made_at: instant,
    /** When its desk took another; what it had signed stays good. */
    retired_at: instant.nullable(),
    /** When it was reported stolen; what it signed is good no more. */
    withdrawn_at: instant.nullable(),
    /** The key that it follows, and that key's signature for it, hexadecimal. */
    follows: z
      .string()
      .regex(/^[0-9a-f]{8}$/)
      .nullable(),
    endorsement: z
      .string()
      .regex(/^[0-9a-f]{128}$/)
      .nullable(),
  },
  relay: {
    key_id: 'open',
    public_key: 'open',
    made_at: 'open',
    retired_at: 'open',
    withdrawn_at: 'open',
    follows: 'open',
    endorsement: 'open',
  },
});

/** Where strangers may check a certificate: written before the code in the QR. */
export const verifyAddress = z
  .string()
  .trim()
  .max(LONGEST_ADDRESS)
  .regex(/^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~/-]*)?$/);

/** One row, with the id `certificates`. */
export const certificateSettingsTable = defineTable({
  name: 'certificate_settings',
  travels: 'whole',
  columns: { verify_address: verifyAddress.nullable() },
  relay: { verify_address: 'open' },
});

/** Another organisation whose certificates this one can check: its issuer file, as `docs/certificate.md` describes it. */
export const trustedIssuerTable = defineTable({
  name: 'trusted_issuer',
  travels: 'whole',
  columns: {
    name: z.string().max(200),
    /** The file's JSON. */
    file: z.string().max(2_000_000),
    at: instant,
  },
  relay: { name: 'open', file: 'open', at: 'open' },
});

const tables = {
  certificate_template: certificateTemplateTable,
  certificate: certificateTable,
  certificate_revocation: certificateRevocationTable,
  issuer_key: issuerKeyTable,
  certificate_settings: certificateSettingsTable,
  trusted_issuer: trustedIssuerTable,
};
export type CertificatesTables = TablesOf<typeof tables>;
export type CertificateRow = CertificatesTables['certificate'];

/** Every synced table of the slice. */
export const certificateTables = [
  certificateTemplateTable,
  certificateTable,
  certificateRevocationTable,
  issuerKeyTable,
  certificateSettingsTable,
  trustedIssuerTable,
] as const;
