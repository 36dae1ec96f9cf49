import { Menu, SegmentedControl, Tooltip } from '@mantine/core';
import { IconCheck, IconChevronDown, IconDoor, IconListCheck, IconMapPin } from '@tabler/icons-react';
import { useTexts } from '../../../i18n/i18n.ts';
import { Kbd } from '../../../ui/Kbd.tsx';
import { roomsTexts } from '../rooms/rooms.texts.ts';
import type { StandingHands } from './useStanding.ts';
import styles from './where.module.css';

/** Opens "where am I", and turns the way people go. */
export const WHERE_KEY = 'F6';
export const TURN_KEY = 'F3';

type Props = StandingHands & {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
};

/** Where this window lets people in, in one line of the head; nothing at an event that has but one way in and none out. */
export const Where = ({ standing, spots, spot, canLeave, stand, turn, isOpen, onOpen }: Props) => {
  const t = useTexts(roomsTexts);
  if (spots.length === 0 && !canLeave) return null;
  return (
    <div className={styles.where} data-out={standing.direction === 'out' || undefined}>
      {spots.length > 0 && (
        <Menu
          opened={isOpen}
          onChange={onOpen}
          position="bottom-start"
          width="target"
          trapFocus
          withInitialFocusPlaceholder={false}
          returnFocus={false}
        >
          <Menu.Target>
            <button
              type="button"
              className={styles.spot}
              aria-label={`${t('where')}: ${spot?.name ?? t('wholeEvent')}`}
            >
              <IconMapPin size={19} aria-hidden />
              <span>{spot?.name ?? t('wholeEvent')}</span>
              <Kbd keys={WHERE_KEY} />
              <IconChevronDown size={16} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown className={styles.menu ?? ''}>
            <Menu.Item
              leftSection={<IconMapPin size={18} aria-hidden />}
              rightSection={spot === undefined && <IconCheck size={16} aria-hidden />}
              data-autofocus={spot === undefined || undefined}
              onClick={() => stand(undefined)}
            >
              {t('wholeEvent')}
            </Menu.Item>
            {spots.map((one) => (
              <Menu.Item
                key={one.key}
                leftSection={
                  one.kind === 'section' ? (
                    <IconDoor size={18} aria-hidden />
                  ) : (
                    <IconListCheck size={18} aria-hidden />
                  )
                }
                rightSection={spot?.key === one.key && <IconCheck size={16} aria-hidden />}
                data-autofocus={spot?.key === one.key || undefined}
                onClick={() => stand(one)}
              >
                {one.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {canLeave && (
        <Tooltip label={`${t('direction')} (${TURN_KEY})`}>
          <SegmentedControl
            aria-label={t('direction')}
            data={(['in', 'out'] as const).map((value) => ({ value, label: t(value) }))}
            value={standing.direction}
            onChange={turn}
          />
        </Tooltip>
      )}
    </div>
  );
};
