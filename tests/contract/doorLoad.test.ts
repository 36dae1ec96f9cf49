/**
 * Holds: 150 phones mark themselves over the network while the laptop is killed in the middle and started again. Nobody
 * stands there twice, and nobody who was told "you are checked in" is missing, not even right after the kill.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { createCaller, startOwn } from '../../src-core/access/index.ts';
import { deskRouter } from '../../src-core/api.ts';
import { codeAt, hashOfKey } from '../../src-core/door/code.ts';
import { deviceTable } from '../../src-core/door/index.ts';
import { addPerson } from '../../src-core/people/index.ts';
import { factId, openStore, record } from '../../src-core/store/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { openPlainDesk } from './plainDesk.ts';

const PHONES = 150;
/** Of them were here before; the others fill in the form. */
const KNOWN = 90;
/** The laptop dies when about so many have been told that they are marked. */
const DIES_AT = 60;

const folders: string[] = [];
const running = new Set<ChildProcess>();
afterEach(async () => {
  for (const child of running) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  }
  running.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const FAMILIES = ['Ахметов', 'Әбдіров', 'Ким', 'Оспанов', 'Өтегенов', 'Сүлейменов', 'Іскаков', 'Щукин'];
const GIVENS = ['Айгерім', 'Артём', 'Данияр', 'Мәди', 'Нұрлан', 'Пётр', 'Юлия', 'Ләззат', 'Бекзат'];
const nameOf = (at: number): string =>
  `${FAMILIES[at % FAMILIES.length]} ${GIVENS[Math.floor(at / FAMILIES.length) % GIVENS.length]} ${FAMILIES[Math.floor(at / 72) % 8]}ұлы`;

const keyOf = (at: number): string => `phone-${at}-`.padEnd(40, 'k');

/** A base with the phones that were here before, and an event whose code is being shown; out: its id. */
const settle = async (store: Store): Promise<string> => {
  await startOwn(store, {
    name: 'IT-клуб',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерім',
  });
  await store.write({ actor: 'test', action: 'test' }, async (tx) => {
    for (let at = 0; at < KNOWN; at += 1) {
      const [family_name = '', given_name = '', patronymic = ''] = nameOf(at).split(' ');
      const person_id = await addPerson(tx, {
        family_name,
        given_name,
        patronymic,
        study_group: `ИС-${at % 7}`,
        student_card_no: String(220_000 + at),
      });
      const key_hash = hashOfKey(keyOf(at));
      await record(tx, deviceTable, factId('device', key_hash), {
        event_id: 'last time',
        key_hash,
        person_id,
        at: '2026-09-01T12:00:00.000Z',
      });
    }
  });
  const plain = await openPlainDesk();
  const context = { ...plain.contextOf('owner'), store };
  plain.close();
  const api = createCaller(deskRouter)(context);
  const { id } = await api.events.create({
    fields: {
      title: 'Митап',
      club_id: null,
      place: null,
      starts_at: '2026-09-04T18:00',
      ends_at: '2026-09-04T20:00',
      capacity: null,
      registration: 'open',
      note: null,
    },
  });
  await api.door.openWave({ eventId: id, lateAfterMinutes: null });
  return id;
};

const startLaptop = async (
  folder: string,
  eventId: string,
): Promise<{ child: ChildProcess; url: string }> => {
  const script = fileURLToPath(new URL('./doorLoad.child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder, eventId], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const [line] = await once(child.stdout, 'data');
  return { child, url: String(line).trim() };
};

/** Asks until there is an answer, as the page's own script does. */
const insist = async (url: string, init: RequestInit): Promise<string> => {
  for (;;) {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(5000) });
      const text = await response.text();
      if (response.status === 200) return text;
    } catch {
      // The laptop is down, or was while the answer came.
    }
    await wait(40);
  }
};

/** One phone from the camera to "you are checked in". */
const arrive = async (at: number, url: string, code: () => string): Promise<void> => {
  const cookie = `orda_phone=${keyOf(at)}`;
  const ask = (path: string, init: RequestInit = {}) =>
    insist(new URL(path, url).href, {
      ...init,
      headers: { cookie, 'x-part': '1', 'accept-language': 'ru', 'user-agent': `phone ${at}` },
    });
  let page = await ask(`/${code()}`);
  for (let tries = 0; tries < 40 && !page.includes('name="p"'); tries += 1) {
    await wait(50);
    page = await ask(`/${code()}`);
  }
  const pass = /name="p" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const form = new URLSearchParams({ p: pass });
  if (at >= KNOWN) {
    form.set('full_name', nameOf(at));
    form.set('study_group', `НОВ-${at}`);
    form.set('student_card_no', String(990_000 + at));
  }
  const body = new URLSearchParams(form);
  const done = await ask(at < KNOWN ? '/mark' : '/register', { method: 'POST', body });
  if (!/Вы отмечены|Записали/.test(done)) throw new Error(`phone ${at} was told: ${done}`);
};

test('150 phones over a laptop that is killed and started again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'orda-load-'));
  folders.push(folder);
  const path = join(folder, 'orda.db');
  const store = openStore({ path, tables: allTables, migrations });
  const eventId = await settle(store);
  store.close();
  let laptop = await startLaptop(folder, eventId);
  const reader = new Database(path, { readonly: true });
  const secret = String(reader.prepare('SELECT secret FROM door').pluck().get());
  const code = () => codeAt(secret, 1, Date.now()).code;
  const marks = () =>
    reader.prepare('SELECT person_id FROM check_in WHERE event_id = ?').pluck().all(eventId).length;
  const waiting = () => reader.prepare('SELECT id FROM arrival').pluck().all().length;

  let told = 0;
  const phones = Array.from({ length: PHONES }, async (_, at) => {
    await wait((at * 37) % 1500);
    await arrive(at, laptop.url, code);
    told += 1;
  });
  while (told < DIES_AT) await wait(5);
  laptop.child.kill('SIGKILL');
  await once(laptop.child, 'close');
  const toldBefore = told;
  expect(marks() + waiting()).toBeGreaterThanOrEqual(toldBefore);
  const before = laptop.url;
  laptop = await startLaptop(folder, eventId);
  expect(laptop.url).toBe(before);
  await Promise.all(phones);

  expect(toldBefore).toBeLessThan(PHONES);
  expect(marks() + waiting()).toBe(PHONES);
  const people = reader.prepare('SELECT count(*) FROM person').pluck().get();
  expect(people).toBe(PHONES - waiting());
  expect(waiting()).toBe(0);
  expect(
    reader.prepare('SELECT count(DISTINCT device) FROM check_in WHERE event_id = ?').pluck().get(eventId),
  ).toBe(PHONES);
  reader.close();
}, 60_000);
