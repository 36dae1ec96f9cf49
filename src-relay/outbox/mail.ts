/** E-mail by SMTP. */
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Outgoing, SendOutcome } from '../../src-core/messages/index.ts';
import type { Sender } from './sender.ts';

export type MailSettings = {
  /** `smtp://user:password@host:587`, `smtps://…`. */
  readonly url: string;
  /** An address, or a name and an address: `Club <club@example.org>`. */
  readonly from: string;
};

const SHORT_WAIT = 60_000;
/** Name and password are not taken: no message is at fault. */
const LONG_WAIT = 5 * 60_000;
const CONNECT_PATIENCE = 10_000;
const LONGEST_SUBJECT = 120;

/** The address inside `Name <address>`. */
const bare = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();

/** The message as it travels. Its Message-ID follows from the outbox, so that a mailbox can tell a message that came twice. */
async function mimeOf(outgoing: Outgoing, from: string): Promise<Buffer> {
  const [first = ''] = outgoing.text.split('\n');
  const domain = bare(from).split('@')[1] ?? 'localhost';
  const links = outgoing.buttons
    .flat()
    .flatMap(({ text, url }) => (url === undefined ? [] : [`${text}: ${url}`]));
  const message = new MailComposer({
    from,
    to: outgoing.address,
    subject: first.slice(0, LONGEST_SUBJECT),
    text: [outgoing.text, ...links].join('\n\n'),
    messageId: `<${outgoing.id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': outgoing.language },
  });
  return message.compile().build();
}

type SmtpError = Error & {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
};

/** In: what went wrong, and whether the message itself had begun to be written. */
function outcomeOf(error: SmtpError, isWritten: boolean): SendOutcome {
  const { code, responseCode } = error;
  if (responseCode !== undefined && responseCode >= 400) {
    if (code === 'EAUTH' || responseCode === 421)
      return { kind: 'retry', afterMs: LONG_WAIT, isGlobal: true };
    if (responseCode < 500) return { kind: 'retry', afterMs: SHORT_WAIT, isGlobal: false };
    const isMailbox = error.command?.startsWith('RCPT') === true || [550, 551, 553].includes(responseCode);
    return { kind: 'refused', reason: isMailbox ? 'gone' : 'rejected' };
  }
  if (code === 'EAUTH') return { kind: 'retry', afterMs: LONG_WAIT, isGlobal: true };
  return { kind: isWritten ? 'unsure' : 'notSent' };
}

/** A sender with a connection for each message. */
export const createMailSender = ({ url, from }: MailSettings): Sender => {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isSecure = protocol === 'smtps:';
  const options = {
    host: hostname,
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    connectionTimeout: CONNECT_PATIENCE,
    greetingTimeout: CONNECT_PATIENCE,
  };
  const auth =
    username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };

  return {
    channel: 'email',
    send: async (outgoing, signal) => {
      const mime = await mimeOf(outgoing, from);
      let isWritten = false;
      // Read only once the server has said that it will take the message.
      const message = new Readable({
        read() {
          isWritten = true;
          this.push(mime);
          this.push(null);
        },
      });
      const connection = new SMTPConnection(options);
      return new Promise<SendOutcome>((resolve) => {
        const end = (outcome: SendOutcome): void => {
          signal.removeEventListener('abort', onAbort);
          // First: closing tells that the connection has ended, which by itself would mean something else.
          resolve(outcome);
          connection.close();
        };
        const failed = (error: SmtpError): void => end(outcomeOf(error, isWritten));
        const onAbort = (): void => end({ kind: isWritten ? 'unsure' : 'notSent' });
        signal.addEventListener('abort', onAbort, { once: true });
        connection.on('error', failed);
        connection.once('end', () => end({ kind: isWritten ? 'unsure' : 'notSent' }));
        const deliver = (): void =>
          connection.send({ from: bare(from), to: [outgoing.address] }, message, (error) => {
            if (error !== null) return failed(error);
            end({ kind: 'sent', external: null });
          });
        connection.connect((error) => {
          if (error) return failed(error);
          if (auth === null) return deliver();
          connection.login({ credentials: auth }, (refused) => {
            if (refused) return failed(refused);
            deliver();
          });
        });
      });
    },
  };
};
