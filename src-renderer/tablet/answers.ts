import type { TabletAnswer } from '../../src-core/tablets/index.ts';
import type { Tone } from './big.ts';
import { clockOf, words } from './words.ts';

const TONES: Readonly<Record<TabletAnswer['verdict'], Tone>> = {
  ok: 'ok',
  moved: 'ok',
  returned: 'ok',
  already: 'already',
  left: 'left',
  notInside: 'no',
  refer: 'held',
  notOnList: 'held',
  full: 'held',
  sectionFull: 'held',
  tooEarly: 'held',
  tooLate: 'held',
  annulled: 'held',
  cancelled: 'no',
  unknown: 'no',
};

const titleOf = ({ verdict, atMs }: TabletAnswer, timeZone: string): string => {
  if (verdict === 'already') return words.already(clockOf(atMs ?? Date.now(), timeZone));
  if (verdict === 'refer' || verdict === 'cancelled' || verdict === 'unknown' || verdict === 'notInside')
    return words[verdict][0];
  return words[verdict];
};

const linesOf = ({ verdict, person, place, reason }: TabletAnswer): readonly (string | null)[] => {
  if (person === null) return [verdict === 'cancelled' ? words.cancelled[1] : words.unknown[1]];
  const group = person.group ?? words.noGroup;
  if (verdict === 'refer' || verdict === 'notInside') return [group, words[verdict][1]];
  return [group, place, reason === null ? null : words.annulledWhy(reason)];
};

/** How an answer looks and what it says. */
export const wordsOfAnswer = (answer: TabletAnswer, timeZone: string) => ({
  tone: TONES[answer.verdict],
  title: titleOf(answer, timeZone),
  name: answer.person?.name,
  lines: linesOf(answer),
});
