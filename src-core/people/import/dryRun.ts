/** What would come of an import: every row with its outcome. Nothing is written here. */
import type { Workbook } from '../../documents/workbook/workbook.ts';
import type { Reading } from '../../store/index.ts';
import { isInitial } from '../fullName.rules.ts';
import { foldText } from '../names.rules.ts';
import { fullName, PERSON_FIELDS } from '../people.rules.ts';
import type { PersonField } from '../people.rules.ts';
import type { Draft } from './drafts.ts';
import { readDrafts, sayOfRow } from './drafts.ts';
import { cardOf, createMatcher } from './matcher.ts';
import type { Match } from './matcher.ts';
import type {
  Answer,
  Candidate,
  CardValues,
  FieldChangePlanned,
  Mapping,
  Outcome,
  PlannedRow,
  PlanSummary,
  Question,
  Severity,
} from './plan.ts';

export type DryRunInput = {
  readonly workbook: Workbook;
  readonly mapping: Mapping;
  /** By the question's id. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** ISO date. */
  readonly today: string;
};

export type DryRunOptions = {
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
};

export type Plan = { readonly rows: readonly PlannedRow[]; readonly summary: PlanSummary };

const CANDIDATES_SHOWN = 5;

/** Runs an import on paper. In: the store to compare with. Out: the same plan for the same file, store and answers. */
export function dryRun(store: Reading, input: DryRunInput, options: DryRunOptions = {}): Plan {
  const roster = readRoster(store);
  const knownGroups = new Set(roster.flatMap(({ values }) => values.study_group ?? []));
  const drafts = readDrafts(input.workbook, input.mapping, {
    today: input.today,
    knownGroups,
    onProgress: options.onProgress,
  });
  const asked = Map.groupBy(drafts, questionIdOf);
  const questions = questionsOf(asked, input.answers);
  const skipped = applyAnswers(asked, questions);
  const named = drafts.filter((draft) => !skipped.has(draft.key) && isReadable(draft));
  const repeats = findRepeats(named);
  const matcher =
    roster.length > 0 ? createMatcher(roster.map(({ id, values }) => cardOf(id, values))) : null;
  const find = (draft: Draft) => matcher?.find(cardOf(draft.key, draft.values).folded) ?? [];
  const taken = new Map<string, number>();
  const rows: PlannedRow[] = [];
  for (const draft of drafts) {
    const planned = skipped.has(draft.key)
      ? plain(draft, 'skipped')
      : !isReadable(draft)
        ? plain(draft, 'unreadable')
        : (repeatOf(draft, repeats, drafts, rows) ??
          againstRoster(draft, repeats.doubts.get(draft.key) ?? [], find, taken, input.mapping));
    rows.push(planned);
    if (rows.length % 500 === 0) options.onProgress?.(rows.length, drafts.length);
  }
  return { rows, summary: summarise(rows, questions) };
}

function isReadable({ values }: Draft): boolean {
  return values.family_name !== undefined || values.given_name !== undefined;
}

type RosterCard = { readonly id: string; readonly values: CardValues };

/** Everybody in the roster with the fields of the card. */
function readRoster(reading: Reading): readonly RosterCard[] {
  const rows = reading.localRows<Record<PersonField, string | null> & { id: string }>(
    `SELECT id, ${PERSON_FIELDS.join(', ')} FROM person WHERE deleted_at IS NULL`,
  );
  return rows.map((row) => ({ id: row.id, values: row }));
}

const HIDDEN_LEFT = 'hidden-left';
const HIDDEN = 'hidden';
const LEFT = 'left';

function questionIdOf(draft: Draft): string | null {
  if (draft.hidden) return draft.leftSays === null ? HIDDEN : HIDDEN_LEFT;
  // Where a column says the status, there is nothing to ask.
  return draft.leftSays === null || draft.values.status !== undefined ? null : LEFT;
}

type Asked = ReadonlyMap<string | null, readonly Draft[]>;

function questionsOf(groups: Asked, answers: Readonly<Record<string, Answer>>): readonly Question[] {
  return [HIDDEN_LEFT, HIDDEN, LEFT].flatMap((id): readonly Question[] => {
    const asked = groups.get(id);
    if (!asked) return [];
    return [
      {
        id,
        code: id === LEFT ? 'EXPELLED_ROWS' : 'HIDDEN_ROWS',
        rows: asked.slice(0, 100).map((draft) => ({
          sheet: draft.sheet,
          row: draft.row,
          name: nameOf(draft.values),
          text: draft.leftSays ?? '',
        })),
        answers: id === HIDDEN ? ['import', 'skip'] : ['expelled', 'import', 'skip'],
        answer: answers[id] ?? null,
      },
    ];
  });
}

