import { readOrganisation } from '../access/index.ts';
import { fullName } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import type { DomainTx } from '../store/index.ts';
import { record } from '../store/index.ts';
import { contactsOf, linkBot, linkPage, ownersOfChat } from './contacts.store.ts';
import type { Reads } from './contacts.store.ts';
import { addGuardian, linkGuardian } from './family.store.ts';
import { NAMELESS_GUARDIAN } from './family.texts.ts';
import { redeemCode } from './linkCodes.store.ts';
import { botAccountTable } from './reach.schema.ts';
import type { ReachTables } from './reach.schema.ts';

/**
 * A chat came with a code: the person's own phone is linked; a parent is linked to the child, and gets a card where the chat is nobody's yet.
 * In: `name`, what the chat's owner is called there. Out: whose phone it is, the child, and the chat that was the person's until now. Throws as
 * `redeemCode`.
 */
export async function linkChatByCode(
  tx: DomainTx,
  { code, chatId, name }: { readonly code: string; readonly chatId: string; readonly name: string },
): Promise<{ readonly personId: string; readonly childId: string | null; readonly leftChat: string | null }> {
  const { personId, purpose } = await redeemCode(tx, code);
  if (purpose === 'self') {
    const before = ((await contactsOf(tx, [personId])).get(personId) ?? []).find(
      ({ kind }) => kind === 'bot',
    );
    await linkBot(tx, { personId, chatId });
    const leftChat = before?.address ?? null;
    return { personId, childId: null, leftChat: leftChat === chatId ? null : leftChat };
  }
  const owner = (await ownersOfChat(tx, chatId)).find((id) => id !== personId);
  const guardianId = owner ?? (await addGuardian(tx, name));
  if (owner === undefined) await linkBot(tx, { personId: guardianId, chatId });
  await linkGuardian(tx, guardianId, personId);
  return { personId: guardianId, childId: personId, leftChat: null };
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

/**
 * A phone page came with a code: as `linkChatByCode`, with the page in the chat's place. In: who is signed in at that page already, or
 * null. Out: whose page it is. Throws as `redeemCode`.
 */
export async function linkPageByCode(
  tx: DomainTx,
  { code, signedIn }: { readonly code: string; readonly signedIn: string | null },
): Promise<{ readonly personId: string }> {
  const { personId, purpose } = await redeemCode(tx, code);
  if (purpose === 'self') {
    await linkPage(tx, personId);
    return { personId };
  }
  const owner = signedIn === personId ? null : signedIn;
  const guardianId = owner ?? (await addGuardian(tx, await namelessGuardian(tx, personId)));
  await linkPage(tx, guardianId);
  await linkGuardian(tx, guardianId, personId);
  return { personId: guardianId };
}

/** What the desk calls a parent until somebody writes their name down. */
async function namelessGuardian(tx: DomainTx, childId: string): Promise<string> {
  const child = await tx
    .read<PeopleTables>()
    .selectFrom('person')
    .where('id', '=', childId)
    .select(['family_name', 'given_name', 'patronymic'])
    .executeTakeFirst();
  const text = NAMELESS_GUARDIAN[(await readOrganisation(tx))?.language ?? 'ru'];
  return text.replace('{{child}}', child === undefined ? '' : fullName(child));
}
