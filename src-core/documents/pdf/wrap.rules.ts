/** Breaking text into lines; pure, so that a screen's preview breaks where the paper does. */

/** The width of a text, in the unit of the line's width. */
export type Measure = (text: string) => number;

/** Emoji and what joins them: no document font has them, and a name reads better without than with an empty box. */
const PICTURES =
  /[[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{Variation_Selector}\p{Join_Control}]--[©®™]]/gv;

/** A text as it is drawn: without emoji, other white space than line ends as a space. */
export function drawable(text: string): string {
  return text
    .replaceAll(PICTURES, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ');
}

/** The longest start of a text that fits, with «…». */
function shortened(text: string, measure: Measure, width: number): string {
  const letters = Array.from(text);
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${letters.slice(0, middle).join('').trimEnd()}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return `${letters.slice(0, low).join('').trimEnd()}…`;
}

/** The pieces of a word that is wider than a line; a word is broken only where it must be. */
function broken(word: string, measure: Measure, width: number): readonly string[] {
  if (measure(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && measure(piece + letter) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** The parts of a text between which a line may end: at spaces, and after a hyphen inside a long double name. */
export function breakable(text: string): readonly string[] {
  return text.split(/[ \t]+|(?<=\p{L}{4}-)(?=\p{L}{4})/u).filter((part) => part !== '');
}

/** A text in lines of at most `width` points, broken at spaces where possible, `maxLines` at most. */
export function wrapText(
  text: string,
  measure: Measure,
  width: number,
  maxLines = Number.POSITIVE_INFINITY,
): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of drawable(text).split('\n')) {
    if (measure(paragraph) <= width) {
      lines.push(paragraph.trim());
      continue;
    }
    let line = '';
    for (const word of breakable(paragraph)) {
      const longer = line === '' || line.endsWith('-') ? line + word : `${line} ${word}`;
      if (measure(longer) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = broken(word, measure, width);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
    lines.push(line);
  }
  if (lines.length <= maxLines) return lines;
  const rest = lines.slice(maxLines - 1).join(' ');
  return [...lines.slice(0, maxLines - 1), shortened(rest, measure, width)];
}
