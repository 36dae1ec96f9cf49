import { z } from 'zod';
import { CHANNELS } from '../reach/index.ts';
import type { Channel } from '../reach/index.ts';
import type { QuietHours } from './timing.ts';

/** The rules of the organisation for messages, as they hold. */
export type MessageRules = {
  readonly quiet: QuietHours | null;
  /** Messages a day at most, for one recipient; null for as many as there are. */
  readonly mostADay: number | null;
  /** The channels in use, cheapest first. */
  readonly channels: readonly Channel[];
  /** How long a channel is waited for before the next is tried, minutes; null where it is waited for without an end. */
  readonly fallbackMinutes: number | null;
  /** Of one part of an SMS, minor units; null where none is said. */
  readonly smsPrice: number | null;
  /** For a calendar month, minor units; null for no limit. */
  readonly smsMonthBudget: number | null;
};

/** What holds where nobody has said otherwise: quiet nights, and no channel that costs money. */
export const DEFAULT_RULES: MessageRules = {
  quiet: { from: '22:30', until: '08:00' },
  mostADay: 5,
  channels: ['bot', 'page', 'email'],
  fallbackMinutes: 30,
  smsPrice: null,
  smsMonthBudget: null,
};

const listOfChannels = z
  .array(z.enum(CHANNELS))
  .min(1)
  .refine((list) => new Set(list).size === list.length, 'a channel twice');

/** Reads a list of channels; null where it is none. */
export function readChannels(stored: string | null): readonly Channel[] | null {
  try {
    return stored === null ? null : (listOfChannels.safeParse(JSON.parse(stored)).data ?? null);
  } catch {
    return null;
  }
}

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const amount = z.int().min(0).max(1_000_000_000);

export const rulesInput = z.object({
  quiet: z.object({ from: clockTime, until: clockTime }).nullable(),
  mostADay: z.int().min(1).max(50).nullable(),
  channels: listOfChannels,
  fallbackMinutes: z.int().min(1).max(10_080).nullable(),
  smsPrice: amount.nullable(),
  smsMonthBudget: amount.nullable(),
});

export const channelsInput = listOfChannels;
