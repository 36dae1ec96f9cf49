import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isOnStage } from '../../../src-core/draws/draw.rules.ts';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';

type View = NonNullable<Outputs['draws']['stage']['draw']>;

/** Often enough for a countdown; nothing is asked of the desk at this pace. */
const TICK_MS = 200;

/**
 * The draw that the projector of an event shows now, with the desk's clock; null where it shows none. `otherMs` is when
 * something else was put on the projector (the door's code), null where there is nothing else. The window has to have
 * `draws.stage` asked again when a table of draws changes; it is asked every ten seconds anyway.
 */
export const useStageDraw = (
  eventId: string,
  otherMs: number | null,
): { readonly draw: View; readonly now: number } | null => {
  const { data, dataUpdatedAt } = useQuery({
    ...api.draws.stage.queryOptions({ eventId }),
    refetchInterval: 10_000,
  });
  const draw = data?.draw ?? null;
  const hasDraw = draw !== null;
  const [ownMs, setOwnMs] = useState(() => Date.now());
  useEffect(() => {
    if (!hasDraw) return undefined;
    const timer = setInterval(() => setOwnMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [hasDraw]);
  if (data === undefined || draw === null) return null;
  // The desk's clock and not this window's: a tablet may be minutes off.
  const now = Math.max(ownMs, dataUpdatedAt) + Date.parse(data.now) - dataUpdatedAt;
  return isOnStage(draw, now, otherMs) ? { draw, now } : null;
};
