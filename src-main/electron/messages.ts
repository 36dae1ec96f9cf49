/** What the desk's process and the window's process say to each other. */

export type FromService =
  /** The desk serves, in this process or in another that has the data; the address opens it once. */
  | { readonly kind: 'ready'; readonly url: string }
  /** A second start asked for the window. */
  | { readonly kind: 'raise' }
  | { readonly kind: 'failed'; readonly reason: string };

export type ToService = 'stop' | 'newUrl';

/** The channel by which the screens ask for the system's own folder chooser. */
export const CHOOSE_FOLDER = 'orda:choose-folder';
