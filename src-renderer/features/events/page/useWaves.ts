import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { eventsTexts } from '../events.texts.ts';

/** A showing of the code as a filter: a mark belongs to the last showing that was opened before it. */
type WaveFilter = {
  readonly key: string;
  readonly name: string;
  readonly marked: { readonly from: string | null; readonly until: string | null };
};

/** The showings of an event's code, and the time before the first; nothing where there were none. */
export const useWaves = (eventId: string): readonly WaveFilter[] => {
  const t = useTexts(eventsTexts);
  const formats = useFormats();
  const door = useQuery(api.door.state.queryOptions({ eventId }));
  const waves = (door.data?.waves ?? []).toSorted((left, right) => left.openedMs - right.openedMs);
  const [first] = waves;
  if (first === undefined) return [];
  const at = (ms: number): string => new Date(ms).toISOString();
  return [
    { key: '0', name: t('beforeWaves'), marked: { from: null, until: at(first.openedMs) } },
    ...waves.map(({ number, openedMs }, index) => {
      const next = waves[index + 1];
      return {
        key: String(number),
        name: t('waveAt', { number, time: formats.time(at(openedMs)) }),
        marked: { from: at(openedMs), until: next === undefined ? null : at(next.openedMs) },
      };
    }),
  ];
};
