import type { PageSize } from '../../../../src-core/certificates/certificate.layout.rules.ts';
import { PAGES } from '../../../../src-core/certificates/template.rules.ts';

const upright = ({ width, height }: PageSize): PageSize => ({ width: height, height: width });

/** The usual pages, lying and upright, by the names of their texts. */
export const PAGE_CHOICES = {
  p_a4: PAGES.a4,
  p_a4Upright: upright(PAGES.a4),
  p_a5: PAGES.a5,
  p_a5Upright: upright(PAGES.a5),
  p_letter: PAGES.letter,
  p_letterUpright: upright(PAGES.letter),
} as const satisfies Readonly<Record<string, PageSize>>;

export type PageChoice = keyof typeof PAGE_CHOICES;

export const PAGE_NAMES: readonly PageChoice[] = [
  'p_a4',
  'p_a4Upright',
  'p_a5',
  'p_a5Upright',
  'p_letter',
  'p_letterUpright',
];

/** The usual page of this size, where it is one. */
export const pageName = ({ width, height }: PageSize): PageChoice | undefined =>
  PAGE_NAMES.find((name) => PAGE_CHOICES[name].width === width && PAGE_CHOICES[name].height === height);
