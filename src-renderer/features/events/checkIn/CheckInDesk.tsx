import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { readings } from '../../../../src-core/events/scan.rules.ts';
import { isCode } from '../../../../src-core/people/code.rules.ts';
import { api } from '../../../api/client.ts';
import { keepChoice, readChoice } from '../../../api/preferences.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { AttentionAtDesk } from '../../attention/AtDesk.tsx';
import { useBadgesAtDesk } from '../../nameBadges/useBadgesAtDesk.tsx';
import { AnnulDialog } from './AnnulDialog.tsx';
import { CameraPanel } from './camera/CameraPanel.tsx';
import { CAMERA_KEY, CameraToggle } from './camera/CameraToggle.tsx';
import { DoorCounters } from './Counters.tsx';
import styles from './checkIn.module.css';
import { checkInTexts } from './checkIn.texts.ts';
import { DoorHead } from './DoorHead.tsx';
import { DoorLists } from './Lists.tsx';
import { ResultPanel } from './ResultPanel.tsx';
import { RoomCounters } from './RoomCounters.tsx';
import { SearchBox } from './SearchBox.tsx';
import { markedIn, MODES, useCheckIn, type Mode } from './useCheckIn.ts';
import { useScanner } from './useScanner.ts';
import { useStanding } from './useStanding.ts';
import { WalkIn } from './WalkIn.tsx';
import { TURN_KEY, Where, WHERE_KEY } from './Where.tsx';

type Person = { readonly id: string; readonly name: string };

const hasCode = (typed: string): boolean => readings(typed).some(isCode);

