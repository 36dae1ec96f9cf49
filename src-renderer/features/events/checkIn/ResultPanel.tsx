import {
  IconAlertTriangleFilled,
  IconArrowBackUp,
  IconArrowsExchange,
  IconBan,
  IconCircleCheckFilled,
  IconDoorExit,
  IconHelpOctagonFilled,
  IconScan,
  IconSquareRoundedCheckFilled,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react';
import { isHeld } from '../../../../src-core/events/admission.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { Kbd } from '../../../ui/Kbd.tsx';
import { roomsTexts } from '../rooms/rooms.texts.ts';
import { nameBadgesTexts } from '../../nameBadges/nameBadges.texts.ts';
import styles from './result.module.css';
import { checkInTexts } from './checkIn.texts.ts';
import { answerWords, detailOf, type Look, type Words } from './answerWords.ts';
import { markedIn, type DoorHands, type Shown } from './useCheckIn.ts';

const SIGNS: Readonly<Record<Look, Icon>> = {
  ready: IconScan,
  ok: IconCircleCheckFilled,
  already: IconSquareRoundedCheckFilled,
  held: IconAlertTriangleFilled,
  unknown: IconHelpOctagonFilled,
  annulled: IconBan,
  ask: IconUserQuestion,
  moved: IconArrowsExchange,
  left: IconDoorExit,
};

type Props = {
  readonly hands: DoorHands;
  readonly capacity: number | null;
  readonly isQuiet: boolean;
  /** Whether people are checked out here. */
  readonly isOut: boolean;
  readonly onAnnul: (person: { readonly id: string; readonly name: string }) => void;
  readonly onBadge: (() => void) | undefined;
};

/** The answer to the last arrival, to be read from three metres. */
export const ResultPanel = ({ hands, capacity, isQuiet, isOut, onAnnul, onBadge }: Props) => {
  const t = useTexts(checkInTexts);
  const badges = useTexts(nameBadgesTexts);
  const words = useWords(hands.shown, capacity, isOut);
  const { shown } = hands;
  const Sign = words.sign ?? SIGNS[words.look];
  const marked = markedIn(shown);
  const mayAllow = shown.kind === 'ask' || (shown.kind === 'answer' && isHeld(shown.answer.verdict));
  return (
    <section
      className={styles.result}
      data-look={words.look}
      data-quiet={isQuiet || undefined}
      data-testid="result"
      aria-live="assertive"
    >
      <div key={hands.turn} className={styles.answer}>
        <Sign className={styles.sign} aria-hidden />
        <p className={styles.word}>{words.word}</p>
        {words.name !== undefined && <p className={styles.who}>{words.name}</p>}
        {words.detail !== undefined && <p className={styles.detail}>{words.detail}</p>}
        {words.more !== undefined && <p className={styles.moreText}>{words.more}</p>}
      </div>
      <div className={styles.actions}>
        {mayAllow && (
          <button type="button" className={styles.act} data-main onClick={hands.allow}>
            {shown.kind === 'ask' ? t('confirm') : t('allow')}{' '}
            <Kbd keys={shown.kind === 'ask' ? 'Enter' : 'F4'} />
          </button>
        )}
        {mayAllow && (
          <button type="button" className={styles.act} onClick={hands.clear}>
            {t('no')} <Kbd keys="Esc" />
          </button>
        )}
        {shown.kind === 'answer' && shown.answer.tx !== null && (
          <button type="button" className={styles.act} onClick={hands.undo}>
            {t('undo')} <Kbd keys="F8" />
          </button>
        )}
        {marked !== undefined && (
          <button type="button" className={styles.act} onClick={() => onAnnul(marked)}>
            {t('annul')} <Kbd keys="F9" />
          </button>
        )}
        {marked !== undefined && onBadge !== undefined && (
          <button type="button" className={styles.act} onClick={onBadge}>
            {badges('printLast')} <Kbd keys="Mod+P" />
          </button>
        )}
      </div>
    </section>
  );
};

const useWords = (
  shown: Shown,
  capacity: number | null,
  isOut: boolean,
): Words & { readonly sign?: Icon } => {
  const t = useTexts(checkInTexts);
  const rooms = useTexts(roomsTexts);
  const formats = useFormats();
  switch (shown.kind) {
    case 'ready':
      return isOut
        ? { look: 'ready', word: rooms('outReady'), more: rooms('outReadyText'), sign: IconDoorExit }
        : { look: 'ready', word: t('ready'), more: t('readyText') };
    case 'ask':
      return { look: 'ask', word: t('ask'), name: shown.person.name, detail: detailOf(shown.person) };
    case 'nobody':
      return { look: 'unknown', word: t('unknown'), more: t('nobodyText', { text: shown.text }) };
    case 'failed':
      return { look: 'unknown', word: t('failed'), more: shown.sentence };
    case 'undone':
      return { look: 'ready', word: t('undone'), name: shown.name, sign: IconArrowBackUp };
    case 'annulDone':
      return { look: 'annulled', word: t('annulDone'), name: shown.name };
    default:
      return answerWords(shown.answer, capacity, t, formats);
  }
};
