/** What the window may do, as questions without Electron in them: where it may go, what it may ask for, who may call. */

/** Whether an address belongs to the desk's own server. */
export const isOwnAddress = (address: string, origin: string): boolean => {
  try {
    return new URL(address).origin === origin;
  } catch {
    return false;
  }
};

/** The address that may be given to the user's browser: https alone, without a name and password in it. */
export const externalAddress = (address: string): string | undefined => {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
};

type Asked = {
  readonly permission: string;
  readonly address: string;
  readonly isMainFrame: boolean;
  /** For `media`: what of it. */
  readonly media?: readonly string[];
};

/** The camera to scan a card, a whole screen for the stage, a copy to the clipboard; nothing else, and nobody else. */
export const isPermitted = (
  { permission, address, isMainFrame, media = [] }: Asked,
  origin: string,
): boolean => {
  if (!isMainFrame || !isOwnAddress(address, origin)) return false;
  if (permission === 'media') return media.length > 0 && media.every((kind) => kind === 'video');
  return permission === 'fullscreen' || permission === 'clipboard-sanitized-write';
};
