import type { PostgresStore, PostgresTx, Store, Tx, Written } from '../store/index.ts';
import type { Intake } from './intake.ts';
import { postgresIntake } from './postgresIntake.ts';
import { postgresLog } from './postgresLog.ts';
import type { ServedLog } from './served.ts';
import { sqliteIntake } from './sqliteIntake.ts';
import { sqliteLog } from './sqliteLog.ts';

/** A store whose log can be served: on either database. */
export type SyncStore = Store | PostgresStore;

/** A running transaction that changes can be taken into. */
export type ReceivingTx = Tx | PostgresTx;

/** How changes are taken into this transaction's database. */
export const intakeOf = (tx: ReceivingTx): Intake => ('engine' in tx ? sqliteIntake(tx) : postgresIntake(tx));

/** How this store's log is read. */
export const servedLogOf = (store: SyncStore): ServedLog =>
  'ask' in store ? postgresLog(store) : sqliteLog(store);

/** `writeTogether` on either database. */
export const takeTogether = <T>(
  store: SyncStore,
  intent: { readonly actor: string; readonly action: string },
  work: (tx: ReceivingTx) => Promise<T>,
): Promise<Written<T>> =>
  'ask' in store ? store.writeTogether(intent, work) : store.writeTogether(intent, work);

/** `write` on either database, for what takes changes in. */
export const writeOn = <T>(
  store: SyncStore,
  intent: { readonly actor: string; readonly action: string },
  work: (tx: ReceivingTx) => Promise<T>,
): Promise<Written<T>> => ('ask' in store ? store.write(intent, work) : store.write(intent, work));
