import { reachRouter } from './reach.api.ts';

export const reachRouters = { reach: reachRouter };
export {
  chooseLanguage,
  chooseWays,
  contactsOf,
  isChatClosed,
  isChatStopped,
  languageOf,
  linkBot,
  linkPage,
  noteBlocked,
  noteStopped,
  unlink,
  unlinkChat,
} from './contacts.store.ts';
export type { WaysChoice } from './contacts.store.ts';
export { childrenOf, guardiansOf, linkGuardian, personsOfChat } from './family.store.ts';
export type { ChatPerson, FamilyMember } from './family.store.ts';
export { readLinkCode } from './linkCode.ts';
export { makeLinkCode, redeemCode } from './linkCodes.store.ts';
export type { LinkMeaning, LinkPurpose } from './linkCodes.store.ts';
export { linkChatByCode, linkPageByCode, noteBotName, readBotName } from './linking.store.ts';
export type { UnreachedReason, Way } from './reachability.rules.ts';
export { CHANNELS, DEFAULT_SHOWS, PROFILE_FIELDS } from './reach.rules.ts';
export type { Channel, ProfileField } from './reach.rules.ts';
export { contactTable, guardianshipTable, memberProfileTable, reachTables } from './reach.schema.ts';
export type { Contact, ReachTables, TelegramTables } from './reach.schema.ts';
