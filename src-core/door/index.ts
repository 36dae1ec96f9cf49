import { doorRouter, stageRouter } from './door.api.ts';

export const doorRouters = { door: doorRouter, stage: stageRouter };
export { arrivalTable, deviceTable, doorTable, waveTable } from './door.schema.ts';
export { CODE_LETTERS, hashOfKey } from './code.ts';
export { matchTyped } from './match.store.ts';
export { openPhoneDoor } from './phoneDoor.ts';
export type { DoorFace, PhoneDoor, Reply } from './phoneDoor.ts';
export type { Asks } from './question.ts';
export { ASKED_FIELDS } from './arrival.rules.ts';
export type { AskedField } from './arrival.rules.ts';
