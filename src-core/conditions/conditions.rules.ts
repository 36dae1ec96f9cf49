/** What the desk can do that something outside it may take away. Marking, lists, draws and files need nothing. */
export type Capability = 'phones' | 'backups' | 'eventFile' | 'clock';

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
  | 'clockBack';

export type Condition = {
  readonly capability: Capability;
  /**
   * `off`: wanted and cannot be used; `limited`: can, with a caution; `idle`: nobody has turned it on; `ready`: nothing is
   * in the way.
   */
  readonly state: 'ready' | 'idle' | 'limited' | 'off';
  readonly reason: Reason | null;
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
};

const MEGABYTE = 1024 * 1024;
/** Room for so many backups is little; the floor is for a small database. */
const FEW_BACKUPS = 10;
const LOW = 500 * MEGABYTE;
const FULL = 50 * MEGABYTE;
/** A clock that is set by hand or by the network is often a little off. */
const CLOCK_SLACK = 60_000;

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
    facts.clockBehindMs > CLOCK_SLACK
      ? { capability: 'clock', state: 'limited', reason: 'clockBack' }
      : ready('clock'),
  ];
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
