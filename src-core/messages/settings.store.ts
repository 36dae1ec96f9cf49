import { readOrganisation } from '../access/index.ts';
import type { Language } from '../access/index.ts';
import { record } from '../store/index.ts';
import type { DomainTx, Reading } from '../store/index.ts';
import { messageSettingsTable } from './messages.schema.ts';
import type { MessagesTables } from './messages.schema.ts';
import { DEFAULT_RULES, readChannels } from './rules.ts';
import type { MessageRules } from './rules.ts';

const SETTINGS_ID = 'message_settings';

/** Where messages are sent from: whose time zone and language hold. */
export type House = {
  readonly rules: MessageRules;
  readonly timeZone: string;
  readonly language: Language;
  readonly currency: string;
};

/** The organisation's rules, or those that hold where it has none. */
export async function readRules(reading: Pick<Reading, 'read'>): Promise<MessageRules> {
  const row = await reading
    .read<MessagesTables>()
    .selectFrom('message_settings')
    .selectAll()
    .where('id', '=', SETTINGS_ID)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return DEFAULT_RULES;
  return {
    quiet:
      row.quiet_from === null || row.quiet_until === null
        ? null
        : { from: row.quiet_from, until: row.quiet_until },
    mostADay: row.most_a_day,
    channels: readChannels(row.channel_order) ?? DEFAULT_RULES.channels,
    fallbackMinutes: row.fallback_minutes,
    smsPrice: row.sms_price,
    smsMonthBudget: row.sms_month_budget,
  };
}

export async function readHouse(reading: Pick<Reading, 'read'>): Promise<House> {
  const organisation = await readOrganisation(reading);
  return {
    rules: await readRules(reading),
    timeZone: organisation?.time_zone ?? 'UTC',
    language: organisation?.language ?? 'ru',
    currency: organisation?.currency ?? 'KZT',
  };
}

export async function saveRules(tx: DomainTx, rules: MessageRules): Promise<void> {
  await record(tx, messageSettingsTable, SETTINGS_ID, {
    quiet_from: rules.quiet?.from ?? null,
    quiet_until: rules.quiet?.until ?? null,
    most_a_day: rules.mostADay,
    channel_order: JSON.stringify(rules.channels),
    fallback_minutes: rules.fallbackMinutes,
    sms_price: rules.smsPrice,
    sms_month_budget: rules.smsMonthBudget,
  });
}
