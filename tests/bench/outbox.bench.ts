// Ten thousand messages to as many chats, from a queue on SQLite, through the real bot sender and real HTTP to a Bot API of the tests that enforces
// Telegram's limits by 429. The reference is the limit's own floor: thirty a second. The clock is injected, so that a run takes a minute and not six: it
// moves by what the outbox waits for and by the processor time of this process, the Bot API's own among it; other load of the machine does not count.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from 'node-telegram-bot-api';
import { migrations } from '../../migrations/index.ts';
import { messageTable } from '../../src-core/messages/index.ts';
import type { MessagesTables } from '../../src-core/messages/index.ts';
import { codeOf, personTable } from '../../src-core/people/index.ts';
import { contactTable } from '../../src-core/reach/index.ts';
import { factId, openStore, record, recordAll } from '../../src-core/store/index.ts';
import { relayTables } from '../../src-core/sync/index.ts';
import { allTables } from '../../src-core/tables.ts';
import { createNet } from '../../src-relay/bot/net.ts';
import { createBotSender } from '../../src-relay/bot/sender.ts';
import { createOutbox } from '../../src-relay/outbox/outbox.ts';
import { startFakeBotApi, TELEGRAM_LIMITS } from '../telegram/fakeBotApi.ts';
import type { BenchRow } from './bench.ts';

const MESSAGES = Number(process.env['ORDA_BENCH_MESSAGES'] ?? 10_000);
const FIRST_CHAT = 100_000;
const NOON = Date.UTC(2026, 8, 4, 7);
const AIM = 1.1;

export async function outboxBench(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-outbox-bench-'));
  let waited = 0;
  const now = (): number => {
    const { user, system } = process.cpuUsage();
    return NOON + Math.floor(waited + (user + system) / 1000);
  };
  const telegram = await startFakeBotApi({ now, limits: TELEGRAM_LIMITS });
  const store = openStore({
    path: join(folder, 'relay.db'),
    tables: relayTables(allTables),
    migrations,
    isRelay: true,
    now,
  });
  const net = createNet();
  try {
    const ids = Array.from({ length: MESSAGES }, (_, index) => factId('person', String(index)));
    await store.write({ actor: 'bench', action: 'bench' }, async (tx) => {
      await recordAll(
        tx,
        personTable,
        ids.map((id) => ({
          id,
          patch: {
            given_name: 'Айдана',
            kind: 'student' as const,
            status: 'active' as const,
            code: codeOf(id),
          },
        })),
      );
      await recordAll(
        tx,
        contactTable,
        ids.map((id, index) => ({
          id: factId('contact', id, 'bot'),
          patch: { person_id: id, kind: 'bot' as const, address: String(FIRST_CHAT + index), position: 0 },
        })),
      );
      await record(tx, messageTable, 'hello', {
        kind: 'broadcast',
        audience: JSON.stringify({ kind: 'everyone' }),
        texts: JSON.stringify({ ru: 'Привет, {name}! Митап в пятницу, в шесть.' }),
        send_at: new Date(now()).toISOString(),
        is_urgent: 1,
      });
    });
    for (const [index] of ids.entries()) telegram.member(FIRST_CHAT + index).start();
    const api = new Api(telegram.token, { apiRoot: telegram.url, fetch: net.fetch, maxRetries: 0 });
    const outbox = createOutbox({
      store,
      senders: [createBotSender(api)],
      now,
      isAlone: true,
      onError: (error) => {
        throw error;
      },
    });
    const begun = now();
    await outbox.drain((ms) => {
      waited += ms;
    });
    const seconds = (now() - begun) / 1000;
    const calls = (status: number): number =>
      telegram.calls().filter((call) => call.method === 'sendMessage' && call.status === status).length;
    await outbox.close();
    const { sent } = await store
      .read<MessagesTables>()
      .selectFrom('delivery')
      .select((build) => build.fn.countAll<number>().as('sent'))
      .where('state', '=', 'sent')
      .executeTakeFirstOrThrow();
    if (sent !== MESSAGES || calls(200) !== MESSAGES)
      throw new Error(`${sent} noted as sent, ${calls(200)} sent, of ${MESSAGES}`);
    const floor = MESSAGES / TELEGRAM_LIMITS.perSecond;
    const ratio = seconds / floor;
    return [
      {
        work: `outbox, ${MESSAGES.toLocaleString('en')} messages by Telegram's limits`,
        ours: `${seconds.toFixed(1)} s`,
        reference: `${floor.toFixed(1)} s`,
        referenceWas: 'the limit itself: 30 a second',
        ratio,
        aim: `≤ ${AIM}`,
        ok: ratio <= AIM,
        note: `injected clock: waiting and processor time; ${calls(429)} answers "too many"`,
      },
    ];
  } finally {
    net.close();
    await telegram.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
