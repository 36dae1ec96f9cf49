/** What the desk works on: the user's own database or the demo's, with their backups and jobs, and the way between them. */
import { mkdirSync, renameSync, rmSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  fail,
  OWNER_TO_BE,
  readOrganisation,
  readOwner,
  type DeskContext,
  type Doors,
  type Files,
  type Language,
} from '../src-core/access/index.ts';
import { restoreBackup, type Store } from '../src-core/store/index.ts';
import { createEventFiles } from './handover/eventFiles.ts';
import { createBackupKeeper, type BackupKeeper } from './backups/backups.ts';
import { createJobs } from './jobs/runner.ts';
import type { HostLinks } from './links/links.ts';
import { backupFolderOf, openSpace } from './space.ts';

type SpaceName = 'own' | 'demo';

type OpenSpace = {
  readonly name: SpaceName;
  readonly database: string;
  readonly store: Store;
  readonly keeper: BackupKeeper;
  /** Aborted when this database is closed: streams over it end, and the screens begin anew. */
  readonly closing: AbortController;
};

export type House = {
  /** What a procedure works with now, and the signal of the moment when that ends. */
  readonly enter: () => Promise<{ readonly context: DeskContext; readonly closing: AbortSignal }>;
  readonly openDemo: (language: Language) => Promise<void>;
  readonly close: () => Promise<void>;
};

type HouseOptions = {
  readonly folder: string;
  readonly temporaryFolder: string;
  readonly files: Files;
  /** The door of this laptop; `pause` closes it with the database that it stands on. */
  readonly doors: Doors & { readonly pause: () => Promise<void> };
  /** The ways to others; each database has its own. */
  readonly links: HostLinks;
  readonly now: () => number;
  readonly random: () => string;
  readonly fillDemo: (store: Store, language: Language) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

/** Opens the user's own database, or the demo's where one was left open. Throws what `openStore` throws. */
export const openHouse = async (options: HouseOptions): Promise<House> => {
  const { folder, temporaryFolder, files, doors, links, now, random, fillDemo, onError } = options;
  const folderOf = (name: SpaceName): string => (name === 'own' ? folder : join(folder, 'demo'));
  const databaseOf = (name: SpaceName): string => join(folderOf(name), 'orda.db');
  let actor = OWNER_TO_BE;

  const jobs = createJobs({
    random,
    onError,
    onCommit: (place, commit) => {
      if (place.database === space.database) space.store.announce(commit);
    },
    place: () => ({
      database: space.database,
      temporaryFolder,
      backupFolder: backupFolderOf(space.database),
      actor,
    }),
  });

  const eventFiles = createEventFiles({ settingsFile: join(folder, 'event-file.json'), jobs, onError });

  const open = (name: SpaceName): OpenSpace => {
    mkdirSync(folderOf(name), { recursive: true, mode: 0o700 });
    const database = databaseOf(name);
    const store = openSpace(database, now);
    const keeper = createBackupKeeper({
      database,
      folder: backupFolderOf(database),
      settingsFile: join(folderOf(name), 'second-folder.txt'),
      jobs,
      onError,
    });
    store.onCommit(keeper.noteChange);
    return { name, database, store, keeper, closing: new AbortController() };
  };

  const close = async ({ store, keeper, closing }: OpenSpace): Promise<void> => {
    await doors.pause();
    await links.pause();
    await eventFiles.pause();
    await jobs.close();
    keeper.close();
    closing.abort();
    store.close();
  };

  const goOn = async (): Promise<void> => {
    eventFiles.resume(space.store);
    await links.resume(space.store).catch(onError);
  };

  let space = open('own');
  if (existsSync(databaseOf('demo')) && (await readOrganisation(space.store)) === null) {
    await close(space);
    space = open('demo');
  }
  await goOn();

  // One change of database at a time; requests that come meanwhile wait for it.
  let moving: Promise<void> = Promise.resolve();
  const move = (step: () => Promise<void>): Promise<void> => {
    const next = moving.then(step);
    moving = next.catch(() => undefined);
    return next;
  };

  const moveTo = async (name: SpaceName): Promise<void> => {
    await close(space);
    space = open(name);
    await goOn();
  };

  const makeDemo = async (language: Language): Promise<void> => {
    // Made under another name first: a demo that stopped half-way is never taken for a whole one.
    const making = join(folder, 'demo-making');
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { recursive: true, mode: 0o700 });
    const store = openSpace(join(making, 'orda.db'), now);
    try {
      await fillDemo(store, language);
    } finally {
      store.close();
    }
    renameSync(making, folderOf('demo'));
  };

  const openDemo = (language: Language): Promise<void> =>
    move(async () => {
      if (space.name === 'demo') return;
      if (!existsSync(databaseOf('demo'))) await makeDemo(language);
      await moveTo('demo');
    });

  const removeDemo = (): Promise<void> =>
    move(async () => {
      if (space.name === 'demo') await moveTo('own');
      rmSync(folderOf('demo'), { recursive: true, force: true });
    });

  const restore = async (name: string): Promise<void> => {
    const backup = space.keeper.list().find((file) => file.name === name);
    if (backup === undefined) throw fail('not-found', 'BACKUP_NOT_FOUND', { name });
    await space.keeper.make('restore');
    await move(async () => {
      const { name: current, database } = space;
      await close(space);
      try {
        restoreBackup(backup.path, database, now());
      } catch (error) {
        onError(error);
        throw fail('unavailable', 'RESTORE_FAILED', { name });
      } finally {
        space = open(current);
        await goOn();
      }
    });
  };

  return {
    openDemo,
    enter: async () => {
      await moving;
      const { store, keeper, closing } = space;
      actor = await readOwner(store);
      const context: DeskContext = {
        store,
        actor,
        now,
        jobs,
        files,
        backups: {
          list: async () => keeper.list(),
          make: (reason = 'manual') => keeper.make(reason),
          restore,
          secondFolder: keeper.secondFolder,
          setSecondFolder: keeper.setSecondFolder,
        },
        spaces: { current: () => space.name, openDemo, removeDemo },
        doors,
        eventFiles,
        links,
      };
      return { context, closing: closing.signal };
    },
    close: async () => {
      await moving;
      await close(space);
    },
  };
};
