import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { roomsTexts } from '../rooms/rooms.texts.ts';
import type { StandingHands } from './useStanding.ts';
import styles from './where.module.css';

type Props = Pick<StandingHands, 'spots' | 'spot' | 'stand'> & { readonly eventId: string };

/** Who is inside, who came and who has not yet, by section and list; a click moves this window there. */
export const RoomCounters = ({ eventId, spots, spot, stand }: Props) => {
  const t = useTexts(roomsTexts);
  const formats = useFormats();
  const counts = useQuery({
    ...api.rooms.counts.queryOptions({ eventId }),
    enabled: spots.length > 0,
  });
  if (counts.data === undefined || spots.length === 0) return null;
  const { sections, lists } = counts.data;
  const words = (came: number | undefined, notYet: number | null): string =>
    [
      ...(came === undefined ? [] : [`${t('cameHere')} ${formats.number(came)}`]),
      ...(notYet === null ? [] : [`${t('notYetHere')} ${formats.number(notYet)}`]),
    ].join(' · ');
  return (
    <ul className={styles.rooms} aria-label={t('byRooms')}>
      {spots.map((one) => {
        const section = sections.find(({ id }) => id === one.gate.sectionId);
        const list = lists.find(({ id }) => id === one.gate.listId);
        const own = section ?? list;
        if (own === undefined) return null;
        const notYet = section === undefined ? own.notYet : section.seats > 0 ? section.notYet : null;
        const capacity = section?.capacity ?? null;
        return (
          <li key={one.key}>
            <button
              type="button"
              className={styles.room}
              aria-pressed={spot?.key === one.key}
              data-full={
                (section !== undefined && capacity !== null && section.inside >= capacity) || undefined
              }
              data-testid={`room-${one.name}`}
              onClick={() => stand(spot?.key === one.key ? undefined : one)}
            >
              <span className={styles.name}>{one.name}</span>
              <span className={styles.main}>
                {formats.number(section === undefined ? own.came : section.inside)}
                {capacity !== null && <small>/{formats.number(capacity)}</small>}
              </span>
              <span className={styles.rest}>{words(section?.came, notYet)}</span>
              <span className={styles.label}>{t(section === undefined ? 'cameHere' : 'insideNow')}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
};
