/** Who asks, as far as the network says it, and how they call this server. */

/** What came with a request besides itself. */
export type Caller = {
  /** The network address of the other side, as the socket says it. */
  readonly peer: string;
};

/** What the routes find beside a request. */
export type RelayEnv = { Bindings: Caller };

export type Addressed = {
  /** The asking machine's address: the socket's, or what a trusted proxy says. */
  readonly from: string;
  /** Whether the request came through a proxy, trusted or not. */
  readonly isForwarded: boolean;
};

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1)$/;

export const isLoopback = (address: string): boolean => LOOPBACK.test(address);

/**
 * The asking address. `X-Forwarded-For` is believed of trusted proxies alone, and read from its end: what stands before the first
 * foreign address may be anybody's invention.
 */
export const addressOf = (headers: Headers, peer: string, trusted: ReadonlySet<string>): Addressed => {
  const forwarded = headers.get('x-forwarded-for');
  const isForwarded = forwarded !== null || headers.has('forwarded');
  if (forwarded === null || !trusted.has(peer)) return { from: peer, isForwarded };
  const hops = forwarded
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  return { from: hops.findLast((hop) => !trusted.has(hop)) ?? peer, isForwarded };
};

const HOST = /^(?:[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** The server's address as the asking browser calls it, without a slash at its end; for links where nobody said ORDA_PUBLIC_URL. */
export const calledAs = (
  headers: Headers,
  peer: string,
  trusted: ReadonlySet<string>,
): string | undefined => {
  const host = headers.get('host') ?? '';
  if (!HOST.test(host)) return undefined;
  const isSecure = trusted.has(peer) && headers.get('x-forwarded-proto') === 'https';
  return `${isSecure ? 'https' : 'http'}://${host}`;
};
