/** One way to another node of the organisation: its rounds, and how it stands. */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { z } from 'zod';
import type { LinkState } from '../../src-core/access/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { createLink, waitingFor, type Sealer } from '../../src-core/sync/index.ts';
import { createBlobLink, type BlobSeal, type FolderShelf } from '../../src-core/sync/blobs/index.ts';
import { createLastSeen } from './lastSeen.ts';
import { createPeerFiles } from './peerFiles.ts';
import { createRounds } from './rounds.ts';
import type { Peer } from './secrets.ts';
import { WAITING, type Answer, type Message, type Sending, type Transport } from './transport.ts';
import { LinkTrouble, troubleOf } from './trouble.ts';

export type PeerLink = {
  readonly peer: Peer;
  readonly state: () => LinkState;
  readonly noteCommit: () => void;
  /** A round at once; ends with it. */
  readonly syncNow: () => Promise<void>;
  /** Asks the other side something besides sync, as this laptop. Throws a LinkTrouble. */
  readonly ask: (message: Omit<Message, 'token'>, sending?: Sending) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

type PeerLinkParts = {
  readonly store: Store;
  readonly peer: Peer;
  readonly transport: Transport;
  /** For a relay: what it may not read is sealed. Without one nothing goes there. */
  readonly sealer: Sealer | undefined;
  /** How files travel, and where they lie until they are whole. */
  readonly files: { readonly seal: BlobSeal; readonly inbox: FolderShelf } | undefined;
  /** What this laptop is known by anywhere, the newest first: being paired anew at one place gives a new token for all. */
  readonly tokens: () => readonly string[];
  readonly onChange: () => void;
  /** Hears of what is this laptop's own fault. */
  readonly onError: (error: unknown) => void;
};

/** Bytes of a message unpacked. */
const MOST_UNPACKED = 64 * 1024 * 1024;
const QUALITY = {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  },
};
const squeeze = promisify(brotliCompress);
const unsqueeze = promisify(brotliDecompress);

const waited = z.object({ head: z.object({ seq: z.int() }) });
/** Of an answer what the status shows; the link itself judges it. */
const glimpse = z.object({
  head: z.object({ seq: z.int() }).nullable(),
  cursor: z.int(),
  packed: z.object({ groups: z.array(z.object({ ms: z.array(z.unknown()) })), odd: z.array(z.unknown()) }),
});

