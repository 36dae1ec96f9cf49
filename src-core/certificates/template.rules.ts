/** What a template may be, and what a new one begins as. Pure: the editor on the screen reads the same bounds. */
import { certificateTexts } from './certificates.texts.ts';
import type { CertificateField, CertificateLayout, PageSize } from './certificate.layout.rules.ts';
import type { Design } from './designs.rules.ts';

/** Which parts of a name `{name}` is made of, in their order; what is printed is what is hashed into the code. */
export const NAME_FORMS = ['full', 'familyGiven', 'givenFamily'] as const;
export type NameForm = (typeof NAME_FORMS)[number];

/** What lies under the texts: one of our designs, or an uploaded picture by the hash of its bytes. */
export type Background =
  { readonly kind: 'design'; readonly design: Design } | { readonly kind: 'file'; readonly sha256: string };

export type TemplateLanguage = 'ru' | 'kk' | 'en';

export type Template = {
  readonly name: string;
  readonly language: TemplateLanguage;
  readonly nameForm: NameForm;
  readonly page: PageSize;
  readonly background: Background;
  readonly layout: CertificateLayout;
};

export const LIMITS = {
  name: 100,
  fields: 40,
  text: 1000,
  /** Millimetres. */
  page: { least: 50, most: 1200 },
  /** Points. */
  size: { least: 4, most: 200 },
  lines: 20,
  /** Bytes of an uploaded background. */
  picture: 5 * 1024 * 1024,
  /** Millimetres of the QR code's side; a cheap phone does not read a smaller one. */
  qr: { least: 20, most: 200 },
} as const;

/** Page sizes to begin with, on their side; upright has the two changed round. */
export const PAGES = {
  a4: { width: 297, height: 210 },
  a5: { width: 210, height: 148 },
  letter: { width: 279.4, height: 215.9 },
} as const satisfies Readonly<Record<string, PageSize>>;

/** A name in the form that a template asks for. */
export function nameIn(
  form: NameForm,
  person: {
    readonly family_name: string | null;
    readonly given_name: string | null;
    readonly patronymic: string | null;
  },
): string {
  const { family_name: family, given_name: given, patronymic } = person;
  const parts =
    form === 'full'
      ? [family, given, patronymic]
      : form === 'familyGiven'
        ? [family, given]
        : [given, family];
  return parts.filter((part) => part !== null && part !== '').join(' ');
}

const INK = '#12343f';
const MUTED = '#4a5a61';

/** The fields that a new template begins with: title, name, event, date and place, hours, number and the QR code. */
export function starterLayout(language: TemplateLanguage, page: PageSize, design: Design): CertificateLayout {
  const t = certificateTexts[language];
  const { width, height } = page;
  const unit = Math.min(width, height);
  const isRibbon = design === 'ribbon';
  const left = isRibbon ? unit * 0.2 : width * 0.1;
  const right = isRibbon ? unit * 0.08 : width * 0.1;
  const align = isRibbon ? 'left' : 'center';
  const scale = unit / 210;
  const field = (
    id: string,
    text: string,
    top: number,
    tall: number,
    size: number,
    more: Partial<CertificateField> = {},
  ): CertificateField => ({
    id,
    text,
    x: round(left),
    y: round(height * top),
    width: round(width - left - right),
    height: round(height * tall),
    size: Math.round(size * scale * 2) / 2,
    minSize: Math.max(6, Math.round(size * scale * 0.55 * 2) / 2),
    fit: 'shrink',
    maxLines: 2,
    weight: 'regular',
    colour: INK,
    align,
    valign: 'middle',
    ...more,
  });
  const qr = Math.max(LIMITS.qr.least + 6, unit * 0.19);
  const edge = unit * 0.145;
  const bottom = height - edge - qr;
  return {
    fields: [
      field('organisation', '{organisation}', 0.12, 0.06, 14, { colour: MUTED }),
      field('title', t.title, 0.19, 0.12, 40, { weight: 'bold' }),
      field('given', t.given, 0.315, 0.05, 13, { colour: MUTED }),
      field('name', '{name}', 0.37, 0.14, 34, { weight: 'semiBold', colour: '#0f6f8f' }),
      field('for', t.for, 0.52, 0.05, 13, { colour: MUTED }),
      field('event', '{event}', 0.57, 0.11, 20, { weight: 'semiBold', fit: 'wrap' }),
      field('when', `{date}\n{place}\n${t.hours}`, bottom / height, qr / height, 12, {
        width: round(width - left - right - qr - 6),
        align: 'left',
        valign: 'bottom',
        fit: 'wrap',
        maxLines: 4,
        minSize: 8,
      }),
      field('number', t.number, (bottom + qr) / height, (unit * 0.04) / height, 9, {
        x: round(width - right - qr * 1.6),
        width: round(qr * 1.6),
        align: 'right',
        colour: MUTED,
        maxLines: 1,
        minSize: 6,
      }),
    ],
    qr: { x: round(width - right - qr), y: round(bottom), size: round(qr) },
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