/** The check-in desk: the whole window for one question, who has just come. */
export const CheckInDesk = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(checkInTexts);
  const sentence = useSentence();
  const [mode, setMode] = useState<Mode>(
    () => MODES.find((known) => known === readChoice('door')) ?? 'express',
  );
  const rooms = useQuery(api.rooms.get.queryOptions({ eventId }));
  const stand = useStanding(eventId, rooms.data);
  const hands = useCheckIn(eventId, mode, stand.standing);
  const found = useQuery(api.events.get.queryOptions({ id: eventId }));
  const counters = useQuery(api.checkIn.counters.queryOptions({ eventId }));
  const [text, setText] = useState('');
  const [group, setGroup] = useState<string | null | undefined>();
  const [isWalkIn, setWalkIn] = useState(false);
  const [annulled, setAnnulled] = useState<Person | undefined>();
  const [isWhereOpen, openWhere] = useState(false);
  const [hasCamera, setCamera] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const badges = useBadgesAtDesk({
    eventId,
    arrived: markedIn(hands.shown),
    isNew: hands.shown.kind === 'answer' && hands.shown.answer.verdict === 'ok',
    turn: hands.turn,
  });
  const isFree = !isWalkIn && annulled === undefined && !badges.isOpen;

  const backToSearch = (): void => {
    setWalkIn(false);
    setAnnulled(undefined);
    setTimeout(() => field.current?.focus(), 0);
  };
  // Somebody may scan while a newcomer's form is open: the form stays as it is.
  useScanner((typed, before) => {
    if (isFree) setText('');
    // A machine that stumbled over the first letters took them for typing; the check character tells.
    const isWhole = isFree && !hasCode(typed) && hasCode(before + typed);
    hands.come({ who: { scan: isWhole ? before + typed : typed }, source: 'desk.scan' });
  });
  const annulLast = (): void => setAnnulled(markedIn(hands.shown));
  useCheckInKeys(field, isFree, {
    F2: () => setWalkIn(true),
    F4: hands.allow,
    [WHERE_KEY]: () => openWhere(stand.spots.length > 0),
    [TURN_KEY]: () => stand.canLeave && stand.turn(stand.standing.direction === 'in' ? 'out' : 'in'),
    [CAMERA_KEY]: () => setCamera((isOn) => !isOn),
    F8: hands.undo,
    F9: annulLast,
    'Mod+Z': hands.undo,
  });

  return (
    // A click beside the fields gives the search its focus back.
    <div
      className={styles.door}
      onClick={(event) => {
        const isOnControl =
          event.target instanceof Element &&
          event.target.closest('input, textarea, select, [role="radio"], [aria-haspopup], label') !== null;
        if (isFree && !isOnControl) field.current?.focus();
      }}
    >
      <DoorHead
        eventId={eventId}
        event={found.data}
        mode={mode}
        onMode={(next) => {
          setMode(next);
          keepChoice('door', next);
          field.current?.focus();
        }}
        where={
          <Where
            {...stand}
            turn={(direction) => {
              stand.turn(direction);
              field.current?.focus();
            }}
            isOpen={isWhereOpen}
            onOpen={(isOpen) => {
              openWhere(isOpen);
              if (!isOpen) setTimeout(() => field.current?.focus(), 0);
            }}
          />
        }
        tools={
          <>
            <CameraToggle isOn={hasCamera} onToggle={() => setCamera(!hasCamera)} />
            {badges.tools}
          </>
        }
      />
      {found.isError && <ErrorSentence sentence={sentence(found.error)} />}
      <div className={styles.halves}>
        <div className={styles.left}>
          {hasCamera && (
            <CameraPanel
              onCode={(code) => hands.come({ who: { scan: code.slice(0, 200) }, source: 'desk.camera' })}
              onClose={() => setCamera(false)}
            />
          )}
          {isWalkIn ? (
            <WalkIn
              name={text}
              hands={hands}
              onClose={() => {
                setText('');
                backToSearch();
              }}
            />
          ) : (
            <>
              <SearchBox eventId={eventId} hands={hands} field={field} text={text} onText={setText} />
              {text.trim() === '' && (
                <DoorLists
                  eventId={eventId}
                  isListed={(counters.data?.registered ?? 0) > 0}
                  group={group}
                  onGroup={setGroup}
                  onMark={(line) => hands.come({ who: { personId: line.id }, source: 'desk.list' }, line)}
                  onAnnul={setAnnulled}
                />
              )}
              <div className={styles.foot}>
                <button type="button" className={styles.newcomer} onClick={() => setWalkIn(true)}>
                  <IconUserPlus size={18} aria-hidden /> {t('walkIn')} <Kbd keys="F2" />
                </button>
                <span className={styles.keysHint}>
                  {t('undo')} <Kbd keys="F8" />
                </span>
                <span className={styles.keysHint}>{t('sameLayout')}</span>
              </div>
            </>
          )}
        </div>
        <div className={styles.right} data-half>
          <ResultPanel
            hands={hands}
            capacity={counters.data?.capacity ?? null}
            isQuiet={mode === 'quiet'}
            isOut={stand.standing.direction === 'out'}
            onAnnul={setAnnulled}
            onBadge={badges.printLast}
          />
          <AttentionAtDesk
            eventId={eventId}
            arrived={markedIn(hands.shown)}
            isEnterFree={hands.shown.kind !== 'ask'}
            isFree={isFree}
          />
          <DoorCounters
            eventId={eventId}
            counters={counters.data}
            canLeave={stand.canLeave}
            group={group}
            onGroup={setGroup}
          />
          <RoomCounters eventId={eventId} {...stand} />
        </div>
      </div>
      {annulled !== undefined && (
        <AnnulDialog person={annulled} onAnnul={hands.annul} onClose={backToSearch} />
      )}
    </div>
  );
};

/**
 * The keys of the door work wherever the focus is; a letter typed beside the search goes into the search. While a form is
 * open only its own keys count.
 */
const useCheckInKeys = (
  field: { readonly current: HTMLInputElement | null },
  isFree: boolean,
  bindings: Readonly<Record<string, () => void>>,
): void => {
  const latest = useRef({ isFree, bindings });
  useEffect(() => {
    latest.current = { isFree, bindings };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isMod = event.ctrlKey || event.metaKey;
      if (!latest.current.isFree) return;
      const run = latest.current.bindings[isMod && event.code === 'KeyZ' ? 'Mod+Z' : event.key];
      if (run !== undefined && (!isMod || event.code === 'KeyZ')) {
        event.preventDefault();
        event.stopPropagation();
        run();
        return;
      }
      const isLetter = event.key.length === 1 && event.key !== ' ' && !isMod && !event.altKey;
      if (
        isLetter &&
        !(document.activeElement instanceof HTMLInputElement && document.activeElement.type !== 'radio')
      ) {
        field.current?.focus();
      }
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [field]);
};
