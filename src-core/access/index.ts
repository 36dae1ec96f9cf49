export { accessRouters } from './access.api.ts';
export { accountTable, LANGUAGES, organisationTable } from './access.schema.ts';
export type { AccessTables, Organisation } from './access.schema.ts';
export {
  adoptAccount,
  dropAdoptedAccount,
  keepOwnAccount,
  ORGANISATION_ID,
  OWNER_TO_BE,
  readOrganisation,
  readOwner,
  startOwn,
} from './access.store.ts';
export type {
  Actor,
  Backups,
  DeskContext,
  DoorAddress,
  Doors,
  DoorState,
  EventFileState,
  EventFiles,
  Files,
  Jobs,
  JobState,
  Language,
  Spaces,
} from './context.ts';
export type {
  Invitation,
  KeptThere,
  LanState,
  LinkFiles,
  LinkProblem,
  Links,
  JoinCancelled,
  LinksState,
  LinkState,
} from './links.ts';
export type { JobFile, JobTools, JobWork } from './work.ts';
export { fail, Failure, failureOf } from './failure.ts';
export type { FailureFields, FailureKind } from './failure.ts';
export { liveEvents } from './live.ts';
export type { LiveEvent } from './live.ts';
export { can, PERMISSIONS, ROLES } from './permissions.rules.ts';
export type { Permission, Role } from './permissions.rules.ts';
export { LONGEST_PHRASE, PHRASE_BYTES, phraseOf, plainPhrase, SHORTEST_PHRASE } from './phrase.rules.ts';
export { createCaller, procedure, router } from './procedure.ts';
export { SPOKEN_LETTERS, spokenAsMeant, spokenCode } from './spokenCode.rules.ts';
