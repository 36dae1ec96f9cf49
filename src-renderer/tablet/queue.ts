/** A code that was scanned and has not been answered yet; `isOut`: its owner was on their way out. */
export type Waiting = { readonly scan: string; readonly atMs: number; readonly isOut: boolean };

/** What outlives a reload of the page: codes, a transaction and which way people go here; no names. */
type Kept = { readonly waiting: readonly Waiting[]; readonly tx: string | null; readonly isOut: boolean };

export type Memory = {
  readonly read: () => string | null;
  readonly write: (text: string) => void;
};

const MOST = 500;

const isWaiting = (value: unknown): value is Waiting =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'scan') === 'string' &&
  typeof Reflect.get(value, 'atMs') === 'number' &&
  typeof Reflect.get(value, 'isOut') === 'boolean';

const readKept = (text: string | null): Kept => {
  try {
    const kept: unknown = JSON.parse(text ?? '');
    const waiting: unknown = Reflect.get(Object(kept), 'waiting');
    const tx: unknown = Reflect.get(Object(kept), 'tx');
    return {
      waiting: Array.isArray(waiting) ? waiting.filter(isWaiting) : [],
      tx: typeof tx === 'string' ? tx : null,
      isOut: Reflect.get(Object(kept), 'isOut') === true,
    };
  } catch {
    return { waiting: [], tx: null, isOut: false };
  }
};

/** Codes on their way to the laptop, in order, each once; kept over a reload of the page. */
export const openQueue = (memory: Memory) => {
  let { waiting, tx, isOut } = readKept(memory.read());
  const keep = (): void => {
    try {
      memory.write(JSON.stringify({ waiting, tx, isOut } satisfies Kept));
    } catch {
      // A full or forbidden memory: the codes live as long as the page.
    }
  };
  return {
    count: (): number => waiting.length,
    first: (): Waiting | undefined => waiting[0],
    /** Adds a code the way people go now; one that already waits so is not added again. Out: whether it was. */
    add: (scan: string, atMs: number): boolean => {
      if (waiting.length >= MOST || waiting.some((one) => one.scan === scan && one.isOut === isOut))
        return false;
      waiting = waiting.concat({ scan, atMs, isOut });
      keep();
      return true;
    },
    /** Takes the answered one out. */
    done: (one: Waiting): void => {
      waiting = waiting.filter((other) => other !== one);
      keep();
    },
    /** The transaction of the last mark, which can be taken back. */
    lastTx: (): string | null => tx,
    /** Whether people are checked out here at the moment. */
    isOut: (): boolean => isOut,
    setOut: (next: boolean): void => {
      isOut = next;
      keep();
    },
    setLastTx: (next: string | null): void => {
      tx = next;
      keep();
    },
  };
};
