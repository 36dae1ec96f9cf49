import { drawNodeId } from '../node.ts';
import type { RandomBytes } from '../ids.ts';
import { codeOf } from './server.ts';
import type { Connection } from './server.ts';

const PLACE = `SELECT system_identifier::text || ' ' || timeline_id || ' ' || (
    SELECT oid FROM pg_database WHERE datname = current_database()) AS place
  FROM pg_control_system(), pg_control_checkpoint()`;
/** Where the server does not let everybody read its control data. */
const HUMBLE_PLACE = `SELECT current_database() || ' ' || oid AS place FROM pg_database WHERE datname = current_database()`;
const READ = `SELECT key, value FROM meta WHERE key IN ('node', 'place')`;
const KEEP = `INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

/** Where this database lies: a copy, a dump played in elsewhere and a server brought back from an archive lie elsewhere. */
export async function placeOf(connection: Connection): Promise<string> {
  await connection.query('SAVEPOINT place');
  try {
    const { rows } = await connection.query<{ place: string }>(PLACE);
    return rows[0]?.place ?? '';
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
    await connection.query('ROLLBACK TO place');
    const { rows } = await connection.query<{ place: string }>(HUMBLE_PLACE);
    return rows[0]?.place ?? '';
  }
}

/**
 * The node's id, which all processes on this database share, within a running transaction. It stands in the database with the place where
 * it was drawn: at another place a new one is drawn, and the log loses its name, so that every laptop compares it from line one.
 */
export async function nodeOfPlace(connection: Connection, random: RandomBytes): Promise<string> {
  const place = await placeOf(connection);
  const { rows } = await connection.query<{ key: string; value: string }>(READ);
  const kept = new Map(rows.map(({ key, value }) => [key, value]));
  const node = kept.get('node');
  if (node !== undefined && kept.get('place') === place) return node;
  if (node !== undefined) await connection.query(`DELETE FROM meta WHERE key = 'epoch'`);
  const own = drawNodeId(random);
  await keepNode(connection, own, place);
  return own;
}

/** Notes the node's id as drawn at this place. */
export async function keepNode(connection: Connection, node: string, place: string): Promise<void> {
  await connection.query(KEEP, ['node', node]);
  await connection.query(KEEP, ['place', place]);
}
