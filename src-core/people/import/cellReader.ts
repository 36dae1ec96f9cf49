/** Reads one cell as one field: the value in its normal form, and what is to be said about it. */
import type { Cell } from '../../documents/workbook/workbook.ts';
import { isDash, plainText, readEmail, readIin, readTelegram, saysNothing } from '../cells.rules.ts';
import { dateOfSerial, isIsoDate, readDateText } from '../dates.rules.ts';
import type { DateOrder } from '../dates.rules.ts';
import { properCase, splitFullName } from '../fullName.rules.ts';
import type { NameOrder } from '../fullName.rules.ts';
import { foldText, mendLookalikes, tidyText } from '../names.rules.ts';
import type { PersonField } from '../people.rules.ts';
import { readPhones } from '../phones.rules.ts';
import type { TargetField } from './fields.rules.ts';
import type { Param, ProblemCode, Severity } from './plan.ts';
import { textOf } from './values.rules.ts';

export type Sink = {
  set(field: PersonField, value: string | null): void;
  say(severity: Severity, code: ProblemCode, params?: Readonly<Record<string, Param>>): void;
};

export type ReaderSettings = {
  readonly dateOrder: DateOrder | null;
  readonly nameOrder: NameOrder;
  readonly thisYear: number;
  /** ISO; nobody is born after it. */
  readonly today: string;
  /** How long the texts of a column of numbers are, where some of them begin with zero; else 0. */
  readonly idWidth: number;
};

type Reader = (cell: Exclude<Cell, null>, sink: Sink, settings: ReaderSettings) => void;

const LONGEST: Readonly<Partial<Record<PersonField, number>>> = {
  family_name: 100,
  given_name: 100,
  patronymic: 100,
  study_group: 60,
  student_card_no: 40,
  guardian_name: 200,
  address: 300,
  attention: 500,
  note: 2000,
};

function setText(field: PersonField, text: string, sink: Sink): void {
  const longest = LONGEST[field] ?? 200;
  if (text.length <= longest) return sink.set(field, text === '' ? null : text);
  sink.say('problem', 'TOO_LONG', { longest });
  sink.set(field, null);
}

const freeText =
  (field: PersonField): Reader =>
  (cell, sink) => {
    const text = textOf(cell).normalize('NFC').trim();
    const isNothing = field === 'attention' ? saysNothing(text) : isDash(text);
    if (!isNothing) setText(field, text, sink);
  };

/** A name as it will stand on the card: Latin look-alikes and capitals mended, each mend said. */
function mendName(text: string, sink: Sink): string {
  const mended = mendLookalikes(tidyText(text));
  if (mended.mended > 0) sink.say('mend', 'LATIN_LETTERS_MENDED', { to: mended.text });
  const cased = properCase(mended.text);
  if (cased !== mended.text) sink.say('mend', 'NAME_CASE_MENDED', { to: cased });
  return cased;
}

const namePart =
  (field: PersonField): Reader =>
  (cell, sink) => {
    const text = tidyText(textOf(cell));
    if (!/\p{L}/u.test(text) || saysNothing(text)) return;
    setText(field, mendName(text, sink), sink);
  };

const fullName: Reader = (cell, sink, { nameOrder }) => {
  const text = tidyText(textOf(cell));
  if (!/\p{L}/u.test(text)) return;
  const parts = splitFullName(mendName(text, sink), nameOrder);
  setText('family_name', parts.family_name ?? '', sink);
  setText('given_name', parts.given_name ?? '', sink);
  setText('patronymic', parts.patronymic ?? '', sink);
};

/** `mainField` gets the number of the person himself, a number with a note («мама») goes to the guardian. */
const phones =
  (mainField: 'phone' | 'guardian_phone'): Reader =>
  (cell, sink) => {
    const reading = readPhones(typeof cell === 'number' ? cell : textOf(cell));
    const own = reading.phone ?? (mainField === 'guardian_phone' ? reading.guardian : null);
    if (own !== null) sink.set(mainField, own);
    if (reading.guardian !== null && mainField === 'phone') sink.set('guardian_phone', reading.guardian);
    if (reading.trouble === 'rounded') sink.say('problem', 'PHONE_ROUNDED');
    if (reading.trouble === 'unreadable') sink.say('problem', 'PHONE_UNREADABLE');
    if (reading.extra !== null) sink.say('warning', 'PHONE_EXTRA', { extra: reading.extra });
  };

const telegram: Reader = (cell, sink) => {
  const reading = readTelegram(textOf(cell));
  if (reading.is === 'nick') sink.set('telegram', reading.nick);
  if (reading.is === 'unreadable') sink.say('problem', 'TELEGRAM_UNREADABLE');
};

const email: Reader = (cell, sink) => {
  const text = plainText(textOf(cell));
  if (saysNothing(text)) return;
  const address = readEmail(text);
  if (address === null) sink.say('problem', 'EMAIL_UNREADABLE');
  else sink.set('email', address);
};

