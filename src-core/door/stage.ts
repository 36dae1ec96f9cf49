import { readOrganisation } from '../access/index.ts';
import type { DoorState } from '../access/index.ts';
import { qrMatrix, qrPath } from '../documents/qr/qr.ts';
import { livingEvent, momentOf, readCounters } from '../events/index.ts';
import type { Reading } from '../store/index.ts';
import { codeAt } from './code.ts';
import { readDoor, readWaves, spanOf } from './door.store.ts';
import { openWaveAt } from './wave.rules.ts';

/**
 * What the hall sees. Nothing here names or describes a person: the type has no place for it, and a test looks for every
 * name and number of the base in what is sent.
 */
export type StageView = {
  readonly title: string;
  readonly place: string | null;
  readonly organisation: string;
  readonly language: 'ru' | 'kk' | 'en';
  readonly timeZone: string;
  readonly startsMs: number;
  readonly endsMs: number;
  readonly nowMs: number;
  /** Null where no wave is open. */
  readonly wave: {
    readonly number: number;
    readonly openedMs: number;
    /** What the hall is asked; its answer is told nobody. */
    readonly question: string | null;
  } | null;
  readonly wavesShown: number;
  /** Null where the door or the wave is closed. */
  readonly code: {
    readonly text: string;
    readonly untilMs: number;
    /** The address to be typed, without the code. */
    readonly address: string;
    /** One path in modules, and how many modules wide the code is. */
    readonly qr: { readonly path: string; readonly size: number };
  } | null;
  readonly isDoorOpen: boolean;
  readonly counters: {
    readonly came: number;
    readonly registered: number;
    readonly free: number | null;
    readonly groups: readonly { readonly group: string | null; readonly came: number }[];
  };
};

/** The stage of an event at this moment. Throws EVENT_NOT_FOUND. */
export async function readStage(
  reading: Reading,
  eventId: string,
  nowMs: number,
  door: DoorState | null,
): Promise<StageView> {
  const event = await livingEvent(reading, eventId);
  const organisation = await readOrganisation(reading);
  const timeZone = organisation?.time_zone ?? 'UTC';
  const shown = await readWaves(reading, eventId);
  const waves = shown.map(spanOf);
  const open = openWaveAt(nowMs, waves);
  const question = shown.find((wave) => wave.number === open?.number)?.question ?? null;
  const own = door?.eventId === eventId ? door : null;
  const secret = (await readDoor(reading, eventId))?.secret;
  const { came, registered, free, groups } = await readCounters(reading, event);
  return {
    title: event.title,
    place: event.place,
    organisation: organisation?.name ?? '',
    language: organisation?.language ?? 'ru',
    timeZone,
    startsMs: momentOf(event.starts_at, timeZone),
    endsMs: momentOf(event.ends_at, timeZone),
    nowMs,
    wave: open === undefined ? null : { number: open.number, openedMs: open.openedMs, question },
    wavesShown: waves.length,
    code:
      own === null || open === undefined || secret === undefined
        ? null
        : shownCode(secret, open.number, nowMs, own.url),
    isDoorOpen: own !== null,
    counters: {
      came,
      registered,
      free,
      groups: groups.slice(0, 12).map(({ group, came: here }) => ({ group, came: here })),
    },
  };
}

function shownCode(secret: string, wave: number, nowMs: number, url: string): StageView['code'] {
  const { code, untilMs } = codeAt(secret, wave, nowMs);
  // Level L: the code is shown large and whole, and coarse modules are what a camera reads from the last row.
  const matrix = qrMatrix(`${url}${code}`, 'L');
  return {
    text: code,
    untilMs,
    address: url.replace(/^http:\/\//, '').replace(/\/$/, ''),
    qr: { path: qrPath(matrix), size: matrix.size },
  };
}
