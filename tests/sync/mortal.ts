import type { Store, Tx } from '../../src-core/store/index.ts';

/** Where a process dies: before the commit of its next write (which then leaves nothing), or after it, before anybody hears of it. */
export type Fuse = { blows: 'never' | 'beforeCommit' | 'afterCommit' };
export const newFuse = (): Fuse => ({ blows: 'never' });

/** What is thrown where a process would have ended. */
export class PlugPulled extends Error {
  constructor() {
    super('the plug was pulled');
  }
}

type Write = Store['write'];

/** A store whose process dies where the fuse says. */
export function mortal(store: Store, fuse: Fuse): Store {
  const through =
    (write: Write): Write =>
    async (intent, work) => {
      const written = await write(intent, async (tx) => {
        const value = await work(tx);
        if (fuse.blows === 'beforeCommit') throw new PlugPulled();
        return value;
      });
      if (fuse.blows === 'afterCommit') throw new PlugPulled();
      return written;
    };
  return {
    ...store,
    write: through((intent, work) => store.write(intent, work)),
    writeTogether: through((intent, work) => store.writeTogether(intent, work)),
  };
}

/** Counts the steps of writes, and pulls the plug at one of them. */
export type StepCount = { passed: number; readonly diesAt: number };

/**
 * A store whose process dies at the step of that number, whichever transaction it belongs to: each statement of a transaction is a
 * step, so is each commit, before and after. Once dead it stays dead.
 */
export function countingSteps(store: Store, count: StepCount): Store {
  const pass = (): void => {
    count.passed += 1;
    if (count.passed >= count.diesAt) throw new PlugPulled();
  };
  const through =
    (write: Write): Write =>
    async (intent, work) => {
      const written = await write(intent, async (tx) => {
        const value = await work(watched(tx, pass));
        pass();
        return value;
      });
      pass();
      return written;
    };
  return {
    ...store,
    write: through((intent, work) => store.write(intent, work)),
    writeTogether: through((intent, work) => store.writeTogether(intent, work)),
  };
}

/** The same transaction; each call of it, and of what it gives, is a step. */
function watched(tx: Tx, pass: () => void): Tx {
  const watch = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(of, key) {
        const found: unknown = Reflect.get(of, key);
        if (typeof found === 'object' && found !== null) return watch(found);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]): unknown => {
          pass();
          const answer: unknown = Reflect.apply(found, of, given);
          // `rows(table)` gives statements, which are steps as well; rows and lists are what they are.
          return key === 'rows' ? watch(answer as object) : answer;
        };
      },
    });
  return watch(tx);
}
