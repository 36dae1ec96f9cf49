import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconBan, IconCircleCheck, IconEraser, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import styles from './lists.module.css';
import { checkInTexts } from './checkIn.texts.ts';
import type { DoorLine } from './useCheckIn.ts';

type Tab = 'recent' | 'came' | 'notYet';

type Props = {
  readonly eventId: string;
  readonly isListed: boolean;
  readonly group: string | null | undefined;
  readonly onGroup: (group: undefined) => void;
  readonly onMark: (line: DoorLine) => void;
  readonly onAnnul: (line: DoorLine) => void;
};

/** Below the search while nothing is typed: the last marks, who came, who has not come yet. */
export const DoorLists = ({ eventId, isListed, group, onGroup, onMark, onAnnul }: Props) => {
  const t = useTexts(checkInTexts);
  const [chosen, setTab] = useState<Tab>('recent');
  // A group is looked at in a list, not among the last marks.
  const tab = group !== undefined && chosen === 'recent' ? (isListed ? 'notYet' : 'came') : chosen;
  return (
    <div className={styles.lists}>
      <div className={styles.listHead}>
        <SegmentedControl
          aria-label={t('recent')}
          data={(['recent', 'came', 'notYet'] as const).map((value) => ({ value, label: t(value) }))}
          value={tab}
          onChange={(next) => {
            setTab(next);
            if (next === 'recent') onGroup(undefined);
          }}
        />
        {group !== undefined && (
          <Button
            size="compact-sm"
            variant="light"
            rightSection={<IconX size={14} aria-hidden />}
            onClick={() => onGroup(undefined)}
          >
            {group ?? t('noGroup')}
          </Button>
        )}
      </div>
      {tab === 'recent' ? (
        <Recent eventId={eventId} onAnnul={onAnnul} />
      ) : (
        <Present
          eventId={eventId}
          presence={tab}
          group={group}
          isListed={isListed}
          onMark={onMark}
          onAnnul={onAnnul}
        />
      )}
    </div>
  );
};

const Recent = ({ eventId, onAnnul }: Pick<Props, 'eventId' | 'onAnnul'>) => {
  const t = useTexts(checkInTexts);
  const recent = useQuery(api.checkIn.recent.queryOptions({ eventId, limit: 30 }));
  if (recent.data === undefined) return null;
  if (recent.data.length === 0) return <p className={styles.none}>{t('noneRecent')}</p>;
  return (
    <ul className={styles.lines} data-testid="recent">
      {recent.data.map((line) => (
        <Line key={line.id} line={line} onAnnul={onAnnul} />
      ))}
    </ul>
  );
};

type PresentProps = Omit<Props, 'onGroup'> & { readonly presence: 'came' | 'notYet' };

const Present = ({ eventId, presence, group, isListed, onMark, onAnnul }: PresentProps) => {
  const t = useTexts(checkInTexts);
  const roster = useQuery({
    ...api.checkIn.roster.queryOptions({ eventId, presence, group }),
    placeholderData: keepPreviousData,
  });
  if (roster.data === undefined) return null;
  if (roster.data.length === 0) {
    const words = presence === 'came' ? 'noneCame' : isListed ? 'noneMissing' : 'noneListed';
    return <p className={styles.none}>{t(words)}</p>;
  }
  return (
    <ul className={styles.lines}>
      {roster.data.map((line) => (
        <Line
          key={line.id}
          line={line}
          onAnnul={onAnnul}
          onMark={presence === 'notYet' ? onMark : undefined}
        />
      ))}
    </ul>
  );
};

type LineProps = {
  readonly line: DoorLine;
  readonly onAnnul: (line: DoorLine) => void;
  readonly onMark?: ((line: DoorLine) => void) | undefined;
};

const Line = ({ line, onAnnul, onMark }: LineProps) => {
  const t = useTexts(checkInTexts);
  const formats = useFormats();
  const isAnnulled = line.annulledAt !== null;
  return (
    <li
      className={styles.line}
      data-annulled={isAnnulled || undefined}
      data-waiting={onMark !== undefined || undefined}
    >
      {onMark === undefined && line.at !== null && (
        <span className={styles.lineTime}>
          {isAnnulled ? <IconBan size={16} aria-hidden /> : <IconCircleCheck size={16} aria-hidden />}
          {formats.time(line.at)}
        </span>
      )}
      <span className={styles.lineName}>{line.name}</span>
      <span className={styles.lineGroup}>{isAnnulled ? t('annulled') : line.group}</span>
      {onMark !== undefined ? (
        <Button size="compact-sm" variant="light" onClick={() => onMark(line)}>
          {t('mark')}
        </Button>
      ) : (
        !isAnnulled && (
          <ActionIcon
            size="md"
            aria-label={`${t('annul')}: ${line.name}`}
            title={t('annul')}
            onClick={() => onAnnul(line)}
          >
            <IconEraser size={17} aria-hidden />
          </ActionIcon>
        )
      )}
    </li>
  );
};
