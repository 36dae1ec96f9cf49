export { laptopsRouters } from './laptops.api.ts';
export { laptopInvitationTable, laptopTable, laptopTables } from './laptops.schema.ts';
export type { LaptopsTables } from './laptops.schema.ts';
export { openAdmission } from './admission.ts';
export { inviteLaptop, keyOfPhrase, unwrap } from './pairing.ts';
export type { PhraseKey } from './pairing.ts';
export { joinTextOf, readJoinText } from './pairing.rules.ts';
export { keepOwnLaptop, noteDecision, readLaptops } from './laptops.store.ts';
export type { ListedLaptop } from './laptops.store.ts';
