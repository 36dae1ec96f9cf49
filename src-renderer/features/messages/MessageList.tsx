import { IconAlertTriangle, IconCheck, IconClock, IconSend, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Counts } from './Counts.tsx';
import styles from './messages.module.css';
import { messagesTexts } from './messages.texts.ts';
import { useMessageWords, type Message } from './words.ts';

const SIGNS = { planned: IconClock, sending: IconSend, sent: IconCheck, cancelled: IconX } as const;

type Props = {
  readonly label: string;
  readonly messages: readonly Message[];
  /** On an event's own page its name says nothing. */
  readonly isOfEvent?: boolean;
  readonly actions?: (message: Message) => ReactNode;
};

/** Messages one under the other; each leads to its own page. */
export const MessageList = ({ label, messages, isOfEvent = false, actions }: Props) => (
  <ul className={styles.list} aria-label={label}>
    {messages.map((message) => (
      <Line key={message.id} message={message} isOfEvent={isOfEvent} actions={actions?.(message)} />
    ))}
  </ul>
);

const Line = ({
  message,
  isOfEvent,
  actions,
}: {
  readonly message: Message;
  readonly isOfEvent: boolean;
  readonly actions: ReactNode;
}) => {
  const t = useTexts(messagesTexts);
  const formats = useFormats();
  const { titleOf, audienceOf } = useMessageWords();
  const { standing, event, isUrgent, sendAt } = message;
  const Sign = SIGNS[standing];
  return (
    <li className={styles.line} data-standing={standing}>
      <span className={styles.sign}>
        <Sign size={18} aria-hidden />
      </span>
      <div className={styles.what}>
        <Link href={`/messages/${message.id}`} className={styles.name}>
          {titleOf(message)}
        </Link>
        <div className={styles.whom}>
          <span>{audienceOf(message)}</span>
          {!isOfEvent && event !== null && <span>{event.title}</span>}
          {isUrgent && (
            <span className={styles.urgent}>
              <IconAlertTriangle size={14} aria-hidden />
              {t('urgent')}
            </span>
          )}
        </div>
      </div>
      <div className={styles.when}>
        <strong>{t(`s_${standing}`)}</strong>
        <span className="numbers">{formats.dateTime(sendAt)}</span>
      </div>
      <Counts message={message} />
      {actions !== undefined && <div className={styles.lineActions}>{actions}</div>}
    </li>
  );
};
