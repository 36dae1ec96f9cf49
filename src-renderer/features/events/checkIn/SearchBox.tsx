import { IconCircleCheckFilled, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react';
import { readings } from '../../../../src-core/events/scan.rules.ts';
import { isCode } from '../../../../src-core/people/code.rules.ts';
import { api, queryClient } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { Kbd } from '../../../ui/Kbd.tsx';
import styles from './searchBox.module.css';
import { checkInTexts } from './checkIn.texts.ts';
import type { DoorHands, DoorLine } from './useCheckIn.ts';

const LIMIT = 8;

type Props = {
  readonly eventId: string;
  readonly hands: DoorHands;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
};

/** The search that always has the focus: three letters, arrows, Enter. */
export const SearchBox = ({ eventId, hands, field, text, onText }: Props) => {
  const t = useTexts(checkInTexts);
  const [active, setActive] = useState(0);
  const sought = text.trim();
  const options = api.checkIn.people.queryOptions({ eventId, text: sought, limit: LIMIT });
  const found = useQuery({ ...options, enabled: sought !== '', placeholderData: keepPreviousData });
  const lines = sought === '' ? [] : (found.data ?? []);
  const last = Math.max(0, lines.length - 1);
  const place = Math.min(active, last);
  useEffect(() => field.current?.focus(), [field]);

  const take = (line: DoorLine): void => {
    onText('');
    setActive(0);
    hands.come({ who: { personId: line.id }, source: 'desk.search' }, line);
  };
  const enter = async (): Promise<void> => {
    if (sought === '') return hands.shown.kind === 'ask' ? hands.allow() : undefined;
    if (readings(sought).some(isCode)) {
      onText('');
      return hands.come({ who: { scan: sought }, source: 'desk.scan' });
    }
    // Whoever types fast presses Enter before the list is there: the answer to what is typed counts.
    const fresh = await queryClient.fetchQuery(options);
    const line = fresh[Math.min(place, fresh.length - 1)];
    if (line === undefined) hands.showNobody(sought);
    else take(line);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setActive(Math.min(place + 1, last));
    else if (event.key === 'ArrowUp') setActive(Math.max(place - 1, 0));
    else if (event.key === 'Enter') void enter().catch(() => hands.showNobody(sought));
    else if (event.key === 'Escape') {
      if (text === '') hands.clear();
      onText('');
    } else return;
    event.preventDefault();
  };
  return (
    <div className={styles.search}>
      <label className={styles.field}>
        <IconSearch size={26} aria-hidden />
        <input
          ref={field}
          value={text}
          placeholder={t('search')}
          aria-label={t('search')}
          role="combobox"
          aria-expanded={lines.length > 0}
          aria-controls={lines.length > 0 ? 'door-matches' : undefined}
          aria-activedescendant={lines[place] === undefined ? undefined : `door-${lines[place].id}`}
          onChange={(event) => {
            onText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
        />
      </label>
      {lines.length > 0 && (
        <ul className={styles.matches} id="door-matches" role="listbox" aria-label={t('search')}>
          {lines.map((line, index) => (
            <Match
              key={line.id}
              line={line}
              isActive={index === place}
              onTake={() => take(line)}
              onPoint={() => setActive(index)}
            />
          ))}
        </ul>
      )}
      {sought !== '' && lines.length === 0 && found.isSuccess && !found.isPlaceholderData && (
        <p className={styles.nobody} role="status">
          {t('nobodyText', { text: sought })}
        </p>
      )}
    </div>
  );
};

type MatchProps = {
  readonly line: DoorLine;
  readonly isActive: boolean;
  readonly onTake: () => void;
  readonly onPoint: () => void;
};

const Match = ({ line, isActive, onTake, onPoint }: MatchProps) => {
  const t = useTexts(checkInTexts);
  const formats = useFormats();
  const isHere = line.at !== null && line.annulledAt === null;
  return (
    // The keyboard reaches the list through the field above; the pointer may choose here.
    <li
      id={`door-${line.id}`}
      role="option"
      aria-selected={isActive}
      className={styles.match}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
      onMouseMove={isActive ? undefined : onPoint}
    >
      <span className={styles.matchName}>{line.name}</span>
      <span className={styles.matchDetail}>
        {[line.group, line.cardNo, line.isRegistered ? t('onList') : ''].filter(Boolean).join(' · ')}
      </span>
      <span className={styles.matchState}>
        {isHere && line.at !== null ? (
          <>
            <IconCircleCheckFilled size={20} aria-hidden /> {formats.time(line.at)}
          </>
        ) : (
          isActive && <Kbd keys="Enter" />
        )}
      </span>
    </li>
  );
};
