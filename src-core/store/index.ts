export { filesOf } from './attachedFiles.ts';
export { backupDatabase, checkBackup, listBackups, restoreBackup } from './backup.ts';
export type { BackupCheck, BackupFile, BackupReason } from './backup.ts';
export { clockOfCell, formatCellClocks, parseCellClocks, startOfMs } from './clock.ts';
export type { CellClocks, Hlc } from './clock.ts';
export { wallTimeOf } from './clock.ts';
export { factId } from './ids.ts';
export type { RandomBytes } from './ids.ts';
export { gathered } from './gathering.ts';
export { historyOfRow } from './journal.ts';
export type { FieldChange } from './journal.ts';
export { lockFolder } from './folderLock.ts';
export type { FolderLock } from './folderLock.ts';
export { NewerDatabaseError } from './migrate.ts';
export type { Migration } from './migrate.ts';
export { openStore } from './open.ts';
export { fit, rowsOf } from './postgres/cells.ts';
export { moveToPostgres, MoveRefusedError } from './postgres/move.ts';
export { MovedDatabaseError } from './moved.ts';
export { openPostgres } from './postgres/open.ts';
export type { PostgresOptions, PostgresStore } from './postgres/open.ts';
export { connectPostgres, DatabaseAwayError } from './postgres/server.ts';
export type { Connection, PostgresServer } from './postgres/server.ts';
export type { PostgresTx } from './postgres/session.ts';
export { preparedQuery, preparedRow } from './prepared.ts';
export { record, recordAll, recordNew } from './record.ts';
export type { Change } from './change.ts';
export type { Soon } from './rowWriter.ts';
export type { DomainStore, Store, TablesOf } from './store.ts';
export type {
  Action,
  Commit,
  DomainTx,
  LocalWriter,
  Reader,
  Reading,
  StoreTables,
  Tx,
  Written,
} from './transaction.ts';
export { expired } from './retention.rules.ts';
export { defineTable } from './tables.ts';
export type { Cell } from './cell.ts';
export type {
  Attachments,
  LocalTables,
  PatchOf,
  RelayRule,
  RowOf,
  SyncedColumns,
  TableDef,
  Travels,
  WrittenRow,
} from './tables.ts';
export { undo } from './undo.ts';
export type { UndoOptions, UndoResult } from './undo.ts';
