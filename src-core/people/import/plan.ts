/** What an import says to the screens: what was found in a file, how it is understood, and what would come of it. */
import type { DateOrder } from '../dates.rules.ts';
import type { NameOrder } from '../fullName.rules.ts';
import type { PersonField, PersonKind } from '../people.rules.ts';
import type { TargetField } from './fields.rules.ts';

export type Param = string | number;

/** Why we think that a column is what we take it for. */
export type GuessReason =
  | 'header' // the header says so
  | 'header-and-values'
  | 'values' // the values look like it
  | 'remembered' // the user said so for this layout before
  | 'chosen' // the user says so now
  | 'unknown'; // nothing is known; it stays out

export type ColumnGuess = {
  readonly field: TargetField;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly reason: GuessReason;
};

export type FoundColumn = {
  /** Zero-based column of the sheet. */
  readonly index: number;
  /** As the spreadsheet shows it, such as `C`. */
  readonly letter: string;
  /** The header as a person reads it; of two levels, both: `Контакты / Тел.`; '' where there is none. */
  readonly header: string;
  readonly hidden: boolean;
  /** Up to three different values, as text. */
  readonly samples: readonly string[];
  readonly guess: ColumnGuess;
  /** For columns with dates: what the values themselves settle; null where they leave it open. */
  readonly dateOrder: DateOrder | null;
};

/** A row of the sheet that is no person, and why. */
export type LeftOutRow = {
  readonly row: number;
  readonly reason: 'title' | 'divider' | 'total' | 'signature' | 'header' | 'note';
  readonly text: string;
};

/** Where the group of a row comes from when its own cell is empty. */
export type GroupSource = {
  readonly from: 'none' | 'sheet' | 'title' | 'divider';
  /** The group, for `sheet` and `title`. */
  readonly value: string | null;
};

/** One line of a sheet: its number there, and its cells as text by column letter. */
export type PreviewLine = { readonly row: number; readonly cells: Readonly<Record<string, string>> };

export type FoundTable = {
  readonly id: string;
  readonly sheet: string;
  readonly sheetHidden: boolean;
  /** Row numbers as the spreadsheet shows them; empty where the table has no header. */
  readonly headerRows: readonly number[];
  readonly firstRow: number;
  readonly lastRow: number;
  /** How many rows look like people. */
  readonly rowCount: number;
  readonly hiddenRowCount: number;
  /** What stands above the table. */
  readonly title: string | null;
  /** The first lines, from a little above the header, as the spreadsheet shows them. */
  readonly preview: readonly PreviewLine[];
  readonly columns: readonly FoundColumn[];
  readonly group: GroupSource;
  readonly nameOrder: NameOrder;
  readonly leftOut: readonly LeftOutRow[];
  /** Whether we propose to import it. */
  readonly use: boolean;
};

export type Analysis = {
  readonly fileName: string;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
  readonly format: string;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  /** Best first; tables of hidden sheets and those without names come last. */
  readonly tables: readonly FoundTable[];
  /** Every sheet of the file, also those without a table. */
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly rows: number }[];
  /** When the very same file was imported before (ISO), else null. */
  readonly importedBefore: string | null;
};

/** How one table is to be read; the proposal comes from the analysis and all of it may be changed. */
export type TableMapping = {
  readonly table: string;
  readonly use: boolean;
  /** The row number of the (last) header row; null: the table has no header. Left out: as found. */
  readonly headerRow?: number | null | undefined;
  /** By column letter. A column that is not named stays out. */
  readonly columns: Readonly<Record<string, TargetField>>;
  readonly dateOrder: DateOrder | null;
  readonly nameOrder: NameOrder;
  readonly group: GroupSource;
};

export type Mapping = {
  readonly tables: readonly TableMapping[];
  /** What people of this file are, unless a column says it. */
  readonly kind: PersonKind;
};

export type Severity = 'problem' | 'warning' | 'mend';

/** Something about one cell or row. `problem`: it could not be taken over. `mend`: it was put right, from → to. */
export type Problem = {
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly sheet: string;
  readonly row: number;
  /** The column's letter; null where the whole row is meant. */
  readonly column: string | null;
  /** What stands in the cell. */
  readonly text: string;
  readonly params: Readonly<Record<string, Param>>;
};

