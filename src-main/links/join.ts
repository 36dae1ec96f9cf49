/** Joining an organisation, from the words to the first answer; and taking it back as long as nothing has come. */
import { once } from 'node:events';
import {
  fail,
  failureOf,
  readOwner,
  type JoinCancelled,
  type Links,
  type Role,
} from '../../src-core/access/index.ts';
import { keyOfPhrase, readLaptops } from '../../src-core/laptops/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { addressIn } from './address.ts';
import { findKnown, leave, LEAVING, pairWith, type Paired } from './joining.ts';
import type { PeerLink } from './peerLink.ts';
import type { Peer } from './secrets.ts';
import type { Session } from './session.ts';

type Joining = Parameters<Links['join']>[0];
type Joined = { readonly role: Role };

/** One joining at a time; the next one waits until the one before has been taken back. */
export const createJoin = (session: () => Session): { join: Links['join']; cancel: Links['cancelJoin'] } => {
  let running: { readonly stop: AbortController; readonly ended: Promise<Joined> } | undefined;
  return {
    join: async (what) => {
      await running?.ended.catch(() => undefined);
      const stop = new AbortController();
      const mine = { stop, ended: run(session(), what, stop.signal) };
      running = mine;
      try {
        return await mine.ended;
      } finally {
        if (running === mine) running = undefined;
      }
    },
    cancel: async () => {
      if (running === undefined) return 'free';
      const { stop, ended } = running;
      stop.abort();
      return ended.then(
        () => 'joined',
        (error: unknown) => leftIn(error),
      );
    },
  };
};

/** The role that this laptop has in its organisation. */
export const roleOf = async (store: Store): Promise<Role> => {
  const own = (await readLaptops(store, store.node)).find(({ isOwn }) => isOwn);
  return own?.role ?? (await readOwner(store)).role;
};

const cancelled = (invitation: JoinCancelled): Error =>
  fail('refused', 'JOIN_CANCELLED', { refusal: invitation });

/** What became of the invitation, in the failure with which a cancelled joining ends. */
const leftIn = (error: unknown): JoinCancelled => {
  const { code, fields } = failureOf(error) ?? {};
  const invitation = code === 'JOIN_CANCELLED' ? fields?.['refusal'] : undefined;
  return invitation === 'used' || invitation === 'unknown' ? invitation : 'free';
};

const run = async (session: Session, what: Joining, signal: AbortSignal): Promise<Joined> => {
  const { store, address: typed, phrase, onPaired } = what;
  const { secrets, tokens, add } = session;
  const address = addressIn(typed);
  if (address === undefined) throw fail('invalid', 'JOIN_UNREACHABLE', { address: typed });
  const [ownKeyText] = secrets.get().keys;
  const key = ownKeyText === undefined ? undefined : Buffer.from(ownKeyText, 'base64url');
  const known = key && (await findKnown(address, key, tokens()));
  if (signal.aborted) throw cancelled('free');
  if (known !== undefined) {
    const own = await roleOf(store);
    await onPaired(own);
    const { node: id, token } = known;
    const link = await add({ id, kind: 'laptop', address, name: null, token });
    await link.syncNow();
    return answered(link, address, own);
  }
  const paired = await pairUnlessStopped(store, address, phrase, signal);
  return settle(session, what, { address, paired, signal });
};

/** The words become a token. Where somebody cancels meanwhile, the answer is waited for a moment longer: it may have to be taken back. */
const pairUnlessStopped = async (
  store: Store,
  address: string,
  phrase: string,
  signal: AbortSignal,
): Promise<Paired> => {
  const words = await keyOfPhrase(phrase);
  if (signal.aborted) throw cancelled('free');
  const patience = new AbortController();
  const stopping = (): void => void setTimeout(() => patience.abort(), LEAVING).unref();
  signal.addEventListener('abort', stopping, { once: true });
  try {
    const paired = await pairWith({ node: store.node }, address, words, patience.signal);
    if (signal.aborted) throw cancelled(await leave(address, paired));
    return paired;
  } catch (error) {
    if (!signal.aborted || failureOf(error)?.code === 'JOIN_CANCELLED') throw error;
    throw cancelled(failureOf(error)?.code === 'JOIN_UNREACHABLE' ? 'unknown' : 'free');
  } finally {
    signal.removeEventListener('abort', stopping);
  }
};

type Settling = { readonly address: string; readonly paired: Paired; readonly signal: AbortSignal };

const settle = async (session: Session, what: Joining, how: Settling): Promise<Joined> => {
  const { secrets, add, remove } = session;
  const { address, paired, signal } = how;
  const { kind, node, token, role } = paired;
  const id = kind === 'relay' ? 'relay' : node;
  const before = secrets.get();
  const stoodAt = cursorsOf(what.store, id);
  const text = Buffer.from(paired.key).toString('base64url');
  // The key first: a token without it could read nothing of what comes.
  await secrets.change((now) => ({ ...now, keys: [text, ...now.keys.filter((one) => one !== text)] }));
  await what.onPaired(role);
  const peer: Peer = { id, kind, address, name: null, token };
  const link = await add(peer);
  await Promise.race([link.syncNow(), stopped(signal)]);
  const hasCome = (): boolean => cursorsOf(what.store, id) !== stoodAt;
  if (!signal.aborted || hasCome()) return answered(link, address, role);
  await remove(id);
  if (hasCome()) {
    // Its answer came in this very moment: what is here cannot be told apart from what was.
    await add(peer);
    return { role };
  }
  await what.onCancelled();
  await secrets.change((now) => ({ ...now, keys: before.keys }));
  const earlier = before.peers.find((one) => one.id === id);
  if (earlier !== undefined) await add(earlier);
  throw cancelled(await leave(address, paired));
};

const stopped = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};

/** How far both sides are; it changes with the first answer that was taken in. */
const cursorsOf = (store: Store, peer: string): string =>
  JSON.stringify(
    store.localRows('SELECT node, pulled, pushed FROM sync_peer WHERE peer = ?', peer)[0] ?? null,
  );

const answered = (link: PeerLink, address: string, role: Role): Joined => {
  const { problem, lastContactMs } = link.state();
  if (problem !== null && lastContactMs === null) throw fail('unavailable', 'JOIN_UNREACHABLE', { address });
  return { role };
};
