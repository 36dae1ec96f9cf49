import { ActionIcon, Checkbox } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useTexts } from '../../i18n/i18n.ts';
import { composerTexts } from './composer.texts.ts';
import styles from './composer/composer.module.css';
import { messagesTexts } from './messages.texts.ts';
import { CHANNELS, type Channel } from './words.ts';

type Props = {
  readonly label: string;
  /** Those in use, in their order. */
  readonly value: readonly Channel[];
  readonly onChange: (channels: readonly Channel[]) => void;
  /** Those that can be used at all. */
  readonly among?: readonly Channel[];
};

/** Ways to write to people: which, and which first. At least one stays ticked. */
export const ChannelOrder = ({ label, value, onChange, among = CHANNELS }: Props) => {
  const t = useTexts(composerTexts);
  const words = useTexts(messagesTexts);
  const rows = [...value, ...among.filter((channel) => !value.includes(channel))];
  const earlier = (index: number): void => {
    const next = [...value];
    const [moved] = next.splice(index, 1);
    if (moved !== undefined) next.splice(index - 1, 0, moved);
    onChange(next);
  };
  return (
    <div role="group" aria-label={label}>
      <div className={styles.label}>{label}</div>
      <ol className={styles.channels}>
        {rows.map((channel, index) => {
          const isUsed = value.includes(channel);
          const name = words(`channel_${channel}`);
          return (
            <li key={channel}>
              <Checkbox
                label={name}
                checked={isUsed}
                disabled={isUsed && value.length === 1}
                onChange={() =>
                  onChange(isUsed ? value.filter((one) => one !== channel) : [...value, channel])
                }
              />
              {isUsed && index > 0 && (
                <ActionIcon
                  size="sm"
                  aria-label={t('wayUp', { channel: name })}
                  title={t('wayUp', { channel: name })}
                  onClick={() => earlier(index)}
                >
                  <IconArrowUp size={15} aria-hidden />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
};
