import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { roomsTexts } from '../rooms/rooms.texts.ts';
import styles from './counters.module.css';
import { checkInTexts } from './checkIn.texts.ts';

type Counters = Outputs['checkIn']['counters'];

type Props = {
  readonly eventId: string;
  /** Whether people are checked out: then those who are inside are fewer than those who came. */
  readonly canLeave: boolean;
  readonly counters: Counters | undefined;
  /** Undefined: all groups; null: people without one. */
  readonly group: string | null | undefined;
  readonly onGroup: (group: string | null | undefined) => void;
};

/** How many are in, how many are still waited for, how many places are left; below, the study groups. */
export const DoorCounters = ({ eventId, canLeave, counters, group, onGroup }: Props) => {
  const t = useTexts(checkInTexts);
  const formats = useFormats();
  const rooms = useTexts(roomsTexts);
  const counts = useQuery({ ...api.rooms.counts.queryOptions({ eventId }), enabled: canLeave });
  const { came = 0, notYet = 0, registered = 0, capacity = null, free = null, groups = [] } = counters ?? {};
  return (
    <section className={styles.counters} aria-label={t('came')}>
      <dl className={styles.totals}>
        <div>
          <dt>{t('came')}</dt>
          <dd data-testid="came">{formats.number(came)}</dd>
        </div>
        {canLeave && counts.data !== undefined && (
          <div>
            <dt>{rooms('inside')}</dt>
            <dd data-testid="inside">{formats.number(counts.data.inside)}</dd>
          </div>
        )}
        {registered > 0 && (
          <div>
            <dt>{t('notYet')}</dt>
            <dd data-testid="notYet">{formats.number(notYet)}</dd>
          </div>
        )}
        {free !== null && capacity !== null && (
          <div data-full={free === 0 || undefined}>
            <dt>{t('free')}</dt>
            <dd>
              {formats.number(free)} <small>{t('ofCapacity', { count: formats.number(capacity) })}</small>
            </dd>
          </div>
        )}
      </dl>
      {groups.length > 1 && (
        <ul className={styles.groups} aria-label={t('groups')}>
          {groups.map((line) => (
            <li key={line.group ?? ''}>
              <button
                type="button"
                className={styles.group}
                aria-pressed={group === line.group}
                title={
                  group === line.group
                    ? t('allGroups')
                    : t('showGroup', { group: line.group ?? t('noGroup') })
                }
                onClick={() => onGroup(group === line.group ? undefined : line.group)}
              >
                <span className={styles.groupName}>{line.group ?? t('noGroup')}</span>
                <span className={styles.bar}>
                  <span style={{ width: `${(100 * line.came) / (line.came + line.notYet)}%` }} />
                </span>
                <span className={styles.groupCount}>
                  {formats.number(line.came)}
                  {registered > 0 && <small>/{formats.number(line.came + line.notYet)}</small>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
