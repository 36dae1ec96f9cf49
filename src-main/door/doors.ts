/** The door of this laptop: opened for one event on one address, remembered over a restart, watched while it is open. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import { fail, type Doors, type DoorState } from '../../src-core/access/index.ts';
import { openPhoneDoor } from '../../src-core/door/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { openTabletDesk } from '../../src-core/tablets/index.ts';
import { addressesOf } from './addresses.ts';
import { DOOR_LIMITS, TABLET_LIMITS } from './limits.ts';
import { createRouter } from './router.ts';
import { serve } from './serve.ts';
import { createTabletRouter, isTabletPath } from './tabletRouter.ts';
import { createTabletScripts } from './tabletScripts.ts';

type DoorsOptions = {
  /** Where an open door is written down, so that a laptop that died in mid-arrival goes on by itself. */
  readonly settingsFile: string;
  readonly now: () => number;
  /** Addresses of the machine itself are offered too: for trying out, and for tests. */
  readonly isLoopbackShown: boolean;
  /** The built screens, among them the scripts of the volunteers' page. */
  readonly screensFolder: string;
  readonly onError: (error: unknown) => void;
};

export type HostDoors = Doors & {
  /** Opens the door again that was open when the program ended. */
  readonly resume: (store: Store) => Promise<void>;
  /** Closes it and remembers that it was open. */
  readonly pause: () => Promise<void>;
};

/** Easy to type, and the same at every event, so that a firewall is asked once. */
const PORTS = [8080, 8088, 8888, 0];
const HELLOS_KEPT = 50;
/** Milliseconds between two beats of the watch; a gap far longer means that the laptop slept. */
const BEAT = 2_000;
const SLEPT = 15_000;

const settings = z.object({ eventId: z.string(), address: z.string(), port: z.int(), database: z.string() });

type OpenDoor = { readonly state: () => DoorState; readonly close: () => Promise<void> };

/** Makes the laptop's door; it is closed until `open` or `resume`. */
export const createDoors = (options: DoorsOptions): HostDoors => {
  const { settingsFile, now, isLoopbackShown, screensFolder, onError } = options;
  const scripts = createTabletScripts(screensFolder);
  let current: OpenDoor | undefined;
  const addresses = () => addressesOf(networkInterfaces(), process.platform, isLoopbackShown);

  const start = async (
    store: Store,
    eventId: string,
    address: string,
    ports: readonly number[],
  ): Promise<DoorState> => {
    const door = openPhoneDoor(store, eventId);
    const hellos: DoorState['hellos'][number][] = [];
    let origin = '';
    const tablets = openTabletDesk(store, eventId);
    const handleTablet = createTabletRouter({
      desk: tablets,
      origin: () => origin,
      now,
      limits: TABLET_LIMITS,
      script: scripts,
    });
    const handlePhone = createRouter({
      door,
      origin: () => origin,
      now,
      limits: DOOR_LIMITS,
      onHello: ({ from, browser }) => {
        const isOwn = addresses().some((own) => own.address === from) || from.startsWith('127.');
        hellos.push({ atMs: now(), browser: browser.slice(0, 200), isOwn });
        if (hellos.length > HELLOS_KEPT) hellos.shift();
      },
    });
    const handle: typeof handlePhone = (request) =>
      isTabletPath(request.path) ? handleTablet(request) : handlePhone(request);
    const serving = await serve({ address, ports, handle, onError }).catch((error: unknown) => {
      door.close();
      tablets.close();
      onError(error);
      throw fail('unavailable', 'ADDRESS_GONE', { address });
    });
    origin = `http://${address}:${serving.port}`;
    const openedMs = now();
    let beatMs = openedMs;
    let sleptMs: number | null = null;
    const watch = setInterval(() => {
      const nowMs = now();
      if (nowMs - beatMs > SLEPT) sleptMs = nowMs;
      beatMs = nowMs;
    }, BEAT);
    watch.unref();
    const state = (): DoorState => ({
      eventId,
      address,
      port: serving.port,
      url: `${origin}/`,
      openedMs,
      hellos: [...hellos],
      tablets: tablets.seen(),
      sleptMs,
      isReachable: address.startsWith('127.') || addresses().some((own) => own.address === address),
    });
    current = {
      state,
      close: async () => {
        clearInterval(watch);
        door.close();
        tablets.close();
        await serving.close();
      },
    };
    writeFileSync(
      settingsFile,
      JSON.stringify({ eventId, address, port: serving.port, database: store.path }),
    );
    return state();
  };

  const pause = async (): Promise<void> => {
    const open = current;
    current = undefined;
    await open?.close();
  };

  return {
    addresses,
    state: () => current?.state() ?? null,
    open: async ({ store, eventId, address }) => {
      const isOwn = address.startsWith('127.') || addresses().some((own) => own.address === address);
      if (!isOwn) throw fail('unavailable', 'ADDRESS_GONE', { address });
      await pause();
      return start(store, eventId, address, PORTS);
    },
    close: async () => {
      rmSync(settingsFile, { force: true });
      await pause();
    },
    pause,
    resume: async (store) => {
      const kept = readSettings(settingsFile);
      if (kept === undefined || kept.database !== store.path) return;
      await start(store, kept.eventId, kept.address, [kept.port, ...PORTS]);
    },
  };
};

const readSettings = (file: string): z.output<typeof settings> | undefined => {
  try {
    return settings.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
};
