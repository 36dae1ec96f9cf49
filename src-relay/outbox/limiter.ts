/**
 * How fast a channel may be used: so many within any second in all, and so many to one address. Counted over a window that moves along and
 * not by a bucket that fills up: a bucket lets through its size and, within the same second, what has run in meanwhile.
 */
export type ChannelLimits = {
  /** Within any second, in all. */
  readonly perSecond: number;
  /** Within any second, to one address. */
  readonly perAddressSecond: number;
  /** Within any minute, to a group or a channel. */
  readonly perGroupMinute: number;
  /** Requests that may wait for their answer at once. */
  readonly inFlight: number;
};

export type Limiter = {
  /** How many more may go now. */
  readonly room: () => number;
  /** Addresses that may not be written to now. */
  readonly busy: () => readonly string[];
  readonly count: (address: string) => void;
  /** The service asks to wait. */
  readonly pause: (ms: number) => void;
  /** Milliseconds until there is room; 0 where there is some. */
  readonly waitMs: () => number;
};

/** What the services of the house allow. */
export const LIMITS: Readonly<Record<'bot' | 'email' | 'sms', ChannelLimits>> = {
  // As https://core.telegram.org/bots/faq says.
  bot: { perSecond: 30, perAddressSecond: 1, perGroupMinute: 20, inFlight: 60 },
  email: { perSecond: 5, perAddressSecond: 1, perGroupMinute: 60, inFlight: 5 },
  sms: { perSecond: 5, perAddressSecond: 1, perGroupMinute: 60, inFlight: 10 },
};

/** Milliseconds that a second is taken longer: requests reach the service a little closer together than they left. */
const SLACK = 40;
const SECOND = 1_000 + SLACK;
const MINUTE = 60_000 + SLACK;

/** Chats of groups and channels in Telegram. */
const isGroup = (address: string): boolean => /^[-@]/.test(address) && !/^@?[^@]+@/.test(address);

/**
 * In: the clock, milliseconds. What went out before a restart is not known, so a new limiter begins as if the last second had been full.
 */
export const createLimiter = (limits: ChannelLimits, now: () => number): Limiter => {
  let times: number[] = [];
  const byAddress = new Map<string, number[]>();
  let pausedUntil = now() + SECOND;

  const recent = (list: readonly number[], ms: number): number[] => list.filter((at) => at > now() - ms);
  const ruleOf = (address: string): readonly [most: number, ms: number] =>
    isGroup(address) ? [limits.perGroupMinute, MINUTE] : [limits.perAddressSecond, SECOND];

  const room = (): number => {
    if (now() < pausedUntil) return 0;
    times = recent(times, SECOND);
    return Math.max(0, limits.perSecond - times.length);
  };

  return {
    room,
    busy: () => {
      const busy: string[] = [];
      for (const [address, list] of byAddress) {
        const [most, ms] = ruleOf(address);
        const kept = recent(list, ms);
        if (kept.length === 0) byAddress.delete(address);
        else byAddress.set(address, kept);
        // A group has its minute, and its second like anybody.
        const thisSecond = recent(kept, SECOND).length;
        if (kept.length >= most || thisSecond >= limits.perAddressSecond) busy.push(address);
      }
      return busy;
    },
    count: (address) => {
      times.push(now());
      byAddress.set(address, [...(byAddress.get(address) ?? []), now()]);
    },
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, now() + ms);
    },
    waitMs: () => {
      if (now() < pausedUntil) return pausedUntil - now();
      if (room() > 0) return 0;
      return (times[times.length - limits.perSecond] ?? now()) + SECOND - now();
    },
  };
};
