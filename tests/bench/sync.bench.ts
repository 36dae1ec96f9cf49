// What several laptops cost: 100,000 changes to 20,000 people taken in, log and search included, against the same winners chosen in memory and
// kept nowhere, and against what Actual's client does with the same cells; and the bytes of those changes on the wire, against row
// objects as JSON under gzip.
import { gzipSync } from 'node:zlib';
import { compress, pack } from '../../src-core/sync/pack.ts';
import { messagesOf, takenAsActual } from './actual.work.ts';
import { median, type BenchRow } from './bench.ts';
import { CHANGES, changesOfAYear, lastWriters, taken } from './sync.work.ts';

const RUNS = 3;
const perSecond = (ms: number): string => `${Math.round(CHANGES / (ms / 1000)).toLocaleString('en')}/s`;

/** The rows of the benchmark table about sync. */
export async function syncBench(): Promise<BenchRow[]> {
  const changes = changesOfAYear();
  const messages = messagesOf(changes);
  const times: number[] = [];
  const inMemory: number[] = [];
  const asActual: number[] = [];
  const bare: number[] = [];
  const bareAsActual: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    times.push(await taken(changes));
    inMemory.push(lastWriters(changes));
    asActual.push(takenAsActual(messages, 'whole'));
    bare.push(await taken(changes, 'bare'));
    bareAsActual.push(takenAsActual(messages, 'bare'));
  }
  const [ours, memory, actual] = [median(times), median(inMemory), median(asActual)];
  const [oursBare, actualBare] = [median(bare), median(bareAsActual)];
  const packed = compress(pack({ changes, actions: [] })).length / CHANGES;
  const plain = gzipSync(JSON.stringify(changes)).length / CHANGES;
  const work = '100,000 changes of other laptops taken in, 20,000 people, log and search included';
  return [
    {
      work,
      ours: perSecond(ours),
      reference: perSecond(memory),
      referenceWas: 'the last writer of each cell, in memory only',
      ratio: ours / memory,
      aim: '≤ 16',
      ok: ours / memory <= 16,
      note:
        'of the time about half goes into the log’s lines and their three indexes, a quarter into the people and their eight indexes, the rest into ' +
        'the search and into reading and checking what came.',
    },
    {
      work: `${work}, speed`,
      ours: perSecond(ours),
      reference: perSecond(actual),
      referenceWas: '@actual-app/crdt and its client’s statements over the same rows',
      ratio: actual / ours,
      aim: '≥ 8',
      ok: actual / ours >= 8,
      note:
        `Actual has a message for each cell: these changes are ${messages.length.toLocaleString('en')} of them. Its side reads each clock, compares the cells with ` +
        'their last messages, reads the rows before and after, writes cell by cell, keeps each message with its two indexes and puts it into the tree of sums, all in one ' +
        'transaction, on the same pragmas, over a table with the same indexes. It has no search, no guards and no check of values; what its client does for its own ' +
        'screens (undo, spreadsheet) is left out.',
    },
    {
      work: '100,000 changes taken in, 20,000 rows without indexes and search, log included, speed',
      ours: perSecond(oursBare),
      reference: perSecond(actualBare),
      referenceWas: 'the same of Actual over rows without indexes',
      ratio: actualBare / oursBare,
      aim: '≥ 8',
      ok: actualBare / oursBare >= 8,
      note: 'what the log and the merging cost by themselves: ours keeps its guards and the check of values.',
    },
    {
      work: 'a change on the wire, 100,000 at once',
      ours: `${packed.toFixed(1)} B`,
      reference: `${plain.toFixed(1)} B`,
      referenceWas: 'row objects as JSON under gzip',
      ratio: packed / plain,
      aim: '≤ 0.5',
      ok: packed / plain <= 0.5,
    },
  ];
}
