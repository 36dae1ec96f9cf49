import { expect, test } from 'vitest';
import type { Gap, Line } from './served.ts';
import { createTail } from './tail.ts';

const line = (seq: number): Line => ({
  seq,
  hlc: `000000000-${String(seq).padStart(4, '0')}-${nodeOf(seq)}`,
  tx: `t${seq}`,
  node: nodeOf(seq),
  actor: 'owner',
  table_name: 'note',
  row_id: `r${seq}`,
  kind: 'insert',
  patch: '{}',
  base: null,
  schema: 1,
});
const nodeOf = (seq: number): string => (seq % 2 === 0 ? 'aaaaaaaa' : 'bbbbbbbb');

/** A log that can grow, and counts what it was asked. */
function growing() {
  const all: Line[] = [];
  const asked: (readonly Gap[])[] = [];
  const actionsAsked: (readonly string[])[] = [];
  const lines = (gaps: readonly Gap[], node: string, limit: number) =>
    gaps
      .flatMap(({ after, below }) => all.filter(({ seq }) => seq > after && seq < below))
      .filter((found) => found.node !== node)
      .slice(0, limit);
  const log = {
    lines(gaps: readonly Gap[], node: string, limit: number) {
      asked.push(gaps);
      return lines(gaps, node, limit);
    },
    actions(ids: readonly string[]) {
      actionsAsked.push(ids);
      return ids.map((id) => ({ id, name: 'n', actor: 'owner', node: 'aaaaaaaa', at: '', undoes: null }));
    },
  };
  const grow = (by: number): number => {
    for (let n = 0; n < by; n += 1) all.push(line(all.length + 1));
    return all.length;
  };
  return { log, lines, asked, actionsAsked, grow };
}

test('what is new is read once for all who ask, and each gets what the log itself would give', async () => {
  const { log, lines, asked, grow } = growing();
  const tail = createTail(log);
  const before = grow(10);
  await tail.lines([{ after: before - 1, below: before + 1 }], 'cccccccc', 100);
  const head = grow(20);
  asked.length = 0;
  for (const node of ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'])
    for (const gaps of [
      [{ after: before, below: head + 1 }],
      [
        { after: before + 2, below: before + 5 },
        { after: before + 9, below: head + 1 },
      ],
    ])
      for (const limit of [3, 100])
        expect(await tail.lines(gaps, node, limit)).toEqual(lines(gaps, node, limit));
  expect(asked).toEqual([[{ after: before, below: head + 1 }]]);
});

test('what lies further back than the memory is asked of the log, and so is all after a great leap', async () => {
  const { log, lines, grow } = growing();
  const tail = createTail(log);
  for (const by of [10, 1_500, 1_500, 9_000, 5]) {
    const head = grow(by);
    for (const after of [0, Math.max(0, head - 1_999), Math.max(0, head - 3)]) {
      const gaps = [{ after, below: head + 1 }];
      expect(await tail.lines(gaps, 'aaaaaaaa', 1_000)).toEqual(lines(gaps, 'aaaaaaaa', 1_000));
    }
  }
});

test('an earlier head that somebody still asks for brings no later line', async () => {
  const { log, lines, grow } = growing();
  const tail = createTail(log);
  const early = grow(5);
  await tail.lines([{ after: 5, below: early + 1 }], 'cccccccc', 10);
  const middle = grow(5);
  const late = grow(5);
  await tail.lines([{ after: 5, below: late + 1 }], 'cccccccc', 10);
  const gaps = [{ after: 5, below: middle + 1 }];
  expect(await tail.lines(gaps, 'cccccccc', 100)).toEqual(lines(gaps, 'cccccccc', 100));
});

test('a transaction is read once', async () => {
  const { log, actionsAsked } = growing();
  const tail = createTail(log);
  expect(await tail.actions(['t1', 't2'])).toHaveLength(2);
  expect((await tail.actions(['t2', 't3'])).map(({ id }) => id).toSorted()).toEqual(['t2', 't3']);
  expect(actionsAsked).toEqual([['t1', 't2'], ['t3']]);
});
