/** The ways to a person that a relay has, in the order that costs least. A printed list is what is left where none works. */
export const CHANNELS = ['bot', 'page', 'email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a profile may show to other members. */
export const PROFILE_FIELDS = ['name', 'group', 'badges', 'visits', 'certificates', 'telegram'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** What others see of a person who chose nothing. */
export const DEFAULT_SHOWS: readonly ProfileField[] = ['name', 'badges'];
