import { tabletsRouter } from './tablets.api.ts';

export const tabletsRouters = { tablets: tabletsRouter };
export { openTabletDesk } from './tabletDesk.ts';
export type { Entered, FoundPerson, TabletDesk, TabletState } from './tabletDesk.ts';
export type { TabletAnswer, TabletDue } from './tabletMarks.ts';
export { tabletTable } from './tablets.schema.ts';
export { TABLET_RIGHTS } from './tablets.rights.ts';
export type { TabletProcedure } from './tablets.rights.ts';
export { deviceName } from './tablets.rules.ts';
export type { TabletRefusal, TabletRole } from './tablets.rules.ts';
