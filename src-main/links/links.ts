/** This laptop's ways to the relay and to other laptops: the core's port over the links of the database that is open. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { fail, failureOf, readOwner, type Links, type Role } from '../../src-core/access/index.ts';
import { inviteLaptop, joinTextOf, keepOwnLaptop } from '../../src-core/laptops/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import { newOrganisationKey } from '../../src-core/sync/index.ts';
import { addressIn } from './address.ts';
import { createJoin, roleOf } from './join.ts';
import { claimRelay } from './joining.ts';
import { NO_KEYCHAIN, openSecrets, secretsFileOf, type Keychain } from './secrets.ts';
import { openSession, type Session } from './session.ts';
import { troubleOf } from './trouble.ts';

type Options = {
  readonly keychain?: Keychain | undefined;
  /** Addresses of the machine itself are offered too: for trying out, and for tests. */
  readonly isLoopbackShown: boolean;
  readonly onError: (error: unknown) => void;
};

export type HostLinks = Links & {
  /** Goes on with what was kept for this database. */
  readonly resume: (store: Store) => Promise<void>;
  /** Ends every way and remembers it; to be awaited before the database is closed. */
  readonly pause: () => Promise<void>;
};

/** Milliseconds that an invitation may take to reach the relay before it is shown. */
const PATIENCE = 8_000;

const keptShape = z.array(
  z.object({
    node: z.string(),
    reason: z.string(),
    table: z.string(),
    count: z.int(),
    lastAt: z.string(),
  }),
);

/** Makes the laptop's links; there are none until `resume`. */
export const createLinks = ({ keychain = NO_KEYCHAIN, isLoopbackShown, onError }: Options): HostLinks => {
  let current: Session | undefined;
  const listeners = new Set<() => void>();
  const onChange = (): void => {
    for (const listener of listeners) listener();
  };
  const session = (): Session => {
    if (current === undefined) throw fail('unavailable', 'LINKS_CLOSED');
    return current;
  };
  const joining = createJoin(session);

  return {
    state: () => current?.state() ?? { links: [], lan: null, hasKey: false },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connectRelay: async ({ store, address: typed, code }) => {
      const { add } = session();
      const address = addressIn(typed);
      if (address === undefined) throw fail('invalid', 'RELAY_UNREACHABLE', { address: typed });
      const { token } = await claimRelay({ node: store.node }, address, code.trim());
      await ownKey(session());
      await noteOwn(session(), 'owner', token);
      await add({ id: 'relay', kind: 'relay', address, name: null, token });
    },
    invite: async ({ store, role, actor }) => {
      const { state, links } = session();
      if (state().lan === null && links().length === 0) throw fail('unavailable', 'NO_WAY_IN');
      const key = await ownKey(session());
      const own = await ownOf(store);
      const { phrase, expiresMs } = await inviteLaptop(store, { role, actor, key, own });
      const relays = links().filter(({ peer }) => peer.kind === 'relay');
      await Promise.race([Promise.all(relays.map(({ syncNow }) => syncNow())), after(PATIENCE)]);
      const reached = relays.filter((link) => link.state().problem === null && link.state().unsent === 0);
      const lan = state().lan;
      const addresses = [...reached.map(({ peer }) => peer.address), ...(lan === null ? [] : [lan.url])];
      if (addresses.length === 0) throw fail('unavailable', 'NO_WAY_IN');
      return { phrase, expiresMs, addresses, qr: joinTextOf({ addresses, phrase }) };
    },
    join: joining.join,
    cancelJoin: joining.cancel,
    syncNow: async (id) => {
      const { link, links } = session();
      await Promise.all((id === undefined ? links() : [link(id)]).map(({ syncNow }) => syncNow()));
    },
    forget: (id) => session().remove(id),
    openLan: async ({ address }) => {
      await ownKey(session());
      await ownToken(session());
      return session().openLan(address);
    },
    closeLan: () => session().closeLan(),
    keptAt: (id) =>
      asked(id, async () => {
        const { body } = await session().link(id).ask({ method: 'GET', path: '/kept' });
        return keptShape.parse(JSON.parse(Buffer.from(body).toString('utf8')));
      }),
    decideKept: (id, what) =>
      asked(id, async () => {
        await session()
          .link(id)
          .ask({
            method: 'POST',
            path: '/kept',
            type: 'application/json',
            body: Buffer.from(JSON.stringify(what)),
          });
      }),
    pause: async () => {
      const ending = current;
      current = undefined;
      await ending?.close();
    },
    resume: async (store) => {
      const secrets = await openSecrets(secretsFileOf(store.path), keychain);
      current = await openSession({ store, secrets, isLoopbackShown, onChange, onError });
      onChange();
    },
  };
};

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/** The organisation's key; the first laptop that connects or invites makes it. */
const ownKey = async ({ secrets }: Session): Promise<Uint8Array> => {
  if (secrets.get().keys.length === 0) {
    const made = newOrganisationKey().toString('base64url');
    await secrets.change((before) => (before.keys.length > 0 ? before : { ...before, keys: [made] }));
  }
  return Buffer.from(secrets.get().keys[0] ?? '', 'base64url');
};

/** A laptop that nobody let in names itself, so that others know it when it calls. */
const ownToken = async (session: Session): Promise<void> => {
  if (session.tokens().length > 0) return;
  const token = randomBytes(32).toString('base64url');
  await session.secrets.change((before) => ({ ...before, token }));
  await noteOwn(session, await roleOf(session.store), token);
};

const noteOwn = async ({ store }: Session, role: Role, token: string): Promise<void> => {
  const { id, name } = await readOwner(store);
  await store.write({ actor: id, action: 'laptops.join' }, (tx) =>
    keepOwnLaptop(tx, store.node, { name, role, token }),
  );
};

const ownOf = async (store: Store): Promise<{ readonly name: string; readonly role: Role }> => {
  const { name } = await readOwner(store);
  return { name, role: await roleOf(store) };
};

/** What the other side says no with is told as it says it. */
const asked = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (failureOf(error) !== undefined) throw error;
    const { problem, code } = troubleOf(error);
    throw fail('unavailable', 'LINK_DOWN', { id, problem, code });
  }
};
