/** The phone page: its files and its API, below /me. */
import type { Hono } from 'hono';
import type { RelayEnv } from '../caller.ts';
import { mountPortalApi } from './api.ts';
import type { PortalApiParts } from './api.ts';
import { mountPortalPages } from './pages.ts';
import type { PortalPagesParts } from './pages.ts';

export type PortalParts = PortalApiParts & PortalPagesParts;

/** Adds all of it to the relay's routes. */
export const mountPortal = (app: Hono<RelayEnv>, parts: PortalParts): void => {
  mountPortalApi(app, parts);
  mountPortalPages(app, parts);
};
