import type { DomainTx } from '../store/index.ts';
import { record } from '../store/index.ts';
import { linkBot, ownersOfChat } from './contacts.store.ts';
import type { Reads } from './contacts.store.ts';
import { addGuardian, linkGuardian } from './family.store.ts';
import { redeemCode } from './linkCodes.store.ts';
import { botAccountTable } from './reach.schema.ts';
import type { ReachTables } from './reach.schema.ts';

/**
 * A chat came with a code: the person's own phone is linked; a parent is linked to the child, and gets a card where the chat is nobody's yet.
 * In: `name`, what the chat's owner is called there. Out: whose phone it is, and the child. Throws as `redeemCode`.
 */
export async function linkChatByCode(
  tx: DomainTx,
  { code, chatId, name }: { readonly code: string; readonly chatId: string; readonly name: string },
): Promise<{ readonly personId: string; readonly childId: string | null }> {
  const { personId, purpose } = await redeemCode(tx, code);
  if (purpose === 'self') {
    await linkBot(tx, { personId, chatId });
    return { personId, childId: null };
  }
  const owner = (await ownersOfChat(tx, chatId)).find((id) => id !== personId);
  const guardianId = owner ?? (await addGuardian(tx, name));
  if (owner === undefined) await linkBot(tx, { personId: guardianId, chatId });
  await linkGuardian(tx, guardianId, personId);
  return { personId: guardianId, childId: personId };
}

const BOT_ACCOUNT = 'bot_account';

/** The user name of the relay's bot, without @; null where there is none. */
export async function readBotName(reading: Reads): Promise<string | null> {
  const row = await reading
    .read<ReachTables>()
    .selectFrom('bot_account')
    .select('username')
    .where('id', '=', BOT_ACCOUNT)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.username ?? null;
}

/** The relay says what its bot is called; null where it has none. */
export async function noteBotName(tx: DomainTx, username: string | null): Promise<void> {
  if ((await readBotName(tx)) !== username) await record(tx, botAccountTable, BOT_ACCOUNT, { username });
}
