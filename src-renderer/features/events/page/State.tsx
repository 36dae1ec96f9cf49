import { IconBan, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { presenceOf } from '../../../../src-core/events/attendance.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { eventsTexts } from '../events.texts.ts';
import styles from './page.module.css';

type Line = {
  readonly isRegistered: boolean;
  readonly at: string | null;
  readonly annulledAt: string | null;
};

const ICONS = { came: IconCircleCheck, annulled: IconBan, notYet: IconCircleDashed } as const;

/** Came and when, annulled, or not yet: by shape, word and colour. */
export const State = ({ line }: { readonly line: Line }) => {
  const t = useTexts(eventsTexts);
  const formats = useFormats();
  const presence = presenceOf(line);
  const Icon = ICONS[presence];
  const words = {
    came: line.at === null ? '' : formats.time(line.at),
    annulled: t('annulledOne'),
    notYet: t('notYetFilter'),
  } as const;
  return (
    <span className={styles.state} data-state={presence}>
      <Icon size={17} aria-hidden />
      {words[presence]}
    </span>
  );
};