const iin: Reader = (cell, sink) => {
  const raw = typeof cell === 'number' ? cell : plainText(textOf(cell));
  if (typeof raw === 'string' && saysNothing(raw)) return;
  const reading = readIin(raw);
  if (reading.is === 'unreadable') return sink.say('problem', 'IIN_UNREADABLE');
  if (reading.zerosRestored) sink.say('mend', 'IIN_ZERO_RESTORED', { to: reading.iin });
  if (!reading.isCheckRight) sink.say('warning', 'IIN_CHECK_DIGIT');
  sink.set('iin', reading.iin);
};

const OLDEST = '1900-01-01';

const birthDate: Reader = (cell, sink, settings) => {
  const reading = readDay(cell, settings);
  if (reading.is === 'nothing') return;
  if (reading.is === 'impossible') return sink.say('problem', 'DATE_IMPOSSIBLE');
  if (reading.is === 'partial') return sink.say('problem', 'DATE_PARTIAL');
  if (reading.is === 'unreadable') return sink.say('problem', 'DATE_UNREADABLE');
  if (reading.iso > settings.today || reading.iso < OLDEST)
    return sink.say('problem', 'DATE_UNLIKELY', { date: reading.iso });
  if (reading.orderAssumed) sink.say('warning', 'DATE_ORDER_ASSUMED', { date: reading.iso });
  sink.set('birth_date', reading.iso);
};

function readDay(cell: Exclude<Cell, null>, settings: ReaderSettings): ReturnType<typeof readDateText> {
  if (typeof cell === 'object') {
    const day = cell.kind === 'date' ? cell.iso.slice(0, 10) : '';
    return isIsoDate(day) ? { is: 'date', iso: day, orderAssumed: false } : { is: 'unreadable' };
  }
  if (typeof cell !== 'number')
    return readDateText(tidyText(String(cell)), settings.dateOrder, settings.thisYear);
  const day = Number.isInteger(cell) && cell > 9999 ? dateOfSerial(cell) : null;
  return day === null
    ? readDateText(String(cell), settings.dateOrder, settings.thisYear)
    : { is: 'date', iso: day, orderAssumed: false };
}

const cardNumber: Reader = (cell, sink, { idWidth }) => {
  const text = plainText(textOf(cell)).replace(/^(\d+)\.0$/, '$1');
  if (saysNothing(text)) return;
  if (typeof cell === 'number' && text.length < idWidth) {
    const restored = text.padStart(idWidth, '0');
    sink.say('mend', 'ID_ZERO_RESTORED', { to: restored });
    return setText('student_card_no', restored, sink);
  }
  setText('student_card_no', text, sink);
};

const studyGroup: Reader = (cell, sink) => {
  const text = tidyText(textOf(cell));
  if (!saysNothing(text)) setText('study_group', text, sink);
};

const WORDS: Readonly<Record<'kind' | 'status' | 'language', readonly (readonly [string, RegExp])[]>> = {
  kind: [
    ['student', /^студент|^student/],
    ['pupil', /^учени|^обучающ|^школьни|^окушы|^pupil/],
    ['teacher', /^преподав|^учител|^педагог|^мугалим|^окытушы|^teacher|^тренер/],
    ['staff', /^сотрудн|^менедж|^админ|^кызметкер|^staff|^персонал/],
    ['guest', /^гост|^конак|^guest/],
  ],
  status: [
    ['active', /^актив|^учится|^обуча|^действ|^белсенд|^окып|^active|^studying/],
    ['archived', /^архив|^муррагат|^мурагат|^archiv|^выпус|^graduat|^бітір/],
    ['expelled', /^отчис|^выбы|^шыгар|^expel|^исключ/],
  ],
  language: [
    ['ru', /^рус|^орыс|^ru/],
    ['kk', /^каз|^kk|^kaz|^kz/],
    ['en', /^анг|^агыл|^en/],
  ],
};

const word =
  (field: 'kind' | 'status' | 'language'): Reader =>
  (cell, sink) => {
    const text = textOf(cell);
    if (saysNothing(text)) return;
    const found = WORDS[field].find(([, pattern]) => pattern.test(foldText(text)));
    if (found) sink.set(field, found[0]);
    else sink.say('problem', 'VALUE_UNKNOWN');
  };

const READERS: Readonly<Record<Exclude<TargetField, 'ignore'>, Reader>> = {
  full_name: fullName,
  family_name: namePart('family_name'),
  given_name: namePart('given_name'),
  patronymic: namePart('patronymic'),
  study_group: studyGroup,
  student_card_no: cardNumber,
  phone: phones('phone'),
  guardian_phone: phones('guardian_phone'),
  guardian_name: namePart('guardian_name'),
  telegram,
  email,
  birth_date: birthDate,
  iin,
  address: freeText('address'),
  attention: freeText('attention'),
  note: freeText('note'),
  kind: word('kind'),
  status: word('status'),
  language: word('language'),
};

/** Reads a cell into the sink. An error value of a formula is a problem and nothing else. */
export function readCell(field: TargetField, cell: Cell, sink: Sink, settings: ReaderSettings): void {
  if (cell === null || field === 'ignore') return;
  if (typeof cell === 'object' && cell.kind === 'error')
    return sink.say('problem', 'CELL_ERROR', { error: cell.code });
  if (typeof cell === 'string' && cell.trim() === '') return;
  READERS[field](cell, sink, settings);
}
