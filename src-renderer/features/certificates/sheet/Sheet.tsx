import {
  POINT,
  type PageSize,
  type PlacedCertificate,
} from '../../../../src-core/certificates/certificate.layout.rules.ts';
import styles from './sheet.module.css';

/** A QR code as a shape in modules, with so many modules of quiet zone around it. */
export type QrShape = { readonly path: string; readonly modules: number; readonly quiet: number };

type Props = {
  readonly page: PageSize;
  /** The address of the picture under the texts; undefined while it is on its way or where there is none. */
  readonly background: string | undefined;
  readonly placed: PlacedCertificate | undefined;
  readonly qr: QrShape | undefined;
};

const WEIGHT = { regular: 400, semiBold: 600, bold: 700 } as const;

/** A certificate's page as parts of an SVG in millimetres, each thing where the PDF has it. */
export const SheetParts = ({ page, background, placed, qr }: Props) => (
  <>
    <rect width={page.width} height={page.height} fill="#ffffff" />
    {background !== undefined && (
      <image href={background} width={page.width} height={page.height} preserveAspectRatio="none" />
    )}
    {placed?.lines.map((line, index) => (
      <text
        // oxlint-disable-next-line react/no-array-index-key -- a line is nothing but its place in the list
        key={index}
        className={styles.text}
        x={line.x}
        y={line.y}
        fontSize={line.size * POINT}
        fontWeight={WEIGHT[line.weight]}
        fill={line.colour}
        textLength={line.width > 0 ? line.width : undefined}
        lengthAdjust="spacingAndGlyphs"
      >
        {line.text}
      </text>
    ))}
    {placed?.qr != null && qr !== undefined && (
      <g transform={`translate(${placed.qr.x} ${placed.qr.y})`}>
        <rect width={placed.qr.size} height={placed.qr.size} fill="#ffffff" />
        <g transform={`scale(${placed.qr.size / (qr.modules + qr.quiet * 2)})`}>
          <path d={qr.path} transform={`translate(${qr.quiet} ${qr.quiet})`} fill="#000000" />
        </g>
      </g>
    )}
  </>
);

type SheetProps = Props & {
  readonly label: string;
  /** Stands across the top instead of what is missing. */
  readonly notice?: string | undefined;
};

/** Letters of the notice in the width of a page: the longest of the three languages fits. */
const NOTICE_LETTERS = 34;

/** The whole page as a picture that says what it shows. */
export const Sheet = ({ label, notice, ...parts }: SheetProps) => (
  <svg
    className={styles.picture}
    viewBox={`0 0 ${parts.page.width} ${parts.page.height}`}
    role="img"
    aria-label={notice === undefined ? label : `${label}. ${notice}`}
  >
    <SheetParts {...parts} />
    {notice !== undefined && (
      <text
        className={styles.notice}
        x={parts.page.width / 2}
        y={(parts.page.width / NOTICE_LETTERS) * 1.6}
        fontSize={parts.page.width / NOTICE_LETTERS}
      >
        {notice}
      </text>
    )}
  </svg>
);
