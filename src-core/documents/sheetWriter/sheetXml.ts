/** Excel refuses a file with a longer cell. */
const LONGEST_TEXT = 32_767;
const LONGEST_NAME = 31;

/** What XML 1.0 forbids besides lone surrogates: control characters other than tab and line ends, and two non-letters. */
const CONTROL = /[[\p{Cc}\ufffe\uffff]--[\t\n\r\u007f-\u009f]]/gv;
/** What makes a text need any work at all; most have nothing of it. */
const ODD = /[[\p{Cc}\ufffe\uffff\ud800-\udfff\r\u0026<>"]--[\t\n\u007f-\u009f]]|_x/v;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as a cell can hold it: no letters that XML forbids, line ends as \n, cut at Excel's limit with «…» to show it. */
function cellText(text: string): string {
  let clean = text;
  if (ODD.test(text)) {
    clean = text.replaceAll(/\r\n?/g, '\n').replaceAll(CONTROL, '').replaceAll(LONE_SURROGATE, '');
  }
  if (clean.length <= LONGEST_TEXT) return clean;
  return `${clean.slice(0, LONGEST_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A text for XML's content or a quoted attribute. A literal `_x000D_`, which Excel would read as a letter's code, is escaped. */
export function xmlText(text: string): string {
  const clean = cellText(text);
  if (!ODD.test(clean)) return clean;
  return clean
    .replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter)
    .replaceAll(/_(?=x[\da-fA-F]{4}_)/g, '_x005F_');
}

/** The opening `<t>`: spaces at the ends and line breaks live only when the tag says so. */
export function textTag(text: string): string {
  return text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32 || text.includes('\n')
    ? '<t xml:space="preserve">'
    : '<t>';
}

/** A name that Excel takes for a sheet: none of []:*?/\, no quotes at the ends, 31 letters, unlike all in `taken`. */
export function sheetName(wanted: string, taken: ReadonlySet<string>): string {
  const clean =
    cellText(wanted)
      .replaceAll(/[[\]:*?/\\\n\t]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/^['\s]+|['\s]+$/g, '') || 'Sheet';
  for (let copy = 1; ; copy += 1) {
    const tail = copy === 1 ? '' : ` (${copy})`;
    const room = LONGEST_NAME - tail.length;
    const head = clean
      .slice(0, room)
      .replace(/[\ud800-\udbff]$/, '')
      .replace(/['\s]+$/, '');
    const name = head + tail;
    // «History» is a sheet of Excel's own and refused as a name.
    if (!taken.has(name.toLowerCase()) && name.toLowerCase() !== 'history') return name;
  }
}
