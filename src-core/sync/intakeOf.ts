import type { Tx } from '../store/index.ts';
import type { Intake } from './intake.ts';
import { sqliteIntake } from './sqliteIntake.ts';

/** A running transaction that changes can be taken into. */
export type ReceivingTx = Tx;

/** How changes are taken into this transaction's database. */
export const intakeOf = (tx: ReceivingTx): Intake => sqliteIntake(tx);