/** Opens the way to `peer`; its first round begins at once. */
export const openPeerLink = (parts: PeerLinkParts): PeerLink => {
  const { store, peer, transport, sealer, files: travel, tokens, onChange, onError } = parts;
  let state: LinkState = {
    id: peer.id,
    kind: peer.kind,
    address: peer.address,
    name: peer.name,
    isBusy: false,
    done: null,
    lastContactMs: null,
    unsent: waitingFor(store, peer.id),
    unreceived: null,
    aheadMs: null,
    problem: null,
    problemSinceMs: null,
    keptThere: {},
    isDiffering: false,
  };
  const change = (patch: Partial<LinkState>): void => {
    state = { ...state, ...patch };
    onChange();
  };

  const ask = async (message: Omit<Message, 'token'>, sending?: Sending): Promise<Answer> => {
    let refusal = new LinkTrouble('refused', 'NO_TOKEN');
    for (const token of new Set([peer.token, ...tokens()])) {
      try {
        return await transport.ask({ ...message, token }, sending);
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.code !== 'TOKEN_UNKNOWN') throw error;
        refusal = trouble;
      }
    }
    throw refusal;
  };

  const link = createLink({
    store,
    peer: peer.id,
    ...(sealer !== undefined && { sealer }),
    send: async (request) => {
      const sent = countIn(request.packed);
      const answered = await ask({
        method: 'POST',
        path: '/sync',
        body: await squeeze(JSON.stringify(request), QUALITY),
      });
      const answer = await read(answered.body);
      const seen = glimpse.safeParse(answer).data;
      const done = state.done ?? { sent: 0, got: 0 };
      if (seen !== undefined)
        change({
          lastContactMs: store.now(),
          done: { sent: done.sent + sent, got: done.got + countIn(seen.packed) },
          unreceived: Math.max(0, (seen.head?.seq ?? 0) - seen.cursor),
        });
      return answer;
    },
  });

  const files =
    travel &&
    createPeerFiles({
      open: (how) => createBlobLink({ store, peer: peer.id, ...travel, send: ask, ...how }),
      onChange: (now) => change({ files: now }),
      onError,
    });

  const run = async (): Promise<void> => {
    change({ isBusy: true, done: { sent: 0, got: 0 } });
    try {
      if (peer.kind === 'relay' && sealer === undefined) throw new LinkTrouble('noKey', 'NO_KEY');
      const { keptThere, outcome, aheadMs } = await link.round();
      change({
        isBusy: false,
        done: null,
        unsent: waitingFor(store, peer.id),
        unreceived: 0,
        aheadMs,
        problem: null,
        problemSinceMs: null,
        // Where both logs are the same, nothing is kept aside any more.
        keptThere: outcome === 'same' ? {} : added(state.keptThere, keptThere),
        isDiffering: outcome === 'differs',
      });
      files?.noteRound();
    } catch (error) {
      const { problem } = troubleOf(error);
      if (problem === 'broken' && !(error instanceof LinkTrouble) && state.problem !== 'broken')
        onError(error);
      change({
        isBusy: false,
        done: null,
        problem,
        problemSinceMs: state.problem === problem ? state.problemSinceMs : store.now(),
      });
      throw error;
    }
  };

  const askLastSeen = createLastSeen(store, ask);
  let asking: Promise<void> = Promise.resolve();
  const rounds = createRounds({
    run: async () => {
      await run();
      asking = askLastSeen();
    },
    random: Math.random,
    look: () => {
      const unsent = waitingFor(store, peer.id);
      if (unsent !== state.unsent) change({ unsent });
      return unsent > 0;
    },
    listen: async (signal) => {
      const path = `/sync/wait?after=${pulledFrom(store, peer.id)}`;
      const { status, body } = await ask({ method: 'GET', path }, { signal, patience: WAITING });
      if (status === 204) return () => false;
      const told = waited.safeParse(JSON.parse(Buffer.from(body).toString('utf8'))).data;
      if (status !== 200 || told === undefined) throw new LinkTrouble('notUnderstood', '');
      return () => told.head.seq > pulledFrom(store, peer.id);
    },
  });

  return {
    peer,
    state: () => state,
    noteCommit: rounds.noteCommit,
    syncNow: () => {
      files?.tryAll();
      return rounds.now();
    },
    ask,
    stop: async () => {
      transport.close();
      await Promise.all([rounds.stop(), files?.stop()]);
      await asking;
    },
  };
};

type Counted = {
  readonly groups: readonly { readonly ms: readonly unknown[] }[];
  readonly odd: readonly unknown[];
};
const countIn = ({ groups, odd }: Counted): number =>
  groups.reduce((sum, { ms }) => sum + ms.length, odd.length);

const added = (
  before: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> => {
  const sums = { ...before };
  for (const [reason, count] of Object.entries(more)) sums[reason] = (sums[reason] ?? 0) + count;
  return sums;
};

/** What the bytes say; undefined, which no link understands, where they say nothing. */
const read = async (bytes: Uint8Array): Promise<unknown> => {
  try {
    return JSON.parse((await unsqueeze(bytes, { maxOutputLength: MOST_UNPACKED })).toString('utf8'));
  } catch {
    return undefined;
  }
};

/** The last line of the other side's log that is here. */
const pulledFrom = (store: Store, peer: string): number =>
  store.localRows<{ pulled: number }>('SELECT pulled FROM sync_peer WHERE peer = ?', peer)[0]?.pulled ?? 0;
