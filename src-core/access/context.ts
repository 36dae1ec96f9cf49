import type { BackupFile, Store } from '../store/index.ts';
import type { Links } from './links.ts';
import type { Role } from './permissions.rules.ts';

export type Language = 'ru' | 'kk' | 'en';

/** Who is at the desk. Before the first start is done there is only the owner-to-be. */
export type Actor = { readonly id: string; readonly name: string; readonly role: Role };

export type JobState = {
  readonly id: string;
  readonly kind: string;
  readonly status: 'running' | 'done' | 'failed' | 'cancelled';
  /** Units done and, where it is known, units in all (rows, pages, bytes). */
  readonly done: number;
  readonly total: number | null;
  /** The worker's result, once it is done; its shape belongs to the job's kind. */
  readonly result: unknown;
  /** The code of a failure, as in `fail()`. */
  readonly failure: { readonly code: string; readonly fields: Readonly<Record<string, unknown>> } | null;
};

/** Long work off the event loop. The host owns the threads; a slice only names the kind and the input. */
export type Jobs = {
  start(kind: string, input: unknown): string;
  get(id: string): JobState | undefined;
  cancel(id: string): void;
  /** Waits until the job has ended. */
  ended(id: string): Promise<JobState>;
  onChange(listener: (job: JobState) => void): () => void;
};

/** A file on its way through the desk: uploaded by a screen, or made for it to download. */
export type Files = {
  /** The path and the user's name of an uploaded file; undefined where the token is unknown or too old. */
  uploaded(token: string): { readonly path: string; readonly name: string } | undefined;
  /** Offers a file for one download; out: the token for `/download/<token>`. The file is removed after it. */
  offer(file: { readonly path: string; readonly name: string; readonly type: string }): string;
  /** A path in a folder that is emptied at every start. */
  temporary(extension: string): string;
};

export type Backups = {
  list(): Promise<readonly BackupFile[]>;
  make(reason?: 'manual' | 'import'): Promise<BackupFile>;
  /** Replaces the database by a backup; the desk goes on with it. */
  restore(name: string): Promise<void>;
  /** A second folder (a USB stick) that gets a copy of every backup; null for none. */
  secondFolder(): string | null;
  setSecondFolder(folder: string | null): void;
};

/** The desk has a database of its own for the demo; the user's is untouched by it. */
export type Spaces = {
  current(): 'own' | 'demo';
  openDemo(language: Language): Promise<void>;
  /** Closes and deletes the demo and goes back to the user's own database. */
  removeDemo(): Promise<void>;
};

/** One of this laptop's own addresses. */
export type DoorAddress = {
  readonly address: string;
  /** The system's name of the connection, such as `Wi-Fi` or `wlan0`. */
  readonly name: string;
  readonly kind: 'wireless' | 'wired' | 'hotspot' | 'vpn' | 'virtual' | 'loopback' | 'other';
};

/** The door that is open: a listener for phones, apart from the desk's own. */
export type DoorState = {
  readonly eventId: string;
  readonly address: string;
  readonly port: number;
  /** With a slash at its end. */
  readonly url: string;
  readonly openedMs: number;
  /** Phones that have loaded the rehearsal's page; `isOwn`: the laptop itself. */
  readonly hellos: readonly { readonly atMs: number; readonly browser: string; readonly isOwn: boolean }[];
  /** When each volunteer's device was last heard of, by its id; milliseconds. */
  readonly tablets: Readonly<Record<string, number>>;
  /** When the laptop last slept while the door was open. */
  readonly sleptMs: number | null;
  /** Whether the address is still this laptop's. */
  readonly isReachable: boolean;
};

/** The door of this laptop; there is one, for one event at a time. */
export type Doors = {
  addresses(): readonly DoorAddress[];
  state(): DoorState | null;
  open(what: {
    readonly store: Store;
    readonly eventId: string;
    readonly address: string;
  }): Promise<DoorState>;
  close(): Promise<void>;
};

/** The file of an event that is kept fresh in a folder (a USB stick), for a second laptop. */
export type EventFileState = {
  readonly eventId: string;
  readonly folder: string;
  /** The file's name in the folder. */
  readonly name: string;
  /** ISO 8601, UTC; null until it has been written for the first time. */
  readonly writtenAt: string | null;
  /** Marks in the file as it was last written. */
  readonly marks: number;
  /** Why the last attempt did not write: the folder is not there, is full, may not be written, or something else. */
  readonly problem: 'missing' | 'full' | 'refused' | 'broken' | null;
};

/** Keeps one event's file fresh; nothing at the door ever waits for it. */
export type EventFiles = {
  state(): EventFileState | null;
  /** Begins to keep the file of an event in a folder. Throws FOLDER_NOT_ABSOLUTE, FOLDER_NOT_FOUND, EVENT_NOT_FOUND. */
  keep(what: {
    readonly store: Store;
    readonly eventId: string;
    readonly folder: string;
    readonly phrase: string;
  }): Promise<EventFileState>;
  stop(): Promise<void>;
};

/** All that a procedure may use besides its input. */
export type DeskContext = {
  readonly store: Store;
  readonly actor: Actor;
  readonly now: () => number;
  readonly jobs: Jobs;
  readonly files: Files;
  readonly backups: Backups;
  readonly spaces: Spaces;
  readonly doors: Doors;
  readonly eventFiles: EventFiles;
  readonly links: Links;
};