export type ProblemCode =
  | 'NO_NAME'
  | 'CELL_ERROR'
  | 'TOO_LONG'
  | 'PHONE_UNREADABLE'
  | 'PHONE_ROUNDED'
  | 'PHONE_EXTRA'
  | 'DATE_UNREADABLE'
  | 'DATE_IMPOSSIBLE'
  | 'DATE_PARTIAL'
  | 'DATE_UNLIKELY'
  | 'DATE_ORDER_ASSUMED'
  | 'EMAIL_UNREADABLE'
  | 'TELEGRAM_UNREADABLE'
  | 'IIN_UNREADABLE'
  | 'IIN_CHECK_DIGIT'
  | 'IIN_ZERO_RESTORED'
  | 'ID_ZERO_RESTORED'
  | 'VALUE_UNKNOWN'
  | 'LATIN_LETTERS_MENDED'
  | 'NAME_CASE_MENDED'
  | 'GROUP_MENDED'
  | 'INITIALS_ONLY'
  | 'NUMBER_REPLACED_BY_TEXT'
  | 'REPEATED_ROW_DIFFERS'
  | 'SHARED_CONTACT'
  | 'NAMESAKE';

export type Outcome = 'new' | 'changed' | 'same' | 'duplicate' | 'unreadable' | 'skipped';

export type FieldChangePlanned = {
  readonly field: PersonField;
  readonly from: string | null;
  readonly to: string;
};

/** Why two cards may be one person, or speak against it. */
export type LikenessReason = {
  readonly code:
    | 'same-iin'
    | 'same-card'
    | 'same-phone'
    | 'same-telegram'
    | 'same-email'
    | 'same-name'
    | 'similar-name'
    | 'swapped-name'
    | 'initials-fit'
    | 'same-birth-date'
    | 'same-group'
    | 'other-birth-date'
    | 'other-group'
    | 'other-card'
    | 'other-iin'
    | 'other-patronymic';
  readonly mine: string;
  readonly theirs: string;
};

export type CardValues = Readonly<Partial<Record<PersonField, string | null>>>;

/** A card that a row may mean: of a person in the roster, or of an earlier row of the file. */
export type Candidate = {
  /** `person:<id>` or `row:<key>`. */
  readonly ref: string;
  readonly name: string;
  readonly values: CardValues;
  readonly reasons: readonly LikenessReason[];
};

/** What a row is to become: a new person, the same as the candidate `ref`, or nothing. */
export type Decision =
  { readonly do: 'new' } | { readonly do: 'same'; readonly ref: string } | { readonly do: 'skip' };

export type PlannedRow = {
  /** Counts the rows of the plan from 0. */
  readonly key: number;
  readonly table: string;
  readonly sheet: string;
  readonly row: number;
  readonly hidden: boolean;
  readonly outcome: Outcome;
  readonly name: string;
  readonly values: CardValues;
  /** The person that it is, for `changed` and `same`; null where it repeats a row of the file. */
  readonly person: string | null;
  /** The earlier row of the file that it repeats. */
  readonly repeats: { readonly sheet: string; readonly row: number; readonly key: number } | null;
  readonly changes: readonly FieldChangePlanned[];
  readonly candidates: readonly Candidate[];
  readonly problems: readonly Problem[];
  readonly decision: Decision | null;
};

/** Something that only the user can say; a commit waits for all answers. */
export type Question = {
  readonly id: string;
  readonly code: 'HIDDEN_ROWS' | 'EXPELLED_ROWS';
  readonly rows: readonly {
    readonly sheet: string;
    readonly row: number;
    readonly name: string;
    readonly text: string;
  }[];
  readonly answers: readonly Answer[];
  readonly answer: Answer | null;
};
export type Answer = 'import' | 'skip' | 'expelled';

export type PlanSummary = {
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly severities: Readonly<Record<Severity, number>>;
  readonly questions: readonly Question[];
  /** Possible duplicates that nobody has decided yet; they stay out if committed so. */
  readonly undecided: number;
  readonly isReady: boolean;
};
