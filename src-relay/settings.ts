import { dataPlace, type Machine } from '../src-core/store/dataPlace.ts';
import type { RelayArgs } from './args.ts';
import type { MailSettings } from './outbox/mail.ts';
import type { SmsSettings } from './outbox/sms.ts';

export type RelaySettings = {
  /** The folder of the data; on PostgreSQL too it has the relay's id. */
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  /** postgres://…; undefined on SQLite. */
  readonly databaseUrl: string | undefined;
  /** Without a slash at its end; undefined where nobody said it: then what the asking browser calls it. */
  readonly publicUrl: string | undefined;
  readonly trustedProxies: ReadonlySet<string>;
  readonly metricsToken: string | undefined;
  readonly logLevel: string;
  /** Where `pg_dump`s lie that the relay is to look after. */
  readonly dumpFolder: string | undefined;
  readonly backupEveryMs: number;
  /** Undefined: the relay has no bot. */
  readonly telegram: TelegramSettings | undefined;
  /** Undefined: the relay sends no e-mail. */
  readonly mail: MailSettings | undefined;
  /** Undefined: the relay sends no SMS. */
  readonly sms: SmsSettings | undefined;
};

export type TelegramSettings = {
  readonly token: string;
  /** Of the Bot API, without a slash at its end. */
  readonly apiUrl: string;
  /** Undefined: updates are fetched. */
  readonly webhookSecret: string | undefined;
};

const TELEGRAM_API = 'https://api.telegram.org';

/** Milliseconds between two scheduled backups; none is made while nothing has changed. */
const BACKUP_EVERY = 30 * 60_000;

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

const present = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text.trim();

const isHttp = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
};

const isPostgres = (text: string): boolean => /^postgres(?:ql)?:\/\//.test(text);

type Problem = { readonly problem: string };

const readTelegram = (
  env: Machine['env'],
  publicUrl: string | undefined,
): TelegramSettings | undefined | Problem => {
  const token = present(env['ORDA_TELEGRAM_TOKEN']);
  if (token === undefined) return undefined;
  if (!/^\d+:[\w-]{10,}$/.test(token))
    return { problem: 'ORDA_TELEGRAM_TOKEN: the token as @BotFather gave it is expected' };
  const apiUrl = present(env['ORDA_TELEGRAM_API']) ?? TELEGRAM_API;
  if (!isHttp(apiUrl))
    return { problem: 'ORDA_TELEGRAM_API: an address that begins with https:// is expected' };
  const webhookSecret = present(env['ORDA_TELEGRAM_WEBHOOK_SECRET']);
  if (webhookSecret !== undefined && !/^[\w-]{16,256}$/.test(webhookSecret))
    return { problem: 'ORDA_TELEGRAM_WEBHOOK_SECRET: 16 to 256 letters, digits, _ or -' };
  if (webhookSecret !== undefined && publicUrl === undefined)
    return { problem: 'ORDA_TELEGRAM_WEBHOOK_SECRET needs ORDA_PUBLIC_URL: Telegram has to find the relay' };
  return { token, apiUrl: apiUrl.replace(/\/+$/, ''), webhookSecret };
};

const readMail = (env: Machine['env']): MailSettings | undefined | Problem => {
  const url = present(env['ORDA_SMTP_URL']);
  if (url === undefined) return undefined;
  if (!/^smtps?:$/.test(URL.parse(url)?.protocol ?? ''))
    return { problem: 'ORDA_SMTP_URL: an address that begins with smtps:// or smtp:// is expected' };
  const from = present(env['ORDA_MAIL_FROM']);
  if (from === undefined || !/^[^@]+@[^@]+$/.test(from))
    return { problem: 'ORDA_SMTP_URL needs ORDA_MAIL_FROM: the address that letters come from' };
  return { url, from };
};

const readSms = (env: Machine['env']): SmsSettings | undefined | Problem => {
  const url = present(env['ORDA_SMS_URL']);
  if (url === undefined) return undefined;
  if (!isHttp(url)) return { problem: 'ORDA_SMS_URL: an address that begins with https:// is expected' };
  if (url.includes('{text}') !== url.includes('{phone}'))
    return { problem: 'ORDA_SMS_URL: either both {phone} and {text}, or neither' };
  return { url, token: present(env['ORDA_SMS_TOKEN']) };
};

/** Joins command line and environment; the sentence of what is wrong where they make no sense. */
export const readSettings = ({ data, host, port }: RelayArgs, machine: Machine): RelaySettings | Problem => {
  const { env } = machine;
  const databaseUrl = present(env['ORDA_DATABASE_URL']);
  if (databaseUrl !== undefined && !isPostgres(databaseUrl))
    return { problem: 'ORDA_DATABASE_URL: an address that begins with postgres:// is expected' };
  const publicUrl = present(env['ORDA_PUBLIC_URL']);
  if (publicUrl !== undefined && !isHttp(publicUrl))
    return { problem: `ORDA_PUBLIC_URL: an address that begins with https:// is expected` };
  const logLevel = present(env['ORDA_LOG_LEVEL']) ?? 'info';
  if (!LOG_LEVELS.includes(logLevel)) return { problem: `ORDA_LOG_LEVEL: one of ${LOG_LEVELS.join(', ')}` };
  const telegram = readTelegram(env, publicUrl?.replace(/\/+$/, ''));
  if (telegram !== undefined && 'problem' in telegram) return telegram;
  const mail = readMail(env);
  if (mail !== undefined && 'problem' in mail) return mail;
  const sms = readSms(env);
  if (sms !== undefined && 'problem' in sms) return sms;
  return {
    folder: dataPlace(data ?? env['ORDA_RELAY_DATA'], { titled: 'Orda relay', plain: 'orda-relay' }, machine),
    host,
    port,
    databaseUrl,
    publicUrl: publicUrl?.replace(/\/+$/, ''),
    trustedProxies: new Set((env['ORDA_TRUST_PROXY'] ?? '').split(/[\s,]+/).filter(Boolean)),
    metricsToken: present(env['ORDA_METRICS_TOKEN']),
    logLevel,
    dumpFolder: present(env['ORDA_DUMP_FOLDER']),
    backupEveryMs: BACKUP_EVERY,
    telegram,
    mail,
    sms,
  };
};
