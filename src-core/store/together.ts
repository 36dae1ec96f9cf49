import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Soon } from './rowWriter.ts';
import type { Commit, DomainTx, Intent, Written } from './transaction.ts';

/** A transaction of the database that several transactions of the log share. */
export type SharedCommit<T extends DomainTx> = {
  begin(intent: Intent): {
    readonly tx: T;
    readonly touched: ReadonlySet<string>;
    finish(): Soon<string | null>;
  };
  savepoint(): Soon<void>;
  release(): Soon<void>;
  /** Goes back to the savepoint and leaves it. */
  takeBack(): Soon<void>;
  commit(isAnythingWritten: boolean): Soon<void>;
  rollBack(): Soon<void>;
};

type TogetherParts<T extends DomainTx> = {
  /** Waits for the writes asked for before, and lets later ones wait for this. */
  readonly inTurn: <V>(step: () => Promise<V>) => Promise<V>;
  /** Opens the transaction that all members share. */
  readonly begin: () => Promise<SharedCommit<T>>;
  readonly announce: (commit: Commit) => void;
};

type Outcome = { readonly answer: () => void; readonly commit: Commit | null };
type Member<T extends DomainTx> = {
  /** Does the work inside the shared transaction; throws what the work throws. */
  readonly run: (session: SharedCommit<T>) => Promise<Outcome>;
  readonly fail: (error: unknown) => void;
};

/** More members than these wait for the next commit, so that nobody waits long for the others. */
const MOST_MEMBERS = 256;
/** How long a group waits, in milliseconds, for as many members as the one before it had. */
const PATIENCE_MS = 2;

/**
 * Group commit: a flush to the disk costs far more than a small write, so the writes of one turn of the event loop share
 * one. Nobody is answered before the commit is on the disk, and where the commit itself fails, all are told.
 *
 * Hardly ever does a member throw, and a savepoint around each makes SQLite copy every page that the member touches: so all are run
 * plainly, and only where one throws is the transaction taken back and run again with a savepoint around each. A member's work may
 * therefore run twice; of the first run nothing stays.
 */
export function createTogether<T extends DomainTx>(parts: TogetherParts<T>) {
  const { inTurn, begin, announce } = parts;
  const waiting: Member<T>[] = [];
  let isFlushing = false;
  let lastSize = 0;

  const runPlainly = async (
    session: SharedCommit<T>,
    members: readonly Member<T>[],
  ): Promise<Outcome[] | undefined> => {
    const outcomes: Outcome[] = [];
    try {
      for (const member of members) outcomes.push(await member.run(session));
      return outcomes;
    } catch {
      await session.rollBack();
      return undefined;
    }
  };

  const runEachAlone = async (
    session: SharedCommit<T>,
    members: readonly Member<T>[],
  ): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (const member of members) {
      await session.savepoint();
      try {
        outcomes.push(await member.run(session));
        await session.release();
      } catch (error) {
        await session.takeBack();
        outcomes.push({ commit: null, answer: () => member.fail(error) });
      }
    }
    return outcomes;
  };

  const flush = async (members: readonly Member<T>[]): Promise<void> => {
    let session: SharedCommit<T> | undefined;
    let outcomes: readonly Outcome[] | undefined;
    try {
      session = await begin();
      outcomes = await runPlainly(session, members);
      if (outcomes === undefined) {
        session = await begin();
        outcomes = await runEachAlone(session, members);
      }
      await session.commit(outcomes.some(({ commit }) => commit !== null));
    } catch (error) {
      await session?.rollBack();
      for (const member of members) member.fail(error);
      return;
    }
    for (const { commit } of outcomes) if (commit !== null) announce(commit);
    for (const { answer } of outcomes) answer();
  };

  /**
   * At full load those who were just answered come back at once, one after the other: taken together again they share one flush
   * instead of a dozen. Somebody who comes alone meets a group of one or none, and waits for nobody.
   */
  const gather = async (): Promise<void> => {
    const untilMs = performance.now() + PATIENCE_MS;
    do await nextTurn();
    while (waiting.length < lastSize && performance.now() < untilMs);
  };

  const next = async (): Promise<void> => {
    while (waiting.length > 0) {
      await gather();
      // The members are taken only when their turn has come: while an earlier commit runs, more may join.
      await inTurn(() => {
        const members = waiting.splice(0, MOST_MEMBERS);
        lastSize = members.length;
        return flush(members);
      });
    }
    isFlushing = false;
  };

  return <V>(intent: Intent, work: (tx: T) => Promise<V>): Promise<Written<V>> =>
    new Promise((resolve, reject) => {
      waiting.push({
        fail: reject,
        run: async (session) => {
          const running = session.begin(intent);
          const value = await work(running.tx);
          const tx = await running.finish();
          const commit = tx === null ? null : { tx, tables: running.touched };
          return { commit, answer: () => resolve({ tx, value }) };
        },
      });
      if (isFlushing) return;
      isFlushing = true;
      void next();
    });
}
