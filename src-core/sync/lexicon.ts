/** Words, ids and clock readings that a batch names by number. */

/** A clock reading's three parts; the text has fixed widths: `mmmmmmmmm-cccc-nnnnnnnn`. */
export type Reading = { readonly ms: number; readonly counter: number; readonly node: string };

export const readingOf = (hlc: string): Reading => ({
  ms: parseInt(hlc.slice(0, 9), 36),
  counter: parseInt(hlc.slice(10, 14), 36),
  node: hlc.slice(15),
});

export const textOf = ({ ms, counter, node }: Reading): string =>
  `${ms.toString(36).padStart(9, '0')}-${counter.toString(36).padStart(4, '0')}-${node}`;

/** The three columns of the clocks: milliseconds after the one before, counters, numbers of the nodes. */
type ClockColumns = [ms: number[], counter: number[], node: number[]];

export type LexiconTables = { words: string[]; ids: string[]; clocks: ClockColumns };

export type Lexicon = {
  word(text: string): number;
  id(text: string): number;
  clock(hlc: string): number;
  tables(): LexiconTables;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** What no base64url text begins with: an id that is no UUID is kept as it is. */
const PLAIN = '=';

export function createLexicon(): Lexicon {
  const words = numbering();
  const ids = numbering();
  const clocks = numbering();
  return {
    word: words.number,
    id: ids.number,
    clock: clocks.number,
    tables() {
      const columns: ClockColumns = [[], [], []];
      let before = 0;
      for (const { ms, counter, node } of clocks.texts.map(readingOf)) {
        columns[0].push(ms - before);
        columns[1].push(counter);
        columns[2].push(words.number(node));
        before = ms;
      }
      return { ids: ids.texts.map(shortId), clocks: columns, words: words.texts };
    },
  };
}

function numbering() {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    number: (text: string): number => {
      let found = numbers.get(text);
      if (found === undefined) {
        numbers.set(text, (found = texts.length));
        texts.push(text);
      }
      return found;
    },
  };
}

const shortId = (id: string): string =>
  UUID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url') : PLAIN + id;

function longId(id: string): string {
  if (id.startsWith(PLAIN)) return id.slice(1);
  const hex = Buffer.from(id, 'base64url').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Reads the tables back. What a number does not name comes out as an empty text, which no check lets through. */
export function readLexicon({ words, ids, clocks: [times, counters, nodes] }: LexiconTables) {
  const word = (number: number): string => words[number] ?? '';
  let before = 0;
  const readings = times.map((difference, index) => {
    before += difference;
    return textOf({ ms: before, counter: counters[index] ?? 0, node: word(nodes[index] ?? -1) });
  });
  const long = ids.map(longId);
  return {
    word,
    id: (number: number): string => long[number] ?? '',
    clock: (number: number): string => readings[number] ?? '',
  };
}
