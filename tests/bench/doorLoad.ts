/** Phones by the hundred over plain sockets, and the database that they meet. */
import { connect } from 'node:net';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { startOwn } from '../../src-core/access/index.ts';
import { hashOfKey, passFor } from '../../src-core/door/code.ts';
import { deviceTable, doorTable, waveTable } from '../../src-core/door/index.ts';
import { eventTable } from '../../src-core/events/index.ts';
import { addPerson } from '../../src-core/people/index.ts';
import { factId, openStore, record } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';

export const EVENT = 'event';
export const SECRET = 'a5'.repeat(32);

export const keyOf = (n: number): string => `key-${n}-`.padEnd(32, 'k');

/** A database with so many people, each known by a phone, and an event whose code is being shown. */
export async function settle(folder: string, people: number): Promise<void> {
  const store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations });
  await startOwn(store, {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерім',
  });
  await store.write({ actor: 'bench', action: 'bench' }, async (tx) => {
    await record(tx, eventTable, EVENT, {
      title: 'Митап',
      starts_at: '2026-09-04T18:00',
      ends_at: '2026-09-04T20:00',
      registration: 'open',
    });
    await record(tx, doorTable, factId('door', EVENT), {
      event_id: EVENT,
      secret: SECRET,
      study_group: 'required',
      student_card_no: 'required',
      telegram: 'optional',
    });
    await record(tx, waveTable, factId('wave', EVENT, '1'), {
      event_id: EVENT,
      number: 1,
      opened_at: tx.at,
      late_after_minutes: 10,
    });
    for (let n = 0; n < people; n += 1) {
      const person_id = await addPerson(tx, {
        family_name: `Фамилия${n}`,
        given_name: 'Имя',
        study_group: 'ИС-1',
      });
      const key_hash = hashOfKey(keyOf(n));
      await record(tx, deviceTable, factId('device', key_hash), {
        event_id: 'before',
        key_hash,
        person_id,
        at: '2026-09-01T12:00:00.000Z',
      });
    }
  });
  store.close();
}

const requestOf = (port: number, path: string, headers: string, body: string): Buffer =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );

/** One tap of a known phone. */
export const markOf = (port: number, n: number): Buffer => {
  const pass = passFor(SECRET, hashOfKey(keyOf(n)), Date.now());
  return requestOf(
    port,
    '/mark',
    `cookie: orda_phone=${keyOf(n)}\r\nx-part: 1\r\nuser-agent: phone\r\ncontent-type: application/x-www-form-urlencoded\r\n`,
    `p=${encodeURIComponent(pass)}`,
  );
};

/** A request of the same size and the same headers that is only sent back. */
export const echoOf = (port: number, n: number): Buffer =>
  requestOf(
    port,
    '/echo',
    `cookie: orda_phone=${keyOf(n)}\r\nx-part: 1\r\nuser-agent: phone\r\ncontent-type: application/json\r\n`,
    JSON.stringify({ event: EVENT, phone: n, pass: '0mf5k2q80.0123456789abcdefghijkl' }),
  );

export type Load = {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
  /** When each answer came, on the clock of `performance.now()`. */
  readonly answeredAt: readonly number[];
};

const HEAD_END = Buffer.from('\r\n\r\n');
/** Bytes of the answer that begins here, or undefined until its head is there. */
function lengthOf(held: Buffer): number | undefined {
  const end = held.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = held.toString('latin1', 0, end);
  const at = head.indexOf('content-length: ') + 16;
  return end + 4 + parseInt(head.slice(at, at + 8), 10);
}

/**
 * Sends the requests over so many connections, each waiting for its answer; every answer must be a 200. `hasOwnAddresses` lets
 * each connection come from a loopback address of its own (Linux and Windows have them), as far as a door limits addresses.
 */
export async function press(
  port: number,
  connections: number,
  requests: readonly Buffer[],
  hasOwnAddresses = false,
): Promise<Load> {
  const times: number[] = [];
  const answeredAt: number[] = [];
  let next = 0;
  const one = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({
        port,
        host: '127.0.0.1',
        ...(hasOwnAddresses && { localAddress: `127.0.1.${at + 1}` }),
      });
      socket.setNoDelay(true);
      let sent = 0;
      let held: Buffer = Buffer.alloc(0);
      const send = (): void => {
        const request = requests[next];
        next += 1;
        if (request === undefined) {
          socket.destroy();
          resolve();
          return;
        }
        sent = performance.now();
        socket.write(request);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('data', (part: Buffer) => {
        held = held.length === 0 ? part : Buffer.concat([held, part]);
        const length = lengthOf(held);
        if (length === undefined || held.length < length) return;
        if (held.toString('latin1', 9, 12) !== '200') reject(new Error(held.toString('utf8', 0, 200)));
        held = held.subarray(length);
        const now = performance.now();
        times.push(now - sent);
        answeredAt.push(now);
        send();
      });
    });
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, (_, at) => one(at)));
  const seconds = (performance.now() - started) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  return { perSecond: times.length / seconds, p99, answeredAt };
}
