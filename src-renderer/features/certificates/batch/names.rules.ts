/** Which names of a batch do not come out well on a template, before anything is issued. */
import {
  layOutCertificate,
  textWidth,
  type CertificateValues,
  type FontWidths,
  type LayoutWarning,
} from '../../../../src-core/certificates/certificate.layout.rules.ts';
import type { Template } from '../../../../src-core/certificates/template.rules.ts';

/** So many names are tried; a larger batch has its longest ones among them. */
const MOST = 1500;

type Named = { readonly name: string };

/** The one whose name takes the most paper; undefined for nobody. */
export const longestOf = <One extends Named>(people: readonly One[], widths: FontWidths): One | undefined => {
  let best: { readonly one: One; readonly width: number } | undefined;
  for (const one of people) {
    const width = textWidth(widths, 'semiBold', one.name);
    if (best === undefined || width > best.width) best = { one, width };
  }
  return best?.one;
};

/** Those for whom the layout warns of a kind, the widest names first. */
export const warnedNames = (
  people: readonly Named[],
  kind: LayoutWarning['kind'],
  template: Pick<Template, 'layout' | 'page'>,
  values: CertificateValues,
  widths: FontWidths,
): readonly string[] => {
  const fields = template.layout.fields.filter(({ text }) => /\{(name|family|given|group)\}/.test(text));
  if (fields.length === 0) return [];
  const layout = { fields, qr: null };
  return people
    .map(({ name }) => ({ name, width: textWidth(widths, 'semiBold', name) }))
    .toSorted((a, b) => b.width - a.width)
    .slice(0, MOST)
    .filter(({ name }) =>
      layOutCertificate(layout, template.page, { ...values, name }, widths).warnings.some(
        (warning) => warning.kind === kind,
      ),
    )
    .map(({ name }) => name);
};
