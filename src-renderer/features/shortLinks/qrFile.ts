export type Qr = { readonly path: string; readonly size: number };

/** The light border that readers need, in modules on each side. */
export const QUIET = 4;

/** A QR code as an SVG file, in the form of an address. */
export const qrFile = ({ path, size }: Qr): string => {
  const side = size + QUIET * 2;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-QUIET} ${-QUIET} ${side} ${side}" width="${side * 10}" height="${side * 10}" shape-rendering="crispEdges"><rect x="${-QUIET}" y="${-QUIET}" width="${side}" height="${side}" fill="#fff"/><path d="${path}"/></svg>`;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
};
