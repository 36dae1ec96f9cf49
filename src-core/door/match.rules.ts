/** What is compared of two people; every word folded, so that spellings do not matter. */
export type Looks = {
  /** Family and given name. */
  readonly name: readonly string[];
  readonly patronymic: readonly string[];
  readonly group: string;
  readonly card: string;
  readonly telegram: string;
};

/** What a newcomer typed: the words of the name in whatever order. */
export type TypedLooks = Omit<Looks, 'name' | 'patronymic'> & { readonly words: readonly string[] };

/** `sure`: the same person. `key`: shares a number or nick with somebody who looks different. `similar`: may be. */
export type Likeness = 'sure' | 'key' | 'similar' | 'other';

/**
 * Whether what was typed and a card of the base are one person. Two independent things must agree, and nothing may
 * contradict: the name with the group, or the name (one slip allowed) with the student card or the nick. All else is for a human.
 */
export function likenessOf(typed: TypedLooks, base: Looks): Likeness {
  const name = nameLikeness(typed.words, base);
  const isCardEqual = typed.card !== '' && typed.card === base.card;
  const isCardOther = typed.card !== '' && base.card !== '' && typed.card !== base.card;
  const isNickEqual = typed.telegram !== '' && typed.telegram === base.telegram;
  const isGroupEqual = typed.group !== '' && typed.group === base.group;
  if (name !== 'other' && isCardEqual) return 'sure';
  if (name !== 'other' && isNickEqual && !isCardOther) return 'sure';
  if (name === 'same' && isGroupEqual && !isCardOther) return 'sure';
  if (isCardEqual || isNickEqual) return 'key';
  if (name === 'same') return 'similar';
  const mayShareGroup = isGroupEqual || typed.group === '' || base.group === '';
  return name === 'close' && mayShareGroup ? 'similar' : 'other';
}

/** One decision over all candidates: the person it surely is, or those whom a human should compare; empty: somebody new. */
export function choose<Id>(
  likenesses: readonly { readonly id: Id; readonly likeness: Likeness; readonly isCardEqual: boolean }[],
): { readonly sure: Id } | { readonly doubtful: readonly Id[] } {
  const of = (likeness: Likeness) => likenesses.filter((one) => one.likeness === likeness);
  const sure = of('sure');
  const byCard = sure.filter((one) => one.isCardEqual);
  const [only] = byCard.length === 1 ? byCard : sure.length === 1 ? sure : [];
  const keys = of('key');
  if (only !== undefined && keys.length === 0) return { sure: only.id };
  return { doubtful: [...sure, ...keys, ...of('similar')].slice(0, 6).map(({ id }) => id) };
}

function nameLikeness(words: readonly string[], base: Looks): 'same' | 'close' | 'other' {
  if (base.name.length === 0) return 'other';
  const left = [...words];
  for (const word of base.name) {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    else return isClose(words, base.name) ? 'close' : 'other';
  }
  const hasOtherPatronymic =
    base.patronymic.length > 0 && left.some((word) => !base.patronymic.includes(word));
  // A name of one word says too little, and a second given name may be another person's.
  if (base.name.length < 2 || hasOtherPatronymic || left.length > 2) return 'close';
  return 'same';
}

/** Every word of the base has a word of its own that is equal but for a slip, an initial, or a short form. */
function isClose(words: readonly string[], name: readonly string[]): boolean {
  const left = [...words];
  let equal = 0;
  for (const word of name) {
    const at = left.findIndex((one) => one === word || isSlip(one, word) || isShort(one, word));
    if (at < 0) return false;
    if (left[at] === word) equal += 1;
    left.splice(at, 1);
  }
  return equal > 0 || name.every((word) => words.some((one) => isSlip(one, word)));
}

const isShort = (one: string, other: string): boolean =>
  one !== '' &&
  other !== '' &&
  (other.startsWith(one) || one.startsWith(other)) &&
  Math.min(one.length, other.length) <= 4;

/** One letter wrong, missing, too many, or two neighbours swapped; in long words two. */
export function isSlip(one: string, other: string): boolean {
  const most = Math.max(one.length, other.length) >= 8 ? 2 : 1;
  if (Math.min(one.length, other.length) < 3 || Math.abs(one.length - other.length) > most) return false;
  return distance(one, other) <= most;
}

/** Optimal string alignment distance (Damerau–Levenshtein with swaps of neighbours only). */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const cost = one[row - 1] === other[at - 1] ? 0 : 1;
      let best = Math.min((above[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1, (above[at - 1] ?? 0) + cost);
      const isSwap = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (isSwap) best = Math.min(best, (before[at - 2] ?? 0) + 1);
      line.push(best);
    }
    before = above;
    above = line;
  }
  return above[other.length] ?? 0;
}