/** Marks who has left, as the user says; out: the keys of the rows that stay out. */
function applyAnswers(asked: Asked, questions: readonly Question[]): ReadonlySet<number> {
  const skipped = new Set<number>();
  for (const { id, answer } of questions) {
    for (const draft of asked.get(id) ?? []) {
      if (answer === 'expelled') draft.values.status = 'expelled';
      if (answer === 'skip') skipped.add(draft.key);
    }
  }
  return skipped;
}

function nameOf(values: CardValues): string {
  return fullName({
    family_name: values.family_name ?? null,
    given_name: values.given_name ?? null,
    patronymic: values.patronymic ?? null,
  });
}

type Repeats = {
  /** By a row's key, the earlier row that it repeats. */
  readonly of: ReadonlyMap<number, number>;
  /** By a row's key, earlier rows that may be the same person. */
  readonly doubts: ReadonlyMap<number, readonly Match<number>[]>;
};

/** Finds the people who stand in the file more than once; what a repeated row knows besides goes to its first row. */
function findRepeats(drafts: readonly Draft[]): Repeats {
  const byKey = new Map(drafts.map((draft) => [draft.key, draft]));
  const cards = drafts.map((draft) => cardOf(draft.key, { ...draft.values }));
  const { find } = createMatcher(cards);
  const of = new Map<number, number>();
  const doubts = new Map<number, readonly Match<number>[]>();
  for (const card of cards) {
    const earlier = find(card.folded, (key) => key < card.ref);
    const draft = byKey.get(card.ref);
    if (!draft || earlier.length === 0) continue;
    const same = earlier.filter(({ likeness }) => likeness.verdict === 'same');
    const firsts = new Set(same.map(({ card: { ref } }) => of.get(ref) ?? ref));
    const [first] = firsts;
    if (firsts.size === 1 && first !== undefined) {
      of.set(card.ref, first);
      const target = byKey.get(first);
      if (target) mergeRepeat(target, draft);
      continue;
    }
    const maybe = earlier.filter(
      ({ likeness }) => likeness.verdict === 'maybe' || likeness.verdict === 'same',
    );
    if (maybe.length > 0) doubts.set(card.ref, maybe);
    sayShared(draft, earlier, (key) => `${byKey.get(key)?.sheet ?? ''} ${byKey.get(key)?.row ?? ''}`.trim());
  }
  return { of, doubts };
}

/** Fills the first row from a repeated one. Where both say something else, the first stays, except a number that lost its letters. */
function mergeRepeat(target: Draft, repeat: Draft): void {
  for (const field of PERSON_FIELDS) {
    const value = repeat.values[field];
    const held = target.values[field];
    if (value === undefined || value === held) continue;
    if (held === undefined || (field === 'given_name' && isInitial(held))) {
      target.values[field] = value;
    } else if (field === 'student_card_no' && target.isCardNumeric && !repeat.isCardNumeric) {
      sayOfRow(target, {
        severity: 'mend',
        code: 'NUMBER_REPLACED_BY_TEXT',
        text: held,
        params: { to: value, row: repeat.row },
      });
      target.values[field] = value;
    } else if (
      field !== 'note' &&
      foldText(held) !== foldText(value) &&
      !(field === 'student_card_no' && repeat.isCardNumeric)
    ) {
      sayOfRow(repeat, {
        severity: 'warning',
        code: 'REPEATED_ROW_DIFFERS',
        text: value,
        params: { field, row: target.row, held },
      });
    }
  }
}

function sayShared<Ref>(draft: Draft, matches: readonly Match<Ref>[], whereIs: (ref: Ref) => string): void {
  const shared = matches.find(({ likeness }) => likeness.verdict === 'shared');
  if (shared) {
    const reason = shared.likeness.reasons.find(({ code }) => /phone|telegram|email/.test(code));
    sayOfRow(draft, {
      severity: 'warning',
      code: 'SHARED_CONTACT',
      text: reason?.mine ?? '',
      params: { with: whereIs(shared.card.ref), name: nameOf(shared.card.folded.values) },
    });
  }
  const namesake = matches.find(({ likeness }) => likeness.verdict === 'namesake');
  if (namesake) {
    sayOfRow(draft, {
      severity: 'warning',
      code: 'NAMESAKE',
      text: nameOf(draft.values),
      params: { with: whereIs(namesake.card.ref) },
    });
  }
}

