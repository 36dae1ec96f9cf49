import {
  hasLapsed,
  isOffered,
  readAnswers,
  readPlacedEvent,
  readQueues,
  takenPlaces,
} from '../answers/index.ts';
import type { AnswerSource, RsvpAnswer, WrittenAnswer } from '../answers/index.ts';
import { resolveAudience } from '../messages/index.ts';
import { cardsOf, fullName, foldedWords } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import { placedIn } from './placed.store.ts';

/** How the answers are narrowed: by what was said, nothing said, in the queue, or a place at a desk without any answer. */
export const ANSWER_FILTERS = ['all', 'going', 'maybe', 'notGoing', 'silent', 'waiting'] as const;
export type AnswerFilter = (typeof ANSWER_FILTERS)[number];

/** Somebody who was asked, has answered, waits or has a place. */
export type AnswerLine = {
  readonly personId: string;
  readonly name: string;
  readonly group: string | null;
  /** Null where nothing was said. */
  readonly answer: RsvpAnswer | null;
  /** When and where it was said last; ISO 8601, UTC. */
  readonly at: string | null;
  readonly source: AnswerSource | null;
  /** All that was said, the last first. */
  readonly history: readonly Pick<WrittenAnswer, 'answer' | 'at' | 'source'>[];
  readonly hasPlace: boolean;
  readonly isWaiting: boolean;
};

export type QueuePerson = {
  readonly personId: string;
  readonly name: string;
  readonly group: string | null;
  readonly joinedAt: string;
  /** The place that is held for them, until then; null while they wait. */
  readonly offerUntil: string | null;
  /** The offer has run out; they leave the queue as soon as it is looked at. */
  readonly hasLapsed: boolean;
};

export type AnswersOverview = {
  readonly counts: Readonly<Record<AnswerFilter, number>>;
  /** Places: null where there is no limit. */
  readonly capacity: number | null;
  readonly taken: number;
  /** Held for somebody who was offered one. */
  readonly held: number;
  /** In alphabetical order, narrowed. */
  readonly lines: readonly AnswerLine[];
  /** In its order. */
  readonly queue: readonly QueuePerson[];
};

/**
 * What people say to an event, with everybody who was asked. In: `filter` and `text` narrow the lines alone; `text`: words of which each
 * must stand in the name or the group. Throws EVENT_NOT_FOUND.
 */
export async function readOverview(
  reading: Reading,
  eventId: string,
  asked: { readonly filter: AnswerFilter; readonly text: string; readonly nowMs: number },
): Promise<AnswersOverview> {
  const event = await readPlacedEvent(reading, eventId);
  const answers = Map.groupBy(await readAnswers(reading, { eventIds: [eventId] }), (one) => one.personId);
  const queue = await readQueues(reading, [eventId]);
  const placed = await placedIn(reading, eventId);
  const invited = await resolveAudience(reading, { kind: 'event', eventId, who: 'invited' });
  const waiting = new Set(queue.map(({ personId }) => personId));
  const cards = new Map(
    (await cardsOf(reading, [...new Set([...answers.keys(), ...invited, ...placed, ...waiting])])).map(
      (card) => [card.id, { name: fullName(card), group: card.study_group }],
    ),
  );
  const all = [...cards]
    .map(([personId, { name, group }]): AnswerLine => {
      const history = (answers.get(personId) ?? []).toReversed();
      const [last] = history;
      return {
        personId,
        name,
        group,
        answer: last?.answer ?? null,
        at: last?.at ?? null,
        source: last?.source ?? null,
        history: history.map(({ answer, at, source }) => ({ answer, at, source })),
        hasPlace: placed.has(personId),
        isWaiting: waiting.has(personId),
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'ru') || a.personId.localeCompare(b.personId));
  const words = foldedWords(asked.text);
  return {
    counts: countsOf(all),
    capacity: event.capacity,
    taken: (await takenPlaces(reading, [eventId])).get(eventId) ?? 0,
    held: queue.filter((one) => isOffered(one, asked.nowMs)).length,
    lines: all.filter((line) => FITS[asked.filter](line) && saysAll(line, words)),
    queue: queue.flatMap((one) => {
      const person = cards.get(one.personId);
      return person === undefined
        ? []
        : [
            {
              personId: one.personId,
              ...person,
              joinedAt: one.joinedAt,
              offerUntil: one.offerUntilMs === null ? null : new Date(one.offerUntilMs).toISOString(),
              hasLapsed: hasLapsed(one, asked.nowMs),
            },
          ];
    }),
  };
}

const FITS: Readonly<Record<AnswerFilter, (line: AnswerLine) => boolean>> = {
  all: () => true,
  going: ({ answer }) => answer === 'going',
  maybe: ({ answer }) => answer === 'maybe',
  notGoing: ({ answer }) => answer === 'notGoing',
  silent: ({ answer }) => answer === null,
  waiting: ({ isWaiting }) => isWaiting,
};

const countsOf = (lines: readonly AnswerLine[]): Record<AnswerFilter, number> => {
  const count = (filter: AnswerFilter): number => lines.filter(FITS[filter]).length;
  return {
    all: lines.length,
    going: count('going'),
    maybe: count('maybe'),
    notGoing: count('notGoing'),
    silent: count('silent'),
    waiting: count('waiting'),
  };
};

const saysAll = (line: AnswerLine, words: readonly string[]): boolean => {
  const said = foldedWords(`${line.name} ${line.group ?? ''}`).join(' ');
  return words.every((word) => said.includes(word));
};
