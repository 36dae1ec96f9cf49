import { useEffect, useEffectEvent } from 'react';
import type { Message } from './words.ts';

/** The longest that a timer is set for; browsers take no more than 24 days. */
const LONGEST = 86_400_000;

/** Calls `onDue` when the time of the next planned message comes: no commit tells of it. */
export const useClock = (messages: readonly Message[], onDue: () => void): void => {
  const next = Math.min(
    ...messages.flatMap(({ standing, sendAt }) => (standing === 'planned' ? [Date.parse(sendAt)] : [])),
  );
  const due = useEffectEvent(onDue);
  useEffect(() => {
    if (!Number.isFinite(next)) return undefined;
    const timer = setTimeout(() => due(), Math.min(LONGEST, Math.max(500, next - Date.now() + 300)));
    return () => clearTimeout(timer);
  }, [next]);
};
