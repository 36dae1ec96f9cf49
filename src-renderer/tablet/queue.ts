/** A code that was scanned and has not been answered yet. */
export type Waiting = { readonly scan: string; readonly atMs: number };

/** What outlives a reload of the page: codes and a transaction, no names. */
type Kept = { readonly waiting: readonly Waiting[]; readonly tx: string | null };

export type Memory = {
  readonly read: () => string | null;
  readonly write: (text: string) => void;
};

const MOST = 500;

const isWaiting = (value: unknown): value is Waiting =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'scan') === 'string' &&
  typeof Reflect.get(value, 'atMs') === 'number';

const readKept = (text: string | null): Kept => {
  try {
    const kept: unknown = JSON.parse(text ?? '');
    const waiting: unknown = Reflect.get(Object(kept), 'waiting');
    const tx: unknown = Reflect.get(Object(kept), 'tx');
    return {
      waiting: Array.isArray(waiting) ? waiting.filter(isWaiting) : [],
      tx: typeof tx === 'string' ? tx : null,
    };
  } catch {
    return { waiting: [], tx: null };
  }
};

/** Codes on their way to the laptop, in order, each once; kept over a reload of the page. */
export const openQueue = (memory: Memory) => {
  let { waiting, tx } = readKept(memory.read());
  const keep = (): void => {
    try {
      memory.write(JSON.stringify({ waiting, tx } satisfies Kept));
    } catch {
      // A full or forbidden memory: the codes live as long as the page.
    }
  };
  return {
    count: (): number => waiting.length,
    first: (): Waiting | undefined => waiting[0],
    /** Adds a code; one that already waits is not added again. Out: whether it was. */
    add: (scan: string, atMs: number): boolean => {
      if (waiting.length >= MOST || waiting.some((one) => one.scan === scan)) return false;
      waiting = waiting.concat({ scan, atMs });
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
    setLastTx: (next: string | null): void => {
      tx = next;
      keep();
    },
  };
};
