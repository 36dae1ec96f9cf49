import { foldText } from '../names.rules.ts';
import type { TargetField } from './fields.rules.ts';

/** A header as the patterns below see it: folded, signs as spaces. */
export function foldHeader(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}№#@/.-]+/gu, ' ')
    .trim();
}

const ROW_NUMBER =
  /^(?:№|#|n|no\.?|п\.?\/?п\.?|№\s?п\.?\/?п\.?|р\/?с|рет|реттик (?:номери?|саны)|s\/?n|номер по порядку)$/;
const OTHER =
  /дат[аы] (?:поступ|зачис|выдач|прием|оплат|догов|запол|регис|прика|отчис|нача|оконч|окон)|отметка времени|timestamp|submitted|сумма|долг|оплат|баланс|балл|оценк|стипенд|средний|(?:^| )(?:fee|gpa|score|due|debt|amount|paid)(?: |$)|групп\S* (?:здоров|кров|инвал)|форма (?:обуч|оплат)|^форма$|старост|preferred|nickname|туску куни|кабылданган/;
const GUARDIAN =
  /родител|(?:^| )(?:мам[аыу]|мать|матери|пап[аыу]|отец|отца)(?: |$|\.|\/)|опекун|законн|представител|guardian|parent|mother|father|ата[ -]?ана|анасы|(?:^| )(?:ана|аке)синин (?:тел|уялы|аты[ -]жони|нөмір|номир)/;
const PHONE =
  /тел(?:\.|еф|$| )|phone|моб(?:ил|\.|$| )|whats|ватсап|вотсап|сотов|сот\.|уялы|байланыс|(?:^| )cell(?: |$)|mobile|контакт|номер[а]? для связи|(?:^| )tel(?: |$|\.)/;

/** From the most telling to the least; the first that fits decides. */
const PATTERNS: readonly (readonly [TargetField, RegExp])[] = [
  ['iin', /(?:^|[ /])(?:иин|жсн|iin|inn)(?:[ /.]|$)|идентификац|жеке сайкест/],
  ['email', /e-?mail|(?:^| )mail|почт|электрон\S* (?:адрес|мекен)|имейл|мейл|пошта/],
  ['telegram', /телеграм|telegram|(?:^| )(?:тг|tg)(?:[ -]|$)|(?:^| )ник(?: |$)|username|t\.me/],
  [
    'student_card_no',
    /студ\S*\.? ?бил|студак|студенческ|студентти\S* (?:билет|номир)|зачет|билет|student.?(?:id|no|num|card)|(?:^| )(?:pupil|school) id|личн\S* (?:дел|номер)|matric|admission|roll ?no|код (?:студ|учен)|^id$|^id карта|табельн/,
  ],
  ['birth_date', /рожд|birth|(?:^| )dob(?: |$)|туган|туылган|^д\.? ?р\.?$|bday/],
  ['phone', PHONE],
  ['address', /адрес|прожив|прописк|address|мекен[ -]?жай|тургылыкты|турагы/],
  [
    'full_name',
    /(?:^| )ф\.? ?и\.? ?о\.?(?: |$|\/)|(?:^| )фио|аты[ -]+жони|(?:^| )т\.? ?а\.? ?а\.?(?: |$)|фамилия.*им[яи]|им[яи].*фамили|теги.*аты|full ?name|(?:student|pupil|participant|member|person|guest)s? name|name of|^студенты?$|^учени(?:к|ки|ца)$|^участник|^обучающ|^студент\S* \(|^окушы|^student$|^pupil$|^name$|полное имя/,
  ],
  ['patronymic', /отчеств|акесинин (?:аты|есими)|аке аты|middle ?name|patronym/],
  ['family_name', /фамил|^теги|surname|last ?name|family/],
  ['given_name', /(?:^| )имя(?: |$)|^аты(?: |$)|^есими|first ?name|given|forename/],
  [
    'study_group',
    /групп|(?:^| )гр\.?(?: |$)|(?:^| )топ(?:ы|тар)?(?: |$)|тобы|класс|сынып|(?:^|[ /])(?:group|class|grade|section)(?:[ /]|$)/,
  ],
  ['attention', /аллерг|здоров|медиц|allerg|medical|диагноз|health|денсаулык/],
  ['note', /примеч|коммент|заметк|(?:^| )notes?(?: |$)|comment|remark|ескерт/],
  ['language', /язык|language|(?:^| )тили?(?: |$)/],
  ['kind', /^(?:тип|роль|кто вы|role|type)$/],
  ['status', /^(?:статус|состояние|status|мартебеси?|куйи)/],
];

/** What a header says its column is. `null`: nothing that we know; `ignore`: known, and of no use on a card. */
export function fieldOfHeader(text: string): TargetField | null {
  const header = foldHeader(text);
  if (header === '' || header.length > 90) return null;
  if (ROW_NUMBER.test(header) || OTHER.test(header)) return 'ignore';
  if (GUARDIAN.test(header)) return PHONE.test(header) ? 'guardian_phone' : 'guardian_name';
  return PATTERNS.find(([, pattern]) => pattern.test(header))?.[0] ?? null;
}

/** The same for a header of several levels («Контакты / Тел.»): the lowest level that says something, and whose parent's it is. */
export function fieldOfLevels(header: string): TargetField | null {
  const levels = header.split(' / ');
  if (levels.length === 1) return fieldOfHeader(header);
  const whole = foldHeader(header);
  if (GUARDIAN.test(whole)) return PHONE.test(whole) ? 'guardian_phone' : 'guardian_name';
  for (const level of levels.toReversed()) {
    const field = fieldOfHeader(level);
    if (field !== null) return field;
  }
  return null;
}

const NAMES: ReadonlySet<TargetField> = new Set<TargetField>(['full_name', 'family_name', 'given_name']);

export function isNameField(field: TargetField | null): boolean {
  return field !== null && NAMES.has(field);
}