function plain(draft: Draft, outcome: Outcome): PlannedRow {
  return {
    key: draft.key,
    table: draft.table,
    sheet: draft.sheet,
    row: draft.row,
    hidden: draft.hidden,
    outcome,
    name: nameOf(draft.values),
    values: draft.values,
    person: null,
    repeats: null,
    changes: [],
    candidates: [],
    problems: draft.problems,
    decision: null,
  };
}

function repeatOf(
  draft: Draft,
  repeats: Repeats,
  drafts: readonly Draft[],
  rows: readonly PlannedRow[],
): PlannedRow | null {
  const first = repeats.of.get(draft.key);
  if (first === undefined) return null;
  const target = drafts[first];
  return {
    ...plain(draft, 'same'),
    person: rows[first]?.person ?? null,
    repeats: target ? { sheet: target.sheet, row: target.row, key: first } : null,
  };
}

/** Compares one person of the file with the roster. */
function againstRoster(
  draft: Draft,
  doubts: readonly Match<number>[],
  find: (draft: Draft) => readonly Match<string>[],
  taken: Map<string, number>,
  mapping: Mapping,
): PlannedRow {
  const matches = find(draft);
  const same = matches.filter(({ likeness }) => likeness.verdict === 'same');
  const [best] = same;
  const isClear = best !== undefined && isAlone(same, draft) && !taken.has(best.card.ref);
  if (isClear && best) {
    taken.set(best.card.ref, draft.key);
    const changes = changesOf(best.card.folded.values, draft.values);
    return { ...plain(draft, changes.length > 0 ? 'changed' : 'same'), person: best.card.ref, changes };
  }
  const maybe = matches.filter(({ likeness }) => likeness.verdict === 'same' || likeness.verdict === 'maybe');
  if (maybe.length > 0 || doubts.length > 0) {
    const candidates = [
      ...maybe.map((match) => candidateOf(`person:${match.card.ref}`, match)),
      ...doubts.map((match) => candidateOf(`row:${match.card.ref}`, match)),
    ];
    return { ...plain(draft, 'duplicate'), candidates: candidates.slice(0, CANDIDATES_SHOWN) };
  }
  sayShared(draft, matches, () => '');
  draft.values.kind ??= mapping.kind;
  return plain(draft, 'new');
}

/** One candidate only, or one that already says everything that the row says. */
function isAlone(same: readonly Match<string>[], draft: Draft): boolean {
  const [first, second] = same;
  if (!first || !second) return true;
  if (first.likeness.score > second.likeness.score) return true;
  return changesOf(first.card.folded.values, draft.values).length === 0;
}

function candidateOf<Ref>(ref: string, { card, likeness }: Match<Ref>): Candidate {
  return { ref, name: nameOf(card.folded.values), values: card.folded.values, reasons: likeness.reasons };
}

const NAME_FIELDS: ReadonlySet<PersonField> = new Set<PersonField>([
  'family_name',
  'given_name',
  'patronymic',
  'guardian_name',
]);

/** What the row would change on a card. An empty cell takes nothing away; another spelling of the same is no change. */
export function changesOf(card: CardValues, values: CardValues): readonly FieldChangePlanned[] {
  const changes: FieldChangePlanned[] = [];
  for (const field of PERSON_FIELDS) {
    const to = values[field];
    const from = card[field] ?? null;
    if (!to || to === from) continue;
    if (from === null) changes.push({ field, from, to });
    else if (NAME_FIELDS.has(field)) {
      const isLess = isInitial(to) && foldText(from).startsWith(foldText(to).charAt(0));
      if (foldText(from) !== foldText(to) && !isLess) changes.push({ field, from, to });
    } else if (field === 'note') {
      if (!from.includes(to) && from.length + to.length < 1990)
        changes.push({ field, from, to: `${from}\n${to}` });
    } else changes.push({ field, from, to });
  }
  return changes;
}

function summarise(rows: readonly PlannedRow[], questions: readonly Question[]): PlanSummary {
  const counts: Record<Outcome, number> = {
    new: 0,
    changed: 0,
    same: 0,
    duplicate: 0,
    unreadable: 0,
    skipped: 0,
  };
  const severities: Record<Severity, number> = { problem: 0, warning: 0, mend: 0 };
  for (const row of rows) {
    counts[row.outcome] += 1;
    for (const { severity } of row.problems) severities[severity] += 1;
  }
  return {
    counts,
    severities,
    questions,
    undecided: counts.duplicate,
    isReady: questions.every(({ answer }) => answer !== null),
  };
}
