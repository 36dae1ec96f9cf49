import type { LinkProblem, LinkState } from '../access/index.ts';

/** What the desk can do that something outside it may take away. Marking, lists, draws and files need nothing. */
export type Capability = 'phones' | 'backups' | 'eventFile' | 'sync' | 'clock';

/**
 * Why a capability is not there. `noNetwork`: the laptop has no address that a phone could reach. `addressGone`: the open
 * door's address is no longer this laptop's. `doorClosed`: nobody has opened it. `untried`: no phone has loaded a page yet, so a firewall or a network
 * that keeps its guests apart cannot be ruled out.
 */
export type Reason =
  | 'noNetwork'
  | 'addressGone'
  | 'doorClosed'
  | 'untried'
  | 'diskFull'
  | 'diskLow'
  | 'secondFolderGone'
  | 'fileMissing'
  | 'fileFull'
  | 'fileRefused'
  | 'fileBroken'
  | 'clockBack'
  | 'clockOff'
  | SyncReason;

/**
 * Why this laptop and another node are not the same. `apart`: nobody answers there; `shutOut`: this laptop was shut out;
 * `notKnown`: its token is not known there; `otherVersion`: one of the programs is older; `keyMissing`: what came cannot be opened here, or nothing may be
 * sent; `differing`: both believe to have all, and have not; `thereFull`: a disk is full; `linkBroken`: an answer that nobody foresaw.
 */
type SyncReason =
  'apart' | 'shutOut' | 'notKnown' | 'otherVersion' | 'keyMissing' | 'differing' | 'thereFull' | 'linkBroken';

export type Condition = {
  readonly capability: Capability;
  /**
   * `off`: wanted and cannot be used; `limited`: can, with a caution; `idle`: nobody has turned it on; `ready`: nothing is
   * in the way.
   */
  readonly state: 'ready' | 'idle' | 'limited' | 'off';
  readonly reason: Reason | null;
  /** Since when, milliseconds, where that is known. */
  readonly sinceMs?: number;
};

export type Facts = {
  /** Addresses of this laptop besides its own loopback. */
  readonly addresses: number;
  readonly door: { readonly isReachable: boolean; readonly isTried: boolean } | null;
  /** Bytes that are free where the database is; null where the system does not say. */
  readonly freeBytes: number | null;
  readonly databaseBytes: number;
  readonly isSecondFolderGone: boolean;
  /** What keeps the event's file from being fresh; undefined where no file is kept. */
  readonly fileProblem: 'missing' | 'full' | 'refused' | 'broken' | null | undefined;
  /** Milliseconds by which the wall clock lies behind the newest record. */
  readonly clockBehindMs: number;
  readonly links: readonly Pick<LinkState, 'problem' | 'problemSinceMs' | 'aheadMs' | 'isDiffering'>[];
  /** Changes that are kept aside because no key opens them. */
  readonly locked: number;
  readonly nowMs: number;
};

const MEGABYTE = 1024 * 1024;
/** Room for so many backups is little; the floor is for a small database. */
const FEW_BACKUPS = 10;
const LOW = 500 * MEGABYTE;
const FULL = 50 * MEGABYTE;
/** A clock that is set by hand or by the network is often a little off. */
const CLOCK_SLACK = 60_000;
/** A relay that is restarted or a network that is changed is away for a moment; that is no news. */
const MOMENT = 120_000;

const FILE_REASONS = {
  missing: 'fileMissing',
  full: 'fileFull',
  refused: 'fileRefused',
  broken: 'fileBroken',
} as const;

/** Each capability with its state now; what does not apply to this desk is left out. */
export function conditionsOf(facts: Facts): readonly Condition[] {
  const { fileProblem } = facts;
  return [
    phones(facts),
    backups(facts),
    ...(fileProblem === undefined
      ? []
      : [
          fileProblem === null
            ? ready('eventFile')
            : ({ capability: 'eventFile', state: 'off', reason: FILE_REASONS[fileProblem] } as const),
        ]),
    ...sync(facts),
    clock(facts),
  ];
}

