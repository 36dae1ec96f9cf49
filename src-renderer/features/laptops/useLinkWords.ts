import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { linksTexts } from './links.texts.ts';
import { clockDifference } from './standing.rules.ts';
import type { LinkState } from './shape.ts';
import { useLaptopNames } from './useLaptopNames.ts';

const DAY_MS = 86_400_000;

/** What a link, its troubles and its times are called. */
export const useLinkWords = () => {
  const t = useTexts(linksTexts);
  const formats = useFormats();
  const laptopOf = useLaptopNames();
  const nameOf = ({ kind, id, name }: LinkState): string => (kind === 'relay' ? '' : (name ?? laptopOf(id)));

  /** The hour of today, the day of any other. */
  const moment = (ms: number): string =>
    Date.now() - ms < DAY_MS / 2 ? formats.time(ms) : formats.dateTime(ms);

  return {
    nameOf: (link: LinkState): string =>
      link.kind === 'relay' ? t('Relay') : t('Laptop', { name: nameOf(link) }),
    /** Its name alone, where the word "laptop" would be one too many. */
    bareName: (link: LinkState): string => (link.kind === 'relay' ? t('Relay') : nameOf(link)),
    moment,
    /** What is wrong, in a few words; nothing where all is well. */
    trouble: (link: LinkState): string | undefined => {
      const { kind, problem, problemSinceMs } = link;
      if (problem === null) return undefined;
      const who = kind === 'relay' ? t('relay') : t('laptop', { name: nameOf(link) });
      if (problem === 'unreachable')
        return problemSinceMs === null
          ? t('short.never', { who })
          : t('short.unreachable', { who, at: moment(problemSinceMs) });
      return t(`short.${problem}`, { who });
    },
    /** What is wrong and what to do about it. */
    advice: ({ kind, problem }: LinkState): string | undefined => {
      if (problem === null) return undefined;
      return problem === 'unreachable' && kind === 'laptop' ? t('p.unreachableLan') : t(`p.${problem}`);
    },
    clocks: ({ aheadMs }: LinkState): string => {
      if (aheadMs === null) return t('unknown');
      const difference = clockDifference(aheadMs);
      if (difference === null) return t('clockSame');
      const time = t(difference.unit, { count: formats.number(difference.count) });
      return t(difference.isAhead ? 'clockAhead' : 'clockBehind', { time });
    },
  };
};
