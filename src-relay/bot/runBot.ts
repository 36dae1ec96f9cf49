/** The bot of this relay, where its settings name one. */
import type { DomainStore } from '../../src-core/store/index.ts';
import { noteBotName } from '../../src-core/reach/index.ts';
import type { Log } from '../log.ts';
import type { RelaySettings } from '../settings.ts';
import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { createSeen } from './seen.ts';

/** Out: the bot; undefined without a token: laptops are told that there is none. */
export async function runBot(parts: {
  readonly settings: Pick<RelaySettings, 'telegram' | 'publicUrl'>;
  readonly store: DomainStore;
  readonly log: Log;
  readonly now: () => number;
}): Promise<Bot | undefined> {
  const { settings, store, log, now } = parts;
  const { telegram, publicUrl } = settings;
  if (telegram === undefined) {
    await store.write({ actor: 'relay', action: 'relay.bot' }, (tx) => noteBotName(tx, null));
    return undefined;
  }
  return startBot({ settings: { ...telegram, publicUrl }, store, log, now, onSeen: createSeen(store) });
}