function clock({ clockBehindMs, links }: Facts): Condition {
  const of = (reason: Reason): Condition => ({ capability: 'clock', state: 'limited', reason });
  if (links.some(({ aheadMs }) => Math.abs(aheadMs ?? 0) > CLOCK_SLACK)) return of('clockOff');
  return clockBehindMs > CLOCK_SLACK ? of('clockBack') : ready('clock');
}

const SYNC_REASONS = {
  revoked: 'shutOut',
  refused: 'notKnown',
  protocol: 'otherVersion',
  noKey: 'keyMissing',
  full: 'thereFull',
  broken: 'linkBroken',
  notUnderstood: 'linkBroken',
  unreachable: 'apart',
} as const satisfies Record<LinkProblem, SyncReason>;

/** What another try will not mend comes first; whoever is merely away comes last. */
const GRAVITY: readonly SyncReason[] = [
  'shutOut',
  'notKnown',
  'otherVersion',
  'keyMissing',
  'thereFull',
  'linkBroken',
  'differing',
  'apart',
];
const LASTING: readonly SyncReason[] = GRAVITY.slice(0, GRAVITY.indexOf('thereFull'));

type Trouble = { readonly reason: SyncReason; readonly sinceMs: number | null };

function troubleOf(link: Facts['links'][number], nowMs: number): Trouble | undefined {
  const { problem, problemSinceMs, isDiffering } = link;
  if (problem === null) return isDiffering ? { reason: 'differing', sinceMs: null } : undefined;
  const isMomentary = problem === 'unreachable' && nowMs - (problemSinceMs ?? nowMs) < MOMENT;
  return isMomentary ? undefined : { reason: SYNC_REASONS[problem], sinceMs: problemSinceMs };
}

/** Nothing where there is nobody to sync with: a laptop alone lacks nothing. */
function sync({ links, locked, nowMs }: Facts): readonly Condition[] {
  if (links.length === 0) return [];
  const all: readonly Trouble[] = [
    ...links.flatMap((link) => troubleOf(link, nowMs) ?? []),
    ...(locked > 0 ? [{ reason: 'keyMissing', sinceMs: null } as const] : []),
  ];
  const worst = all.toSorted((a, b) => GRAVITY.indexOf(a.reason) - GRAVITY.indexOf(b.reason))[0];
  if (worst === undefined) return [ready('sync')];
  const { reason, sinceMs } = worst;
  const state = LASTING.includes(reason) ? 'off' : 'limited';
  return [{ capability: 'sync', state, reason, ...(sinceMs !== null && { sinceMs }) }];
}

const ready = (capability: Capability): Condition => ({ capability, state: 'ready', reason: null });

function phones({ addresses, door }: Facts): Condition {
  const off = (reason: Reason): Condition => ({ capability: 'phones', state: 'off', reason });
  // A door on the laptop's own address, for trying out, needs no network.
  if (door === null && addresses > 0) return { capability: 'phones', state: 'idle', reason: 'doorClosed' };
  if (door === null) return off('noNetwork');
  if (!door.isReachable) return off(addresses === 0 ? 'noNetwork' : 'addressGone');
  return door.isTried ? ready('phones') : { capability: 'phones', state: 'limited', reason: 'untried' };
}

function backups({ freeBytes, databaseBytes, isSecondFolderGone }: Facts): Condition {
  const of = (state: 'limited' | 'off', reason: Reason): Condition => ({
    capability: 'backups',
    state,
    reason,
  });
  if (freeBytes !== null) {
    if (freeBytes < Math.max(FULL, databaseBytes * 1.1)) return of('off', 'diskFull');
    if (freeBytes < Math.max(LOW, databaseBytes * FEW_BACKUPS)) return of('limited', 'diskLow');
  }
  return isSecondFolderGone ? of('limited', 'secondFolderGone') : ready('backups');
}
