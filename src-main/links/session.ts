/** The links over one database, while it is open: the ways to others, and the listener for them. */
import { networkInterfaces } from 'node:os';
import { fail, type LanState, type LinksState } from '../../src-core/access/index.ts';
import { noteDecision, openAdmission } from '../../src-core/laptops/index.ts';
import type { Store } from '../../src-core/store/index.ts';
import {
  createSealer,
  createSyncService,
  openHub,
  openKept,
  partsOf,
  type Sealer,
  type SyncService,
} from '../../src-core/sync/index.ts';
import {
  blobSeal,
  createBlobService,
  createOwnShelf,
  DESK_LIMITS,
  openFolderShelf,
} from '../../src-core/sync/blobs/index.ts';
import { addressesOf } from '../door/addresses.ts';
import { createLanService } from './envelope.ts';
import { serveLan, type LanServing } from './lanServer.ts';
import { createLanTransport } from './lanTransport.ts';
import { openPeerLink, type PeerLink } from './peerLink.ts';
import type { Peer, SecretsFile } from './secrets.ts';
import { createTransport } from './transport.ts';
import { watchMachine } from './watch.ts';

export type Session = {
  readonly store: Store;
  readonly secrets: SecretsFile;
  readonly state: () => LinksState;
  readonly links: () => readonly PeerLink[];
  readonly link: (id: string) => PeerLink;
  /** The tokens by which this laptop is known, the newest first. */
  readonly tokens: () => readonly string[];
  /** Keeps the way to a peer, in place of an earlier one with its id, and opens it. */
  readonly add: (peer: Peer) => Promise<PeerLink>;
  readonly remove: (id: string) => Promise<void>;
  readonly openLan: (address: string) => Promise<LanState>;
  readonly closeLan: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type SessionParts = {
  readonly store: Store;
  readonly secrets: SecretsFile;
  readonly isLoopbackShown: boolean;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
};

/** The same at every event, so that a firewall is asked once; none of the phones' door. */
const PORTS = [7440, 7441, 7442, 0];

type OpenLan = { readonly state: LanState; readonly serving: LanServing; readonly service: SyncService };

/** Goes on with what was kept: every peer, and the listener where it was open and its address is still there. */
export const openSession = async (parts: SessionParts): Promise<Session> => {
  const { store, secrets, isLoopbackShown, onChange, onError } = parts;
  const open = new Map<string, PeerLink>();
  let lan: OpenLan | undefined;
  const inbox = await openFolderShelf({ folder: `${store.path}.blobs`, limits: DESK_LIMITS, isInbox: true });

  const key = (): Uint8Array | undefined => {
    const [first] = secrets.get().keys;
    return first === undefined ? undefined : Buffer.from(first, 'base64url');
  };
  const tokens = (): readonly string[] => {
    const { token, peers } = secrets.get();
    return [...new Set([...peers.map((peer) => peer.token), ...(token === null ? [] : [token])])];
  };

  const sealerNow = (): Sealer | undefined => {
    const [first, ...others] = secrets.get().keys.map((text) => Buffer.from(text, 'base64url'));
    return first === undefined ? undefined : createSealer([first, ...others], store.tables);
  };

  const start = (peer: Peer): PeerLink => {
    const own = key() ?? new Uint8Array(0);
    const files = own.length === 0 ? undefined : { seal: blobSeal(own), inbox };
    const isRelay = peer.kind === 'relay';
    const transport = isRelay ? createTransport(peer.address) : createLanTransport(peer.address, own);
    const sealer = isRelay ? sealerNow() : undefined;
    const link = openPeerLink({ store, peer, transport, sealer, files, tokens, onChange, onError });
    open.set(peer.id, link);
    return link;
  };

  const stopLink = async (id: string): Promise<void> => {
    const link = open.get(id);
    open.delete(id);
    await link?.stop();
  };

  const isOwnAddress = (address: string): boolean =>
    address.startsWith('127.') ||
    addressesOf(networkInterfaces(), process.platform, isLoopbackShown).some(
      (own) => own.address === address,
    );

  const stopLan = async (): Promise<void> => {
    const { serving, service } = lan ?? {};
    lan = undefined;
    service?.stop();
    await serving?.close();
  };

  const startLan = async (address: string, ports: readonly number[]): Promise<LanState> => {
    const own = key();
    if (own === undefined) throw fail('unavailable', 'NO_KEY');
    if (!isOwnAddress(address)) throw fail('unavailable', 'ADDRESS_GONE', { address });
    await stopLan();
    const service = createSyncService({
      ...partsOf(store),
      hub: await openHub(store),
      admission: openAdmission(store),
      kept: openKept(store, noteDecision),
      blobs: createBlobService(createOwnShelf({ store, seal: blobSeal(own), inbox })),
      onError,
    });
    const { handle } = createLanService(withHello(service, store.node), own);
    try {
      const serving = await serveLan({
        address,
        ports,
        handle,
        now: () => store.now(),
        onError,
      });
      const { port } = serving;
      lan = { serving, service, state: { address, port, url: `http://${address}:${port}` } };
      return lan.state;
    } catch (error) {
      service.stop();
      onError(error);
      throw fail('unavailable', 'PORT_REFUSED', { address });
    }
  };

  const resumeLan = async (): Promise<void> => {
    const kept = secrets.get().lan;
    if (kept === null || lan !== undefined || !isOwnAddress(kept.address)) return;
    await startLan(kept.address, [kept.port, ...PORTS]).catch(onError);
    onChange();
  };

  for (const peer of secrets.get().peers) start(peer);
  await resumeLan();
  const stopHearing = store.onCommit(() => {
    for (const link of open.values()) link.noteCommit();
  });
  const stopWatching = watchMachine(() => {
    void resumeLan();
    for (const link of open.values()) void link.syncNow();
  });

  return {
    store,
    secrets,
    tokens,
    state: () => ({
      links: Array.from(open.values(), (link) => link.state()),
      lan: lan?.state ?? null,
      hasKey: key() !== undefined,
    }),
    links: () => [...open.values()],
    link: (id) => {
      const link = open.get(id);
      if (link === undefined) throw fail('not-found', 'LINK_NOT_FOUND', { id });
      return link;
    },
    add: async (peer) => {
      await secrets.change((before) => ({
        ...before,
        peers: [peer, ...before.peers.filter(({ id }) => id !== peer.id)],
      }));
      await stopLink(peer.id);
      const link = start(peer);
      onChange();
      return link;
    },
    remove: async (id) => {
      await secrets.change((before) => ({
        ...before,
        peers: before.peers.filter((peer) => peer.id !== id),
      }));
      await stopLink(id);
      onChange();
    },
    openLan: async (address) => {
      const state = await startLan(address, PORTS);
      const { port } = state;
      await secrets.change((before) => ({ ...before, lan: { address, port } }));
      onChange();
      return state;
    },
    closeLan: async () => {
      await secrets.change((before) => ({ ...before, lan: null }));
      await stopLan();
      onChange();
    },
    close: async () => {
      stopHearing();
      stopWatching();
      await Promise.all([stopLan(), ...[...open.keys()].map(stopLink)]);
    },
  };
};

/** Whoever has the key is told whose listener this is: so laptops that know each other need no invitation. */
const withHello = (service: SyncService, node: string): SyncService => ({
  ...service,
  handle: async (request, from) =>
    new URL(request.url).pathname === '/hello' ? Response.json({ node }) : service.handle(request, from),
});
