import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  layOutCertificate,
  type CertificateValues,
  type FontWidths,
  type PageSize,
  type PlacedCertificate,
} from '../../../../src-core/certificates/certificate.layout.rules.ts';
import { designDrawing } from '../../../../src-core/certificates/designs.rules.ts';
import { drawingSvg } from '../../../../src-core/certificates/shapes.rules.ts';
import type { Background, Template } from '../../../../src-core/certificates/template.rules.ts';
import { api } from '../../../api/client.ts';
import type { QrShape } from './Sheet.tsx';

/** An SVG as an address of a picture; its size is said for those who draw it onto a canvas. */
const svgAddress = (svg: string, { width, height }: PageSize): string =>
  `data:image/svg+xml,${encodeURIComponent(svg.replace('<svg ', `<svg width="${width}" height="${height}" `))}`;

/** The address of a background's picture, and why there is none. */
export const useBackground = (
  background: Background,
  page: PageSize,
): { readonly address: string | undefined; readonly error: unknown } => {
  const isFile = background.kind === 'file';
  const file = useQuery({
    ...api.certificateTemplates.background.queryOptions({ background, page }),
    enabled: isFile,
  });
  const design = background.kind === 'design' ? background.design : undefined;
  const { width, height } = page;
  const own = useMemo(
    () =>
      design === undefined
        ? undefined
        : svgAddress(drawingSvg(designDrawing(design, { width, height })), { width, height }),
    [design, width, height],
  );
  const told = file.data;
  const address = useMemo(() => {
    if (!isFile) return own;
    if (told === undefined) return undefined;
    return told.kind === 'svg'
      ? svgAddress(told.svg, { width, height })
      : `data:${told.type};base64,${told.data}`;
  }, [isFile, own, told, width, height]);
  return { address, error: isFile ? file.error : null };
};

/** The widths of letters, of the fonts that are embedded. */
export const useWidths = (): FontWidths | undefined =>
  useQuery(api.certificateTemplates.metrics.queryOptions()).data;

export type SampleOf = { readonly eventId?: string | undefined; readonly personId?: string | undefined };

/** What the placeholders stand for in a preview, and its QR code. The layout is not asked for: it is made here. */
export const useSample = (
  template: Pick<Template, 'language' | 'nameForm'>,
  of: SampleOf = {},
  values: Readonly<Record<string, string>> = {},
): { readonly values: CertificateValues; readonly qr: QrShape } | undefined => {
  const { language, nameForm } = template;
  return useQuery({
    ...api.certificateTemplates.previewData.queryOptions({
      template: {
        name: '-',
        language,
        nameForm,
        page: { width: 297, height: 210 },
        background: { kind: 'design', design: 'plain' },
        layout: { fields: [], qr: null },
      },
      ...of,
      values,
    }),
    placeholderData: (before) => before,
  }).data;
};

/** Lays a template out as the PDF will; undefined until everything for it is there. */
export const usePlaced = (
  template: Pick<Template, 'layout' | 'page'>,
  values: CertificateValues | undefined,
): PlacedCertificate | undefined => {
  const widths = useWidths();
  const { layout, page } = template;
  return useMemo(
    () =>
      widths === undefined || values === undefined
        ? undefined
        : layOutCertificate(layout, page, values, widths),
    [layout, page, values, widths],
  );
};
