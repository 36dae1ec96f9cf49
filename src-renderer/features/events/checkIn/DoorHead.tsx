import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconMaximize, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { dateOf } from '../../../../src-core/events/localTime.rules.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { isSoundOn, setSoundOn } from '../../../ui/sound.ts';
import { hoursOf, useDayName } from '../when.ts';
import styles from './doorHead.module.css';
import { checkInTexts } from './checkIn.texts.ts';
import { MODES, type Mode } from './useCheckIn.ts';

type HeadProps = {
  readonly eventId: string;
  readonly event: Outputs['events']['get'] | undefined;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  /** Where this window lets people in. */
  readonly where: ReactNode;
  /** Switches of what the desk has beside it, such as a camera. */
  readonly tools: ReactNode;
};

/** The head of the check-in desk: which event, where this window stands, how it marks. */
export const DoorHead = ({ eventId, event, mode, onMode, where, tools }: HeadProps) => {
  const t = useTexts(checkInTexts);
  const [, navigate] = useLocation();
  const dayName = useDayName(event?.now);
  const [hasSound, setSound] = useState(isSoundOn);
  const hints = { standard: 'standardHint', express: 'expressHint', quiet: 'quietHint' } as const;
  const soundText = t(hasSound ? 'soundOn' : 'soundOff');
  return (
    <header className={styles.head}>
      <ActionIcon aria-label={t('leave')} title={t('leave')} onClick={() => navigate(`/events/${eventId}`)}>
        <IconArrowLeft size={22} aria-hidden />
      </ActionIcon>
      <div className={styles.titles}>
        <h1>{event?.event.title ?? ''}</h1>
        {event !== undefined && (
          <p>
            {[`${dayName(dateOf(event.event.starts_at))}, ${hoursOf(event.event)}`, event.event.place]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
      </div>
      {where}
      <Tooltip label={t(hints[mode])}>
        <SegmentedControl
          aria-label={t('mode')}
          data={MODES.map((value) => ({ value, label: t(value) }))}
          value={mode}
          onChange={onMode}
        />
      </Tooltip>
      {tools}
      <Tooltip label={soundText}>
        <ActionIcon
          aria-label={soundText}
          onClick={() => {
            setSoundOn(!hasSound);
            setSound(!hasSound);
          }}
        >
          {hasSound ? <IconVolume size={21} aria-hidden /> : <IconVolumeOff size={21} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('fullScreen')}>
        <ActionIcon
          aria-label={t('fullScreen')}
          onClick={() =>
            void (
              document.fullscreenElement === null
                ? document.documentElement.requestFullscreen()
                : document.exitFullscreen()
            ).catch(() => undefined)
          }
        >
          <IconMaximize size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </header>
  );
};
