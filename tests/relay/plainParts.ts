/** What a relay's server needs besides its database and its pages, at its plainest: no settings, healthy, nothing counted yet. */
import type { Log } from '../../src-relay/log.ts';
import { createMetrics } from '../../src-relay/metrics.ts';
import type { ServerParts } from '../../src-relay/server.ts';
import { createObserve } from '../../src-relay/spans.ts';

type PlainParts = Pick<
  ServerParts,
  'settings' | 'ownUrl' | 'health' | 'isStopping' | 'isSecure' | 'observe' | 'metrics' | 'log'
>;

/** In: where the server's lines go. Out: the parts, for a server that is called by http and never told to stop. */
export const plainParts = (log: Log): PlainParts => {
  const metrics = createMetrics(async () => ({
    lines: 0,
    laptops: { active: 0, revoked: 0 },
    keptAside: {},
    lastBackupMs: null,
    freeBytes: null,
    queued: {},
  }));
  return {
    settings: { publicUrl: undefined, trustedProxies: new Set(), metricsToken: undefined },
    ownUrl: () => '',
    health: async () => ({ ok: true, problems: [] }),
    isStopping: () => false,
    isSecure: false,
    observe: createObserve({ metrics, log }),
    metrics,
    log,
  };
};
