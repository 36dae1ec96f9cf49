import { arrivalTable, deviceTable, doorTable, waveTable } from './door/index.ts';
import { accountTable, organisationTable } from './access/index.ts';
import { certificateTables } from './certificates/index.ts';
import { answerTables } from './answers/index.ts';
import { attentionTables } from './attention/index.ts';
import { drawTables } from './draws/index.ts';
import {
  checkInTable,
  clubTable,
  eventTable,
  eventTemplateTable,
  registrationTable,
  roomTables,
} from './events/index.ts';
import { formTables } from './forms/index.ts';
import { laptopTables } from './laptops/index.ts';
import { messageTables } from './messages/index.ts';
import { paperLineTable } from './paper/index.ts';
import { nameBadgePrintTable } from './nameBadges/index.ts';
import { importBatchTable, importLayoutTable, personTable, savedViewTable } from './people/index.ts';
import { reachTables } from './reach/index.ts';
import { shortLinkTable } from './shortLinks/index.ts';
import { settlementTable } from './sync/index.ts';
import type { TableDef } from './store/index.ts';
import { tabletTable } from './tablets/index.ts';

/** Every synced table of the program. */
export const allTables: readonly TableDef[] = [
  organisationTable,
  accountTable,
  personTable,
  savedViewTable,
  importLayoutTable,
  importBatchTable,
  clubTable,
  eventTemplateTable,
  eventTable,
  registrationTable,
  checkInTable,
  ...roomTables,
  doorTable,
  waveTable,
  deviceTable,
  arrivalTable,
  tabletTable,
  ...drawTables,
  settlementTable,
  ...certificateTables,
  paperLineTable,
  ...attentionTables,
  nameBadgePrintTable,
  shortLinkTable,
  ...laptopTables,
  ...reachTables,
  ...answerTables,
  ...formTables,
  ...messageTables,
];
