/** Whether a newcomer is asked for a field. */
export const ASKED = ['required', 'optional', 'hidden'] as const;
export type Asked = (typeof ASKED)[number];

/** The fields that an event may ask for besides the full name, in the order of the form. */
export const ASKED_FIELDS = ['study_group', 'student_card_no', 'telegram'] as const;
export type AskedField = (typeof ASKED_FIELDS)[number];
export type AskedFields = Readonly<Record<AskedField, Asked>>;

export const ASKED_AT_FIRST: AskedFields = {
  study_group: 'required',
  student_card_no: 'required',
  telegram: 'optional',
};

/**
 * Why a human is asked. `similar`: may be one of the candidates. `deviceTaken`: this phone was somebody else at this event.
 * `wrongAnswer`: the question on the stage was not answered. The others are the answers of the rule of admission.
 */
export const QUEUE_REASONS = [
  'similar',
  'deviceTaken',
  'notOnList',
  'full',
  'annulled',
  'cancelled',
  'sectionFull',
  'tooEarly',
  'tooLate',
  'wrongAnswer',
] as const;
export type QueueReason = (typeof QUEUE_REASONS)[number];

/** `merged`: they are the named person. `different`: they are new. `dismissed`: nothing came of it. */
export const DECISIONS = ['merged', 'different', 'dismissed'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What a newcomer typed, tidied. */
export type Typed = {
  readonly full_name: string;
  readonly study_group: string | null;
  readonly student_card_no: string | null;
  readonly telegram: string | null;
};

/** As it may be refused; the phone says it beside the field. */
export type TypedProblem = 'missing' | 'tooShort' | 'unreadable';
export type ReadTyped =
  | { readonly typed: Typed }
  | { readonly problems: Readonly<Partial<Record<'full_name' | AskedField, TypedProblem>>> };

const tidy = (text: string | undefined, longest: number): string | null =>
  (text ?? '')
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest) || null;

/** A user name from a nick with or without @, or from a link; null where it is none. */
function nickOf(text: string): string | null {
  const nick = text
    .toLowerCase()
    .replace(/^(https?:\/\/)?(t\.me|telegram\.me)\//, '')
    .replace(/^@/, '')
    .replace(/[/?].*$/, '')
    .trim();
  return /^[a-z0-9_]{3,32}$/.test(nick) ? nick : null;
}

/** Reads a form as the event asks for it; hidden fields are left out whatever the form says. */
export function readTyped(form: Readonly<Record<string, string>>, asked: AskedFields): ReadTyped {
  const problems: Partial<Record<'full_name' | AskedField, TypedProblem>> = {};
  const full_name = tidy(form['full_name'], 200);
  if (full_name === null) problems.full_name = 'missing';
  else if ((full_name.match(/[\p{L}]{2,}/gu) ?? []).length < 2) problems.full_name = 'tooShort';
  const read = (field: AskedField, longest: number): string | null => {
    if (asked[field] === 'hidden') return null;
    const text = tidy(form[field], longest);
    if (text === null && asked[field] === 'required') problems[field] = 'missing';
    return text;
  };
  const study_group = read('study_group', 60);
  const student_card_no = read('student_card_no', 40);
  if (student_card_no !== null && !/[\p{L}\p{N}]{3,}/u.test(student_card_no.replace(/[\s-]/g, '')))
    problems.student_card_no = 'unreadable';
  const nick = read('telegram', 100);
  const telegram = nick === null ? null : nickOf(nick);
  if (nick !== null && telegram === null) problems.telegram = 'unreadable';
  if (full_name === null || Object.keys(problems).length > 0) return { problems };
  return { typed: { full_name, study_group, student_card_no, telegram } };
}
