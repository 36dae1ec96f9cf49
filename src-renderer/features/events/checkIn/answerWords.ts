import { clockOf } from '../../../../src-core/events/localTime.rules.ts';
import type { Formats } from '../../../i18n/formats.ts';
import type { useTexts } from '../../../i18n/i18n.ts';
import type { checkInTexts } from './checkIn.texts.ts';
import type { Shown } from './useCheckIn.ts';

/** A look is told by colour, by the outline of its sign and by a word; any one of them is enough. */
export type Look = 'ready' | 'ok' | 'moved' | 'left' | 'already' | 'held' | 'unknown' | 'annulled' | 'ask';

export type Words = {
  readonly look: Look;
  readonly word: string;
  readonly name?: string | undefined;
  readonly detail?: string | undefined;
  readonly more?: string | undefined;
};

type Answer = Extract<Shown, { kind: 'answer' }>['answer'];
type Texts = ReturnType<typeof useTexts<(typeof checkInTexts)['en']>>;

/** What the panel says of an answer. `capacity`: the event's places. */
export const answerWords = (answer: Answer, capacity: number | null, t: Texts, formats: Formats): Words => {
  const { verdict, person, at, annulReason, room } = answer;
  const time = at === null ? '' : formats.time(at);
  const of = { name: person?.name, detail: person === null ? undefined : detailOf(person) };
  switch (verdict) {
    case 'ok':
      return {
        look: 'ok',
        word: t('ok'),
        ...of,
        more: whereWords(answer, 'inRoom', t, time) ?? t('at', { time }),
      };
    case 'returned':
      return {
        look: 'ok',
        word: t('returned'),
        ...of,
        more: whereWords(answer, 'inRoom', t, time) ?? t('at', { time }),
      };
    case 'moved':
      return {
        look: 'moved',
        word: t('moved'),
        ...of,
        more:
          room?.from && room.section
            ? t('movedText', { from: room.from, to: room.section, time })
            : whereWords(answer, 'inRoom', t, time),
      };
    case 'left':
      return {
        look: 'left',
        word: t('left'),
        ...of,
        more: whereWords(answer, 'outOfRoom', t, time) ?? t('at', { time }),
      };
    case 'notInside':
      return {
        look: 'unknown',
        word: t('notInside'),
        ...of,
        more: at === null ? t('notInsideText') : t('leftAt', { time }),
      };
    case 'already':
      return {
        look: 'already',
        word: t('already'),
        ...of,
        more: whereWords(answer, 'inRoomSince', t, time) ?? t('alreadySince', { time }),
      };
    case 'annulled':
      return {
        look: 'annulled',
        word: t('annulled'),
        ...of,
        more: t('annulledText', { time, reason: annulReason ?? '' }),
      };
    case 'unknown':
      return { look: 'unknown', word: t('unknown'), more: t('unknownText') };
    default:
      return { look: 'held', word: t(verdict), ...of, more: objectionWords(answer, capacity, t, formats) };
  }
};

const whereWords = (
  { room }: Answer,
  key: 'inRoom' | 'inRoomSince' | 'outOfRoom',
  t: Texts,
  time: string,
): string | undefined => {
  const where = room?.section ?? (key === 'inRoom' ? room?.gate : null);
  return where ? t(key, { room: where, time }) : undefined;
};

/** Why somebody is held back, and what would help. */
const objectionWords = (
  { verdict, room }: Answer,
  capacity: number | null,
  t: Texts,
  formats: Formats,
): string => {
  const gate = room?.gate ?? '';
  switch (verdict) {
    case 'notOnList':
      if (gate === '') return t('notOnListText');
      return room === null || room.elsewhere.length === 0
        ? t('notOnThisList', { list: gate })
        : t('isElsewhere', {
            list: gate,
            places: room.elsewhere.map((text) => t('quoted', { text })).join(', '),
          });
    case 'sectionFull':
      return t('sectionFullText', {
        room: room?.section ?? gate,
        count: formats.number(room?.capacity ?? 0),
      });
    case 'tooEarly':
      return t('tooEarlyText', { list: gate, time: clockOf(room?.opensAt ?? '') });
    case 'tooLate':
      return t('tooLateText', { list: gate, time: clockOf(room?.closesAt ?? '') });
    case 'cancelled':
      return t('cancelledText');
    default:
      return t('fullText', { count: formats.number(capacity ?? 0) });
  }
};

/** A person's group and card, in one line. */
export const detailOf = (person: { readonly group: string | null; readonly cardNo: string | null }): string =>
  [person.group, person.cardNo].filter(Boolean).join(' · ');
