/** The bot of this relay, where its settings name one. */
import { noteBotName } from '../../src-core/reach/index.ts';
import type { RelayDatabase } from '../database/database.ts';
import type { Log } from '../log.ts';
import type { RelaySettings } from '../settings.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { createSeen } from './seen.ts';

/** Out: the bot; undefined without a token: laptops are told that there is none. */
export async function runBot(parts: {
  readonly settings: Pick<RelaySettings, 'telegram' | 'publicUrl'>;
  readonly database: Pick<RelayDatabase, 'kind' | 'store'>;
  readonly log: Log;
  readonly now: () => number;
}): Promise<Bot | undefined> {
  const { settings, database, log, now } = parts;
  const { store } = database;
  const { telegram, publicUrl } = settings;
  if (telegram === undefined) {
    await store.write({ actor: 'relay', action: 'relay.bot' }, (tx) => noteBotName(tx, null));
    return undefined;
  }
  return startBot({
    settings: { ...telegram, publicUrl },
    store,
    log,
    now,
    // A folder is one process's.
    isAlone: database.kind === 'sqlite',
    onSeen: createSeen(store),
  });
}
