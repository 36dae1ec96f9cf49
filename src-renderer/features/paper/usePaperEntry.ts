import { useRef, useState } from 'react';
import { client } from '../../api/client.ts';
import { sentenceOf } from '../../api/sentence.ts';
import type { Inputs, Outputs } from '../../api/shapes.ts';
import { toastFailed } from '../../ui/toasts.ts';
import { playTune } from '../../ui/sound.ts';

export type Entry = Outputs['paper']['written']['entry'];
export type PaperTime = NonNullable<Inputs['paper']['enter']['time']>;

/** One typed code on the screen; `entry` is missing while the desk is asked. */
export type Line = {
  readonly key: number;
  readonly typed: string;
  readonly entry?: Entry;
  /** The transaction that marked it, where it did. */
  readonly tx?: string;
  readonly failure?: string;
  /** What has been typed of an empty line, for the question who it is. */
  readonly name?: string;
  readonly group?: string;
};

const TUNES = {
  marked: 'came',
  already: 'again',
  typo: 'refused',
  unknown: 'refused',
  blank: 'held',
  ambiguous: 'held',
  annulled: 'held',
  cancelled: 'held',
} as const satisfies Record<Entry['state'], Parameters<typeof playTune>[0]>;

export const isSettled = ({ entry, failure }: Line): boolean =>
  failure === undefined && (entry === undefined || entry.state === 'marked' || entry.state === 'already');

export type PaperHands = {
  /** Newest first. */
  readonly lines: readonly Line[];
  readonly enter: (codes: readonly string[]) => void;
  readonly allow: (line: Line) => void;
  readonly write: (line: Line, words: { readonly name: string; readonly group: string }, who?: Who) => void;
  readonly dismiss: (line: Line) => void;
  /** Takes back the newest entry of this window, or the one of the line: a paste as a whole. */
  readonly undo: (line?: Line) => void;
};
type Who = NonNullable<Inputs['paper']['written']['who']>;

/** The codes typed in this window and what came of each. */
export const usePaperEntry = (
  eventId: string,
  time: PaperTime,
  onBlank: (line: Line) => void,
): PaperHands => {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const nextKey = useRef(0);
  const change = (key: number, patch: Partial<Line>): void =>
    setLines((now) => now.map((line) => (line.key === key ? { ...line, ...patch } : line)));
  const show = (line: Line, entry: Entry, tx: string | null): void => {
    const next = { ...line, entry, ...(tx === null || entry.state !== 'marked' ? {} : { tx }) };
    change(line.key, next);
    if (entry.state === 'blank') onBlank(next);
  };
  const fail = (asked: readonly Line[], error: unknown): void => {
    playTune('refused');
    const failure = sentenceOf(error);
    for (const { key } of asked) change(key, { failure });
  };

  const ask = async (asked: readonly Line[], isAllowed: boolean): Promise<void> => {
    const codes = asked.map(({ typed }) => typed);
    const { tx, entries } = await client.paper.enter.mutate({ eventId, time, isAllowed, codes });
    for (const [index, line] of asked.entries()) {
      const entry = entries[index];
      if (entry !== undefined) show(line, entry, tx);
    }
    // One sound for a paste: that of its worst line.
    const worst = entries.toSorted((a, b) => RANK.indexOf(TUNES[a.state]) - RANK.indexOf(TUNES[b.state]))[0];
    if (worst !== undefined) playTune(TUNES[worst.state]);
  };

  return {
    lines,
    enter: (codes) => {
      const asked = codes.map((typed): Line => ({ key: (nextKey.current += 1), typed }));
      setLines((now) => [...asked.toReversed(), ...now]);
      ask(asked, false).catch((error: unknown) => fail(asked, error));
    },
    allow: (line) => {
      ask([line], true).catch((error: unknown) => fail([line], error));
    },
    write: (line, words, who = 'match') => {
      change(line.key, words);
      const code = line.entry?.code ?? line.typed;
      const answer = async (): Promise<void> => {
        const { tx, entry } = await client.paper.written.mutate({ eventId, time, code, ...words, who });
        show({ ...line, ...words }, entry, tx);
        playTune(TUNES[entry.state]);
      };
      answer().catch((error: unknown) => fail([line], error));
    },
    dismiss: ({ key }) => setLines((now) => now.filter((line) => line.key !== key)),
    undo: (line) => {
      const tx = (line ?? lines.find((one) => one.tx !== undefined))?.tx;
      if (tx === undefined) return;
      client.checkIn.undoLast.mutate({ eventId, tx }).then(
        () => setLines((now) => now.filter((one) => one.tx !== tx)),
        (error: unknown) => toastFailed(sentenceOf(error)),
      );
    },
  };
};

const RANK: readonly (typeof TUNES)[Entry['state']][] = ['refused', 'held', 'again', 'came'];
