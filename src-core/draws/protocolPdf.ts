import type { Language } from '../access/index.ts';
import { writeTablePdf } from '../documents/pdf/tablePdf.ts';
import { groupedCode } from './draw.rules.ts';
import { DRAW_TEXTS } from './draws.texts.ts';
import type { Protocol } from './protocol.ts';
import type { ShownWinner } from './views.ts';

type Texts = (typeof DRAW_TEXTS)[Language];

/** The printed protocol, A4: every hash, what the hall called out, and who got which prize. */
export async function writeProtocolPdf(
  path: string,
  protocol: Protocol,
  winners: readonly ShownWinner[],
  language: Language,
): Promise<void> {
  const texts = DRAW_TEXTS[language];
  await writeTablePdf(
    path,
    {
      title: texts.title(protocol.number),
      heading: headingOf(protocol, texts),
      columns: [
        { title: texts.number, kind: 'number', width: 5 },
        { title: texts.prize, kind: 'text', width: 30 },
        { title: texts.winner, kind: 'text', width: 30 },
        { title: texts.code, kind: 'text', width: 17 },
        { title: texts.outcome, kind: 'text', width: 24 },
      ],
      rows: winners.flatMap((winner) => rowsOf(winner, protocol.opening !== null, texts)),
    },
    { language, pageLabel: texts.page, landscape: false },
  );
}

/** Protocols are compared between cities, so their times stay in UTC. */
const clock = (at: string): string => `${at.slice(0, 19).replace('T', ' ')} UTC`;

function headingOf(protocol: Protocol, texts: Texts): readonly (readonly [string, string])[] {
  const { commitment, hallInput, opening, abandoned, earlierDraws } = protocol;
  const all: readonly (readonly [string, string | undefined | null])[] = [
    [texts.organisation, protocol.organisation],
    [texts.event, `${protocol.event.title}, ${protocol.event.startsAt.replace('T', ' ')}`],
    [texts.state, texts.states[protocol.state]],
    [texts.entrants, String(protocol.entrants.length)],
    [texts.rule, texts.noRepeat(protocol.rules.noRepeatEvents)],
    [texts.algorithm, protocol.algorithm],
    [texts.listHash, commitment.listHash],
    [texts.secretHash, commitment.secretHash],
    [texts.previous, commitment.previous],
    [texts.commitment, `${commitment.hash} (${clock(commitment.at)})`],
    [texts.hallInput, hallInput && `${hallInput.text} (${clock(hallInput.at)})`],
    [texts.secret, opening && `${opening.secret} (${clock(opening.at)})`],
    [texts.seed, opening?.seed],
    [texts.abandoned, abandoned && `${abandoned.reason} (${clock(abandoned.at)})`],
    [texts.earlier, earlierDraws.map((draw) => `${draw.number}: ${texts.states[draw.state]}`).join('; ')],
  ];
  return all.flatMap(([label, value]) => (value ? [[label, value] as const] : []));
}

function rowsOf(winner: ShownWinner, isOpened: boolean, texts: Texts) {
  const { prize, title, code, name, isGiven, absent } = winner;
  if (!isOpened) return [[prize, title, null, null, null]];
  const outcome = code === null ? texts.nobody : isGiven ? texts.given : texts.waiting;
  return [
    ...absent.map((one) => [prize, title, one.name, groupedCode(one.code), texts.absent]),
    [prize, title, name, code === null ? null : groupedCode(code), outcome],
  ];
}
