/** The phone page: its files and its API, below /me. */
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import type { DomainStore } from '../../src-core/store/index.ts';
import type { RelayEnv } from '../caller.ts';
import type { Log } from '../log.ts';
import { mountPortalApi } from './api.ts';
import type { PortalApiParts } from './api.ts';
import { openRooms } from './memberRooms.ts';
import { mountPortalPages } from './pages.ts';
import type { PortalPagesParts } from './pages.ts';
import { openSessions } from './sessions.ts';

export type PortalParts = PortalApiParts & PortalPagesParts;

/** What the server knows only with a request. */
export type AskedParts = 'from' | 'publicUrl' | 'nothing';

type PortalOptions = {
  readonly store: DomainStore;
  readonly now: () => number;
  readonly botToken: string | undefined;
  readonly log: Log;
};

/** The page over a relay's log, with the files of this program's build. */
export const portalOver = ({ store, now, botToken, log }: PortalOptions): Omit<PortalParts, AskedParts> => ({
  rooms: openRooms(store),
  sessions: openSessions(store),
  now,
  botToken,
  onError: (error) => log.error('portal', error),
  folder: fileURLToPath(new URL('../../dist/portal', import.meta.url)),
});

/** Adds all of it to the relay's routes. */
export const mountPortal = (app: Hono<RelayEnv>, parts: PortalParts): void => {
  mountPortalApi(app, parts);
  mountPortalPages(app, parts);
};
