import { useRef, useState } from 'react';
import { isHeld, isLetIn, type Verdict } from '../../../../src-core/events/admission.rules.ts';
import { client } from '../../../api/client.ts';
import { sentenceOf } from '../../../api/sentence.ts';
import type { Inputs, Outputs } from '../../../api/shapes.ts';
import { playTune } from '../../../ui/sound.ts';

export type DoorLine = Outputs['checkIn']['people'][number];
type Answer = Outputs['checkIn']['mark'];
type Mark = Omit<Inputs['checkIn']['mark'], 'eventId' | 'gate'>;
export type Newcomer = Omit<Inputs['checkIn']['walkIn'], 'eventId' | 'gate'>;

/** Where this window stands: the gate of its marks (undefined: the event as a whole), and which way people go. */
export type Standing = {
  readonly gate: NonNullable<Inputs['checkIn']['mark']['gate']> | undefined;
  readonly direction: 'in' | 'out';
};

/** `standard` asks before a mark, `express` marks at once, `quiet` does so without sound and bright colours. */
export const MODES = ['standard', 'express', 'quiet'] as const;
export type Mode = (typeof MODES)[number];

/** What the large panel shows. */
export type Shown =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: Answer; readonly mark: Mark }
  | { readonly kind: 'ask'; readonly person: DoorLine; readonly mark: Mark }
  | { readonly kind: 'nobody'; readonly text: string }
  | { readonly kind: 'undone' | 'annulDone'; readonly name: string }
  | { readonly kind: 'failed'; readonly sentence: string };

const READY: Shown = { kind: 'ready' };

const tuneOf = (verdict: Verdict): Parameters<typeof playTune>[0] => {
  if (isHeld(verdict)) return 'held';
  if (verdict === 'unknown' || verdict === 'notInside') return 'refused';
  if (verdict === 'moved' || verdict === 'left' || verdict === 'already')
    return ({ moved: 'moved', left: 'left', already: 'again' } as const)[verdict];
  return 'came';
};

export type DoorHands = {
  readonly shown: Shown;
  /** Counts what was shown, so that the same answer twice is seen to be two. */
  readonly turn: number;
  /** Marks, or in the standard mode asks first. */
  readonly come: (mark: Mark, person?: DoorLine) => void;
  /** Says yes to what the panel asks or holds back. */
  readonly allow: () => void;
  readonly undo: () => void;
  readonly annul: (person: { readonly id: string; readonly name: string }, reason: string) => Promise<void>;
  readonly walkIn: (newcomer: Newcomer) => Promise<void>;
  readonly showNobody: (text: string) => void;
  readonly clear: () => void;
};

/** What can be done at the door of an event, and what came of it last. */
export const useCheckIn = (eventId: string, mode: Mode, { gate, direction }: Standing): DoorHands => {
  const [{ shown, turn }, setState] = useState<{ readonly shown: Shown; readonly turn: number }>({
    shown: READY,
    turn: 0,
  });
  const asked = useRef(0);
  /** The marks of this window, newest last, for "take back". */
  const marks = useRef<readonly string[]>([]);
  const show = (next: Shown): void => setState((before) => ({ shown: next, turn: before.turn + 1 }));
  const sound = (tune: Parameters<typeof playTune>[0]): void => {
    if (mode !== 'quiet') playTune(tune);
  };
  const keep = (answer: Answer): void => {
    if (answer.tx === null) return;
    marks.current = [...marks.current, answer.tx].slice(-200);
  };

  const fail = (error: unknown): void => {
    sound('refused');
    show({ kind: 'failed', sentence: sentenceOf(error) });
  };
  /** Answers may overtake one another; the panel shows that of the last question. */
  const answerTo = async (mark: Mark): Promise<void> => {
    const own = (asked.current += 1);
    const answer =
      direction === 'out'
        ? await client.checkIn.leave.mutate({ eventId, gate, who: mark.who })
        : await client.checkIn.mark.mutate({ eventId, gate, ...mark });
    keep(answer);
    if (own !== asked.current) return;
    sound(tuneOf(answer.verdict));
    show({ kind: 'answer', answer, mark });
  };
  /** Whether the mark may change something; where people move and leave, one who is in already may too. */
  const isNews = (person: DoorLine): boolean =>
    person.at === null || gate !== undefined || direction === 'out';
  const lookFirst = async (mark: Mark): Promise<void> => {
    if (!('scan' in mark.who)) return;
    const person = await client.checkIn.find.query({ eventId, scan: mark.who.scan });
    if (person === null || !isNews(person)) await answerTo(mark);
    else show({ kind: 'ask', person, mark });
  };

  return {
    shown,
    turn,
    come: (mark, person) => {
      if (mode !== 'standard') answerTo(mark).catch(fail);
      else if (person !== undefined && isNews(person)) show({ kind: 'ask', person, mark });
      else (person === undefined ? lookFirst(mark) : answerTo(mark)).catch(fail);
    },
    allow: () => {
      if (shown.kind === 'ask') answerTo(shown.mark).catch(fail);
      else if (shown.kind === 'answer' && isHeld(shown.answer.verdict)) {
        const who = shown.answer.person === null ? shown.mark.who : { personId: shown.answer.person.id };
        answerTo({ ...shown.mark, who, isAllowed: true }).catch(fail);
      }
    },
    undo: () => {
      const last = marks.current.at(-1);
      marks.current = marks.current.slice(0, -1);
      client.checkIn.undoLast
        .mutate({ eventId, ...(last === undefined ? {} : { tx: last }) })
        .then(({ person }) => show({ kind: 'undone', name: person?.name ?? '' }), fail);
    },
    annul: async (person, reason) => {
      await client.checkIn.annul.mutate({ eventId, personId: person.id, reason });
      show({ kind: 'annulDone', name: person.name });
    },
    walkIn: async (newcomer) => {
      const answer = await client.checkIn.walkIn.mutate({ eventId, gate, ...newcomer });
      keep(answer);
      sound('came');
      if (answer.person !== null) {
        const mark = { who: { personId: answer.person.id }, source: 'desk.list' } as const;
        show({ kind: 'answer', answer, mark });
      }
    },
    showNobody: (text) => {
      sound('refused');
      show({ kind: 'nobody', text });
    },
    clear: () => show(READY),
  };
};

/** The person whom the panel shows as being in, now or since before. */
export const markedIn = (shown: Shown): NonNullable<Answer['person']> | undefined =>
  shown.kind === 'answer' && (isLetIn(shown.answer.verdict) || shown.answer.verdict === 'already')
    ? (shown.answer.person ?? undefined)
    : undefined;
