/** What the desk's process and the window's process say to each other. */

export type FromService =
  /** The desk serves, in this process or in another that has the data; the address opens it once. */
  | { readonly kind: 'ready'; readonly url: string }
  /** A second start asked for the window. */
  | { readonly kind: 'raise' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Asks the system's keychain, which only the window's process reaches, to close a text or to open a closed one. */
  | { readonly kind: 'close' | 'open'; readonly id: number; readonly text: string };

export type ToService =
  | 'stop'
  | 'newUrl'
  /** The keychain's answer; null where there is none, or where it does not open this text. */
  | { readonly kind: 'keychain'; readonly id: number; readonly text: string | null };

/** The channel by which the screens ask for the system's own folder chooser. */
export const CHOOSE_FOLDER = 'orda:choose-folder';
