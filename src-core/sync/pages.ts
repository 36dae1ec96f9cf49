import type { Appended, Span } from './intake.ts';
import type { Gap, Line, ServedLog, Standing } from './served.ts';
import type { Batch, SentChange } from './wire.ts';

/** Changes in one message; a larger page would hold up the screens and the door while it is packed, sealed and taken in. */
const MOST_CHANGES = 1_000;
/** Characters of values in one message. */
const MOST_TEXT = 8_000_000;

/** A part of the log, in its order, for another node. */
export type Page = {
  readonly batch: Batch;
  /** Whoever takes this page in has every line up to here. */
  readonly upTo: number;
  readonly hasMore: boolean;
};

/** What `node` has not had of this log after line `after`: neither its own changes nor those that it brought itself. */
export async function pageFor(
  log: Pick<ServedLog, 'lines' | 'actions'>,
  { head, brought }: Pick<Standing, 'head' | 'brought'>,
  node: string,
  after: number,
): Promise<Page> {
  const end = head?.seq ?? 0;
  const gaps = gapsBetween(brought, after, end);
  const lines = gaps.length === 0 ? [] : await log.lines(gaps, node, MOST_CHANGES);
  const fitting = cut(lines);
  const isWhole = fitting.length < MOST_CHANGES && fitting.length === lines.length;
  const ids = [...new Set(fitting.map(({ tx }) => tx))];
  return {
    batch: {
      changes: fitting.map(withoutSeq),
      actions: ids.length === 0 ? [] : await log.actions(ids),
    },
    upTo: isWhole ? end : (fitting.at(-1)?.seq ?? end),
    hasMore: !isWhole,
  };
}

/** What lies between the spans, up to the last line. */
function gapsBetween(brought: readonly Span[], after: number, end: number): readonly Gap[] {
  const gaps: Gap[] = [];
  let from = after;
  for (const span of [...brought, { first_seq: end + 1, last_seq: end }]) {
    const below = Math.min(span.first_seq, end + 1);
    if (below > from + 1) gaps.push({ after: from, below });
    from = Math.max(from, span.last_seq);
  }
  return gaps;
}

const withoutSeq = ({ seq: _seq, ...change }: Line): SentChange => change;

/** As many lines as fit into one message, at least one. */
function cut(lines: readonly Line[]): readonly Line[] {
  let text = 0;
  const end = lines.findIndex(({ patch }, at) => (text += patch.length) > MOST_TEXT && at > 0);
  return end < 0 ? lines : lines.slice(0, end);
}

/** The spans of the appended lines that are among `hlcs`: those that were only waiting here came from somebody else. */
export function spansOf(appended: readonly Appended[], hlcs: ReadonlySet<string>): readonly Span[] {
  const spans: { first_seq: number; last_seq: number }[] = [];
  for (const { seq, hlc } of appended) {
    if (!hlcs.has(hlc)) continue;
    const last = spans.at(-1);
    if (last?.last_seq === seq - 1) last.last_seq = seq;
    else spans.push({ first_seq: seq, last_seq: seq });
  }
  return spans;
}
