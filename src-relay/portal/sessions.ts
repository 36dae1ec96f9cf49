/**
 * Who is signed in at this relay. The browser holds a random token; the database only its SHA-256, so that a backup signs nobody in.
 * A session slides: it ends two months after the last visit, and a year after the sign-in at the latest.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { ReachTables } from '../../src-core/reach/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';

type SessionTables = {
  readonly member_session: {
    readonly token_hash: string;
    readonly person_id: string;
    readonly made_ms: number;
    readonly seen_ms: number;
    readonly ends_ms: number;
  };
};

export type Session = {
  readonly personId: string;
  /** Its end was moved just now: the browser's cookie is to be moved as well. */
  readonly isRenewed: boolean;
};

export type Sessions = {
  /** Out: the token, which is nowhere else. */
  readonly begin: (personId: string) => Promise<string>;
  /** The session of a token; undefined where it has ended, or the person's page was unlinked since. */
  readonly read: (token: string) => Promise<Session | undefined>;
  readonly end: (token: string) => Promise<void>;
  /** Notes that something is used, which may be used once until then (milliseconds); false where it was used before. */
  readonly useOnce: (fingerprint: string, endsMs: number) => Promise<boolean>;
  /** Takes away what has ended. */
  readonly sweep: () => Promise<void>;
};

const DAY = 86_400_000;
/** Milliseconds of a session after a visit, and in all. */
export const SESSION_SLIDES: number = 60 * DAY;
const LONGEST = 365 * DAY;
/** A visit so soon after the last noted one is not written down: reading must not cost a write. */
const NOTED_EVERY = DAY / 2;
const INTENT = { actor: 'relay', action: 'portal.session' };
/** Stands where a session has its person, in rows that sign nobody in. */
const NOBODY = '';
/** 32 bytes in base64url. */
const TOKEN = /^[\w-]{43}$/;

const hashOf = (token: string): string => createHash('sha256').update(`orda member ${token}`).digest('hex');

export const openSessions = (store: DomainStore): Sessions => {
  const endOf = (madeMs: number): number => Math.min(store.now() + SESSION_SLIDES, madeMs + LONGEST);

  /** True where the row is new. */
  const add = async (tokenHash: string, personId: string, endsMs: number): Promise<boolean> => {
    const nowMs = store.now();
    const { value } = await store.write(INTENT, (tx) =>
      tx
        .local<SessionTables>()
        .insertInto('member_session')
        .values({
          token_hash: tokenHash,
          person_id: personId,
          made_ms: nowMs,
          seen_ms: nowMs,
          ends_ms: endsMs,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst(),
    );
    return Number(value.numInsertedOrUpdatedRows ?? 0) === 1;
  };

  const renew = (tokenHash: string, madeMs: number) =>
    store.write(INTENT, (tx) =>
      tx
        .local<SessionTables>()
        .updateTable('member_session')
        .set({ seen_ms: store.now(), ends_ms: endOf(madeMs) })
        .where('token_hash', '=', tokenHash)
        .execute(),
    );

  const take = (which: { readonly tokenHash: string } | { readonly endedMs: number }) =>
    store.write(INTENT, (tx) => {
      const sessions = tx.local<SessionTables>().deleteFrom('member_session');
      return (
        'tokenHash' in which
          ? sessions.where('token_hash', '=', which.tokenHash)
          : sessions.where('ends_ms', '<=', which.endedMs)
      ).execute();
    });

  return {
    begin: async (personId) => {
      const token = randomBytes(32).toString('base64url');
      await add(hashOf(token), personId, endOf(store.now()));
      return token;
    },
    read: async (token) => {
      if (!TOKEN.test(token)) return undefined;
      const tokenHash = hashOf(token);
      const row = await store
        .read<SessionTables & ReachTables>()
        .selectFrom('member_session')
        .innerJoin('contact', 'contact.person_id', 'member_session.person_id')
        .where('token_hash', '=', tokenHash)
        .where('ends_ms', '>', store.now())
        .where('contact.kind', '=', 'page')
        .where('contact.linked_at', 'is not', null)
        .where('contact.deleted_at', 'is', null)
        .select(['member_session.person_id', 'made_ms', 'seen_ms'])
        .executeTakeFirst();
      if (row === undefined || row.person_id === NOBODY) return undefined;
      const isRenewed = store.now() - row.seen_ms > NOTED_EVERY;
      if (isRenewed) await renew(tokenHash, row.made_ms);
      return { personId: row.person_id, isRenewed };
    },
    end: async (token) => {
      if (TOKEN.test(token)) await take({ tokenHash: hashOf(token) });
    },
    useOnce: (fingerprint, endsMs) => add(fingerprint, NOBODY, endsMs),
    sweep: async () => {
      await take({ endedMs: store.now() });
    },
  };
};
