/** The outbox of this relay, with the channels that its settings name. */
import type { RelayDatabase } from '../database/database.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { RelaySettings } from '../settings.ts';
import { createMailSender } from './mail.ts';
import { createOutbox } from './outbox.ts';
import type { Outbox } from './outbox.ts';
import type { Follower, Sender } from './sender.ts';
import { createSmsSender } from './sms.ts';

/** Starts it. In: the bot's ways; undefined where this relay has none. */
export function runOutbox(parts: {
  readonly settings: Pick<RelaySettings, 'mail' | 'sms'>;
  readonly database: Pick<RelayDatabase, 'kind' | 'store'>;
  readonly bot: { readonly sender: Sender; readonly follower: Follower } | undefined;
  readonly metrics: Pick<Metrics, 'messageTried'>;
  readonly log: Log;
  readonly now: () => number;
}): Outbox {
  const { settings, database, bot, metrics, log, now } = parts;
  const { mail, sms } = settings;
  const outbox = createOutbox({
    store: database.store,
    senders: [
      ...(bot === undefined ? [] : [bot.sender]),
      ...(mail === undefined ? [] : [createMailSender(mail)]),
      ...(sms === undefined ? [] : [createSmsSender(sms)]),
    ],
    follower: bot?.follower,
    now,
    // A folder is one process's.
    isAlone: database.kind === 'sqlite',
    onOutcome: metrics.messageTried,
    onError: (error) => log.error('outbox', error),
  });
  outbox.run();
  return outbox;
}
