/** What a column needs, in points: `least` keeps its words whole, `full` keeps its texts on one line. */
export type ColumnNeed = { readonly least: number; readonly full: number; readonly isText: boolean };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * Shares the width of a page among columns. Room left over goes to the text columns; where it is short, every column keeps
 * its longest word and the rest is shared by need; where even words are too wide, all shrink alike.
 * @returns widths in points that add up to `width`
 */
export function columnLayout(needs: readonly ColumnNeed[], width: number): readonly number[] {
  const full = sum(needs.map((need) => need.full));
  const least = sum(needs.map((need) => need.least));
  if (full <= width) {
    const stretches = needs.map((need) =>
      need.isText || needs.every((other) => !other.isText) ? need.full : 0,
    );
    const share = (width - full) / (sum(stretches) || 1);
    return needs.map((need, index) => need.full + share * (stretches[index] ?? 0));
  }
  if (least <= width) {
    const share = (width - least) / (full - least);
    return needs.map((need) => need.least + (need.full - need.least) * share);
  }
  return needs.map((need) => (need.least / least) * width);
}
