import { useState } from 'react';
import { keptDesign, readDesign, type BadgeDesign } from '../../../src-core/nameBadges/nameBadge.rules.ts';
import { keepChoice, readChoice } from '../../api/preferences.ts';

const kept = (name: string): string | undefined => {
  const found = readChoice(name);
  return found === undefined ? undefined : decodeURIComponent(found);
};

/** The badge's design and its printing as they were chosen on this laptop: a printer and its paper belong to a desk. */
export const useDesign = () => {
  const [design, setDesign] = useState(() => readDesign(kept('badge')));
  const [isAuto, setAuto] = useState(() => kept('badgeAuto') === 'yes');
  return {
    design,
    isAuto,
    change: (patch: Partial<BadgeDesign>): void => {
      const next = { ...design, ...patch };
      keepChoice('badge', keptDesign(next));
      setDesign(next);
    },
    changeAuto: (isOn: boolean): void => {
      keepChoice('badgeAuto', isOn ? 'yes' : 'no');
      setAuto(isOn);
    },
  };
};
