/**
 * Choices of this window that must be known before the first paint. Cookies, because the desk takes another port at every
 * start and a browser keeps its other stores per port.
 */
const YEAR = 365 * 24 * 3600;

/** Reads a choice; undefined where it was never made. */
export const readChoice = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`orda_${name}=`))
    ?.slice(name.length + 6);

/** Keeps a choice for the next start. */
export const keepChoice = (name: string, value: string): void => {
  document.cookie = `orda_${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR}; SameSite=Strict`;
};
