import { client } from '../../api/client.ts';
import { textsOf } from '../../i18n/i18n.ts';
import type { HitSource } from '../../ui/spotlight/hits.ts';
import { eventsTexts } from './events.texts.ts';
import { hoursOf } from './when.ts';

const MOST = 6;

/** Events in the command line: those ahead first, then those that are over; by title, club or place. */
export const eventHits: HitSource = {
  group: 'groupEvents',
  find: async (text) => {
    const t = textsOf(eventsTexts);
    const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const [ahead, over] = await Promise.all([
      client.events.list.query({ when: 'upcoming' }),
      client.events.list.query({ when: 'past' }),
    ]);
    return [...ahead.events, ...over.events]
      .filter((event) => {
        const held = [event.title, event.club_name, event.place].join(' ').toLocaleLowerCase();
        return words.every((word) => held.includes(word));
      })
      .slice(0, MOST)
      .map((event) => ({
        id: event.id,
        title: event.title,
        detail: [dayText(event.starts_at), hoursOf(event), event.cancelled_at === null ? '' : t('cancelled')]
          .filter(Boolean)
          .join(' · '),
        run: (navigate) => navigate(`/events/${event.id}`),
      }));
  },
};

const dayText = (local: string): string => `${local.slice(8, 10)}.${local.slice(5, 7)}.${local.slice(0, 4)}`;
