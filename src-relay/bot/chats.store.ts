/** What a chat is in the middle of, and which updates have been seen to; both of this relay's database alone. */
import { z } from 'zod';
import type { TelegramTables } from '../../src-core/reach/index.ts';
import type { DomainStore, DomainTx } from '../../src-core/store/index.ts';
import { forgetCards, noteStanding } from './cards.store.ts';
import type { Standing } from './cards.store.ts';
import { PAGE_LANGUAGES } from '../shortPages/page.texts.ts';

const answer = z.union([z.number(), z.string(), z.boolean(), z.array(z.string()), z.null()]);

const chatState = z.object({
  /** Whom the chat speaks for just now, where there are several. */
  person: z.string().optional(),
  /** The event's code with which somebody came whom the bot did not know yet. */
  after: z.string().optional(),
  /** The language that a stranger chose. */
  language: z.enum(PAGE_LANGUAGES).optional(),
  /** A form that is being answered. */
  form: z
    .object({
      useId: z.string(),
      personId: z.string(),
      versionId: z.string(),
      draft: z.record(z.string(), answer),
      /** Of a question with several answers, so far. */
      chosen: z.array(z.string()).optional(),
      /** Nothing of it may be kept for longer than it is being written. */
      isNameless: z.boolean().optional(),
      /** The member went elsewhere in the middle of it: what they write may be meant for something else. */
      isAside: z.boolean().optional(),
    })
    .optional(),
});
export type ChatState = z.output<typeof chatState>;

const INTENT = { actor: 'relay', action: 'bot.update' };

/** How long updates are remembered; Telegram itself keeps what was not fetched for a day. Milliseconds. */
const REMEMBERED = 3 * 86_400_000;

type Reads = Pick<DomainStore, 'read'>;

export async function isKnownUpdate(reading: Reads, updateId: number): Promise<boolean> {
  const row = await reading
    .read<TelegramTables>()
    .selectFrom('telegram_update')
    .where('update_id', '=', updateId)
    .select('update_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that an update has been seen to, in the transaction of its effect. Out: false where it had been noted before. */
export async function noteUpdate(tx: DomainTx, updateId: number, nowMs: number): Promise<boolean> {
  const [{ numInsertedOrUpdatedRows: added = 0n } = {}] = await tx
    .local<TelegramTables>()
    .insertInto('telegram_update')
    .values({ update_id: updateId, at_ms: nowMs })
    .onConflict((conflict) => conflict.column('update_id').doNothing())
    .execute();
  return added > 0n;
}

/** The chat's state; an empty one where there is none, or one that this version cannot read. */
export async function readState(reading: Reads, chatId: string): Promise<ChatState> {
  const row = await reading
    .read<TelegramTables>()
    .selectFrom('telegram_chat')
    .where('chat_id', '=', chatId)
    .select('state')
    .executeTakeFirst();
  if (row === undefined) return {};
  const read = chatState.safeParse(JSON.parse(row.state));
  return read.success ? read.data : {};
}

/** Closes an update: what the chat is in the middle of now, and that the update is done. */
export async function closeUpdate(
  store: DomainStore,
  done: {
    readonly updateId: number;
    readonly nowMs: number;
    readonly chatId: string;
    /** Undefined where it is as it was. */
    readonly state: ChatState | undefined;
    /** The message that was shown or changed, and what it is now; undefined where there was none. */
    readonly stands: Standing | undefined;
  },
): Promise<void> {
  const { updateId, nowMs, chatId, state, stands } = done;
  await store.write(INTENT, async (tx) => {
    await noteUpdate(tx, updateId, nowMs);
    if (stands !== undefined) await noteStanding(tx, chatId, stands, nowMs);
    if (state === undefined) return;
    const text = JSON.stringify(state);
    await tx
      .local<TelegramTables>()
      .insertInto('telegram_chat')
      .values({ chat_id: chatId, state: text, at_ms: nowMs })
      .onConflict((conflict) => conflict.column('chat_id').doUpdateSet({ state: text, at_ms: nowMs }))
      .execute();
  });
}

/** How long a form that nobody goes on with is kept, milliseconds. */
const DRAFT_KEPT = { nameless: 3_600_000, named: 7 * 86_400_000 } as const;

/** Forgets forms that were begun and left; nameless ones within the hour. Out: how many. */
export async function sweepDrafts(store: DomainStore, nowMs: number): Promise<number> {
  const rows = await store
    .read<TelegramTables>()
    .selectFrom('telegram_chat')
    .where('at_ms', '<', nowMs - DRAFT_KEPT.nameless)
    .where('state', 'like', '%"form":%')
    .selectAll()
    .execute();
  let swept = 0;
  for (const { chat_id: chatId, state: text, at_ms: atMs } of rows) {
    const { form, ...rest } = chatState.safeParse(JSON.parse(text)).data ?? {};
    if (form !== undefined && form.isNameless !== true && atMs >= nowMs - DRAFT_KEPT.named) continue;
    await store.write(INTENT, async (tx) => {
      await tx
        .local<TelegramTables>()
        .updateTable('telegram_chat')
        .set({ state: JSON.stringify(rest) })
        .where('chat_id', '=', chatId)
        // Whoever went on with it meanwhile keeps it.
        .where('at_ms', '=', atMs)
        .where('state', '=', text)
        .execute();
    });
    swept += 1;
  }
  return swept;
}

/** Forgets updates that can come no more, and cards of long ago. */
export async function forgetUpdates(store: DomainStore, nowMs: number): Promise<void> {
  await store.write(INTENT, async (tx) => {
    await tx
      .local<TelegramTables>()
      .deleteFrom('telegram_update')
      .where('at_ms', '<', nowMs - REMEMBERED)
      .execute();
    await forgetCards(tx, nowMs);
  });
}
