import type { Links, LinksState } from './access/index.ts';

const NOTHING: LinksState = { links: [], lan: null, hasKey: false };
const unused = (): never => {
  throw new Error('no links here');
};

/** A laptop that is connected to nothing, and asked for nothing. */
export const noLinks: Links = {
  state: () => NOTHING,
  onChange: () => () => undefined,
  connectRelay: unused,
  invite: unused,
  join: unused,
  cancelJoin: unused,
  syncNow: unused,
  forget: unused,
  openLan: unused,
  closeLan: unused,
  keptAt: unused,
  decideKept: unused,
};
