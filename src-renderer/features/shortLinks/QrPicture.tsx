import { QUIET, type Qr } from './qrFile.ts';

/** A QR code, dark on white in either light: readers expect it so. */
export const QrPicture = ({
  qr,
  label,
  className,
}: {
  readonly qr: Qr;
  readonly label: string;
  readonly className: string | undefined;
}) => {
  const side = qr.size + QUIET * 2;
  return (
    <svg
      className={className}
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
};
