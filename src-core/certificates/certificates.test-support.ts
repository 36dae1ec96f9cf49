import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { accessRouters, createCaller, router, startOwn } from '../access/index.ts';
import type { DeskContext, JobFile, JobTools, JobWork, Role } from '../access/index.ts';
import { noLinks } from '../noLinks.test-support.ts';
import { eventsRouters } from '../events/index.ts';
import { addPerson, peopleRouters } from '../people/index.ts';
import type { PersonPatch } from '../people/index.ts';
import { openStore } from '../store/index.ts';
import type { Store } from '../store/index.ts';
import { allTables } from '../tables.ts';
import { certificatesRouters } from './index.ts';
import { issueWork, printWork } from './certificates.work.ts';
import { starterLayout } from './template.rules.ts';
import type { Template } from './template.rules.ts';

const caller = createCaller(
  router({ ...accessRouters, ...peopleRouters, ...eventsRouters(), ...certificatesRouters }),
);
const WORKS: Readonly<Record<string, JobWork>> = {
  'certificates.issue': issueWork,
  'certificates.print': printWork,
};

type Asked = { readonly kind: string; readonly input: unknown };

export type CertificateDesk = {
  readonly store: Store;
  readonly folder: string;
  as(role: Role): ReturnType<typeof caller>;
  readonly api: ReturnType<typeof caller>;
  /** Does the work of a job that a procedure has started, in this thread. */
  run<Result>(started: { readonly job: string }, tools?: Partial<JobTools>): Promise<Result>;
  /** Offers a file to be uploaded; out: its token. */
  upload(bytes: Uint8Array | string): string;
  /** What a download of this token would give. */
  offered(token: string): Buffer;
  setNow(ms: number): void;
  close(): void;
};

const unused = (): never => {
  throw new Error('not part of this test');
};

/** A desk over a real file, its own or the one of the folder, on Friday 4 September 2026, 20:00 in Almaty. */
export async function openCertificateDesk(
  folder: string = mkdtempSync(join(tmpdir(), 'orda-certificates-')),
): Promise<CertificateDesk> {
  let nowMs = Date.UTC(2026, 8, 4, 15);
  const now = (): number => nowMs;
  const store = openStore({ path: join(folder, 'orda.db'), tables: allTables, migrations, now });
  await startOwn(store, {
    name: 'Білім ордасы',
    language: 'ru',
    currency: 'KZT',
    timeZone: 'Asia/Almaty',
    owner: 'Айгерим',
  });
  const offers = new Map<string, string>();
  const uploads = new Map<string, string>();
  const asked = new Map<string, Asked>();
  let files = 0;
  const temporary = (extension: string): string => join(folder, `file${(files += 1)}${extension}`);
  const context = (role: Role): DeskContext => ({
    store,
    actor: { id: `test-${role}`, name: role, role },
    now,
    jobs: {
      start: (kind, input) => {
        const id = `job${asked.size + 1}`;
        asked.set(id, { kind, input });
        return id;
      },
      get: unused,
      cancel: unused,
      ended: unused,
      onChange: unused,
    },
    files: {
      uploaded: (token) => {
        const path = uploads.get(token);
        return path === undefined ? undefined : { path, name: 'chosen by the user' };
      },
      offer: ({ path }) => {
        const token = `offer${offers.size + 1}`;
        offers.set(token, path);
        return token;
      },
      temporary,
    },
    backups: { list: unused, make: unused, restore: unused, secondFolder: unused, setSecondFolder: unused },
    spaces: { current: unused, openDemo: unused, removeDemo: unused },
    doors: { addresses: unused, state: () => null, open: unused, close: unused },
    eventFiles: { state: unused, keep: unused, stop: unused },
    links: noLinks,
  });
  const as = (role: Role) => caller(context(role));
  const tools: JobTools = {
    store,
    place: { database: store.path, backups: '' },
    actor: { id: 'test', name: 'test', role: 'owner' },
    now,
    signal: new AbortController().signal,
    progress: () => undefined,
    temporary,
  };
  return {
    store,
    folder,
    as,
    api: as('owner'),
    run: async <Result>({ job }: { readonly job: string }, more: Partial<JobTools> = {}) => {
      const { kind, input } = asked.get(job) ?? { kind: '', input: null };
      return (await WORKS[kind]?.(structuredClone(input), { ...tools, ...more })) as Result;
    },
    upload: (bytes) => {
      const path = temporary('.upload');
      writeFileSync(path, bytes);
      uploads.set(path, path);
      return path;
    },
    offered: (token) => readFileSync(offers.get(token) ?? ''),
    setNow: (ms) => {
      nowMs = ms;
    },
    close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A template of our own design, as a new one begins; out: its id. */
export async function newTemplate(desk: CertificateDesk, more: Partial<Template> = {}): Promise<string> {
  const page = { width: 297, height: 210 };
  const template: Template = {
    name: 'Участник',
    language: 'ru',
    nameForm: 'full',
    page,
    background: { kind: 'design', design: 'frame' },
    layout: starterLayout('ru', page, 'frame'),
    ...more,
  };
  return (await desk.api.certificateTemplates.save({ template })).id;
}

/** An event; out: its id. */
export async function newEvent(desk: CertificateDesk, title: string, date = '2026-09-04'): Promise<string> {
  const { id } = await desk.api.events.create({
    fields: {
      title,
      club_id: null,
      place: 'ауд. 301',
      starts_at: `${date}T18:00`,
      ends_at: `${date}T20:00`,
      capacity: null,
      registration: 'open',
      note: null,
    },
  });
  return id;
}

/** People; out: their ids. */
export async function newPeople(
  desk: CertificateDesk,
  ...patches: readonly PersonPatch[]
): Promise<readonly string[]> {
  const { value } = await desk.store.write({ actor: 'test', action: 'test.people' }, async (tx) => {
    const ids: string[] = [];
    for (const patch of patches) ids.push(await addPerson(tx, patch));
    return ids;
  });
  return value;
}

/** Marks people as come. */
export async function mark(
  desk: CertificateDesk,
  eventId: string,
  people: readonly (string | undefined)[],
): Promise<void> {
  for (const personId of people)
    if (personId !== undefined)
      await desk.api.checkIn.mark({ eventId, who: { personId }, source: 'desk.list', isAllowed: true });
}

/** An event with people present, the batch for them issued; out: all of it. */
export async function issuedBatch(desk: CertificateDesk, ...patches: readonly PersonPatch[]) {
  const templateId = await newTemplate(desk);
  const eventId = await newEvent(desk, 'Осенний митап');
  const people = await newPeople(desk, ...patches);
  await mark(desk, eventId, people);
  const batch = { templateId, eventId, who: { kind: 'present' as const } };
  await desk.run(await desk.api.certificates.issue(batch));
  const { rows } = await desk.api.certificates.list({ eventId });
  return { templateId, eventId, people, batch, rows };
}

/** The file of a print job. */
export async function printed(
  desk: CertificateDesk,
  input: Parameters<CertificateDesk['api']['certificates']['print']>[0],
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const file = await desk.run<JobFile>(await desk.api.certificates.print(input));
  return { name: file.name, bytes: readFileSync(file.path) };
}
