/** Holds: the phone page lets in whom it should and shows what it may, over a file of SQLite. */
import { describe } from 'vitest';
import { payloadContract } from './payload.contract.ts';
import { sessionsContract } from './sessions.contract.ts';
import { onSqlite } from './world.ts';

describe('sessions', () => {
  sessionsContract(onSqlite);
});
describe('payloads', () => {
  payloadContract(onSqlite);
});
