import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { NOON, openNode } from '../../src-core/sync/nodes.test-support.ts';
import type { Node } from '../../src-core/sync/nodes.test-support.ts';
import { openHub } from '../../src-core/sync/hub.ts';
import type { Hub } from '../../src-core/sync/hub.ts';
import type { Store } from '../../src-core/store/index.ts';
import { mortal, newFuse } from './mortal.ts';
import type { Fuse } from './mortal.ts';

/** One machine with its database: a desk or a relay. It dies and is started again; what lies on its disk stays. */
export type Site = {
  readonly name: string;
  path: string;
  node: Node;
  hub: Hub;
  /** Milliseconds by which its wall clock is wrong. */
  wrongBy: number;
  /** Blows in the writes of the serving side. */
  readonly fuse: Fuse;
};

/** A message that the network still carries; nobody waits for its answer any more. */
export type Late = { readonly to: Site; readonly message: unknown };

/** Some desks, the relays that they know (one, or several copies of one), and all that people were told is safe. */
export type World = {
  readonly folder: string;
  readonly desks: readonly Site[];
  readonly relays: Site[];
  readonly late: Late[];
  /** Clock readings of every change that was committed anywhere. */
  readonly confirmed: Set<string>;
  /** The sum of all payments that were committed. */
  paid: number;
  /** Real time that has passed since noon, milliseconds. */
  passedMs: number;
  /** Copies of a relay's file as it was. */
  readonly yesterdays: string[];
  /** A database with nothing in it. */
  readonly emptyFile: string;
};

/**
 * Where the files lie: in memory where the system has such a folder. Dying is played here, not a power cut, so that nothing hangs on the flush
 * of each commit, which takes most of the time; `kill9.test.ts` has the disk.
 */
const BASE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

let template: string | undefined;

/** An empty database with the newest schema: made once, copied for every site. */
function templateFile(): string {
  if (template !== undefined && existsSync(template)) return template;
  const folder = mkdtempSync(join(BASE, 'orda-world-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'empty.db');
  openNode({ path }).close();
  template = path;
  return path;
}

/** Opens a world of fresh sites. Close it with `endWorld`. */
export async function beginWorld(deskCount: number): Promise<World> {
  const folder = mkdtempSync(join(BASE, 'orda-world-'));
  const desks: Site[] = [];
  for (let n = 0; n < deskCount; n += 1) desks.push(await openSite(folder, `desk ${n}`, templateFile()));
  return {
    folder,
    desks,
    relays: [await openSite(folder, 'relay', templateFile())],
    late: [],
    confirmed: new Set(),
    paid: 0,
    passedMs: 0,
    yesterdays: [],
    emptyFile: templateFile(),
  };
}

export function endWorld(world: World): void {
  for (const site of [...world.desks, ...world.relays]) site.node.close();
  rmSync(world.folder, { recursive: true });
}

/** A new site over a copy of that file. It lies elsewhere, so it has a name of its own (rule S11). */
export async function openSite(folder: string, name: string, from: string): Promise<Site> {
  const path = join(folder, `${randomUUID()}.db`);
  copyFileSync(from, path);
  const node = openNode({ path });
  const fuse = newFuse();
  return { name, path, node, hub: await openHub(mortal(node.store, fuse)), wrongBy: 0, fuse };
}

/** What a process that has died leaves on the disk is opened again. */
export async function restart(site: Site): Promise<void> {
  site.node.close();
  site.node = openNode({ path: site.path });
  site.fuse.blows = 'never';
  site.hub = await openHub(mortal(site.node.store, site.fuse));
}

/** Puts another file in the place of a site's own, as somebody does who restores a backup. */
export async function replaceFile(world: World, site: Site, from: string): Promise<void> {
  site.node.close();
  site.path = join(world.folder, `${randomUUID()}.db`);
  copyFileSync(from, site.path);
  site.node = openNode({ path: site.path });
  site.fuse.blows = 'never';
  site.hub = await openHub(mortal(site.node.store, site.fuse));
}

/** A copy of a site's file as it is now, as a backup makes it. */
export function snapshot(world: World, site: Site): string {
  const path = join(world.folder, `${randomUUID()}.snapshot`);
  const file = new Database(site.path);
  file.prepare('VACUUM INTO ?').run(path);
  file.close();
  return path;
}

/** Turns a site's wall clock to what it shows now. */
export function showTime(world: World, site: Site): void {
  site.node.setNow(NOON + world.passedMs + site.wrongBy);
}

const readHlcs = (store: Store, sql: string): ReadonlySet<string> =>
  new Set(store.localRows<{ hlc: string }>(sql).map(({ hlc }) => hlc));

export const hlcsOf = (store: Store): ReadonlySet<string> => readHlcs(store, 'SELECT hlc FROM change');

/** Everything that a site has, be it in its log or kept aside. */
export const hasOf = (store: Store): ReadonlySet<string> =>
  readHlcs(store, 'SELECT hlc FROM change UNION SELECT hlc FROM quarantine');
