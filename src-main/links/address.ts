/** Addresses of relays and laptops as people type them. */
import { isIPv4, isIPv6 } from 'node:net';

/** Addresses that no router passes on: a laptop's own, a home's, a hall's, a phone's hotspot. */
const PRIVATE = /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/;
const PRIVATE_6 = /^(::1$|f[cd]|fe[89ab])/i;

/** Whether a host can only be near: what is said to it without TLS does not cross the internet. */
export const isNear = (host: string): boolean => {
  const bare = host.replaceAll(/^\[|\]$/g, '');
  if (isIPv4(bare)) return PRIVATE.test(bare);
  if (isIPv6(bare)) return PRIVATE_6.test(bare);
  return bare === 'localhost' || bare.endsWith('.local');
};

/**
 * The URL of what was typed, without a slash at its end; undefined where it is none. Without a scheme it is https, but http for an
 * address that is near: no laptop in a hall has a certificate. http to a place far away is used only where somebody typed it.
 */
export const addressIn = (typed: string): string | undefined => {
  const text = typed.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const read = URL.parse(hasScheme ? text : `https://${text}`);
  if (read === null || read.hostname === '') return undefined;
  if (read.protocol !== 'https:' && read.protocol !== 'http:') return undefined;
  if (read.username !== '' || read.password !== '') return undefined;
  const scheme = !hasScheme && isNear(read.hostname) ? 'http:' : read.protocol;
  // Read anew with its scheme: a port that is https' own is none of http's.
  const url = URL.parse(`${scheme}//${text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')}`);
  return url === null ? undefined : `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
};
