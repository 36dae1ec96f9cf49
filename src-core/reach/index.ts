export { CHANNELS, DEFAULT_SHOWS, PROFILE_FIELDS } from './reach.rules.ts';
export type { Channel, ProfileField } from './reach.rules.ts';
export {
  contactTable,
  guardianshipTable,
  linkCodeTable,
  memberProfileTable,
  reachTables,
} from './reach.schema.ts';
export type { ReachTables } from './reach.schema.ts';
