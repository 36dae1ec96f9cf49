import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, client, queryClient } from '../api/client.ts';
import { PACE } from './view.ts';

const TABLES = ['check_in', 'registration', 'event', 'wave', 'door', 'organisation', 'person'];
const isOfDraw = (table: string): boolean => table === 'draw' || table.startsWith('draw_');

/** The stage of an event, asked again when something of it has changed and when the code runs out. */
export const useStage = (eventId: string) => {
  const query = useQuery({ ...api.stage.view.queryOptions({ eventId }), refetchInterval: 10_000 });
  const { refetch } = query;
  const [isConnected, setConnected] = useState(true);

  useEffect(() => {
    let isWaiting = false;
    const subscription = client.live.subscribe(undefined, {
      onConnectionStateChange: ({ state }) => {
        setConnected(state === 'pending');
        if (state === 'pending') void refetch();
      },
      onData: (event) => {
        if (event.kind === 'commit' && event.tables.some(isOfDraw))
          void queryClient.invalidateQueries({ queryKey: api.draws.stage.pathKey() });
        const isOwn = event.kind === 'commit' && event.tables.some((table) => TABLES.includes(table));
        if (!isOwn || isWaiting) return;
        isWaiting = true;
        setTimeout(() => {
          isWaiting = false;
          void refetch();
        }, PACE);
      },
    });
    return () => subscription.unsubscribe();
  }, [refetch]);

  const view = query.data;
  const untilMs = view?.code?.untilMs;
  const nowMs = view?.nowMs;
  useEffect(() => {
    if (untilMs === undefined || nowMs === undefined) return undefined;
    // The desk's clock decides, not that of this window.
    const timer = setTimeout(() => void refetch(), Math.max(50, untilMs - nowMs + 30));
    return () => clearTimeout(timer);
  }, [untilMs, nowMs, refetch]);

  return {
    view,
    receivedMs: query.dataUpdatedAt,
    error: query.error,
    isConnected: isConnected && !query.isRefetchError,
  };
};

/** The desk's clock in this window, moved on every second. In: what it showed, and when this window heard of it. */
export const useDeskClock = (nowMs: number, receivedMs: number): number => {
  const [ms, setMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(ms, receivedMs) + nowMs - receivedMs;
};
