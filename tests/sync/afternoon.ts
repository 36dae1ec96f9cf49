/** What two organizers do on an afternoon, by the desks' own interface, and what is remembered of it. */
import { Refusal } from './hosts.ts';
import type { DeskHost } from './hosts.ts';

/** What people were told is done: the transactions, and which mark of whom. */
export type Confirmed = {
  readonly txs: Set<string>;
  /** `event person` of everybody who was marked as come. */
  readonly marks: Set<string>;
  readonly counts: Record<string, number>;
};

export const nothingConfirmed = (): Confirmed => ({ txs: new Set(), marks: new Set(), counts: {} });

export type Afternoon = {
  readonly eventId: string;
  /** People whom both laptops edit. */
  readonly people: readonly string[];
  readonly confirmed: Confirmed;
  readonly chance: () => number;
};

type Done = { readonly tx: string | null };
type Conflict = {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly heads: string;
};

const NOTES = ['перезвонить', 'болел', 'принёс справку', 'оплатит в пятницу', 'ертең келеді'];

/** One thing that a person does at a desk. Throws where the desk dies under it; nothing was confirmed then. */
export async function doSomething(desk: DeskHost, afternoon: Afternoon): Promise<void> {
  const { chance, people, eventId, confirmed } = afternoon;
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(chance() * from.length)];
  const note = (kind: string, { tx }: Done): void => {
    confirmed.counts[kind] = (confirmed.counts[kind] ?? 0) + 1;
    if (tx !== null) confirmed.txs.add(tx);
  };
  const what = chance();
  try {
    if (what < 0.45) {
      // A few of them again and again, so that two laptops meet at the same cell.
      const id = pick(chance() < 0.5 ? people.slice(0, 8) : people);
      const patch = { note: `${pick(NOTES)} ${Math.floor(chance() * 1000)}` };
      note('edits', await desk.tell<Done>('people.edit', { id, patch }));
    } else if (what < 0.8) {
      const personId = pick(people) ?? '';
      const answer = await desk.tell<Done & { readonly outcome?: string }>('checkIn.mark', {
        eventId,
        who: { personId },
        source: 'desk.search',
        isAllowed: true,
      });
      note('marks', answer);
      if (answer.tx !== null) confirmed.marks.add(`${eventId} ${personId}`);
    } else if (what < 0.92) {
      const number = Math.floor(chance() * 1e6);
      const patch = { family_name: `Жаңа${number}`, given_name: 'Адам' };
      note('people added', await desk.tell<Done>('people.add', patch));
    } else {
      const { conflicts } = await desk.ask<{ readonly conflicts: readonly Conflict[] }>('conflicts.list');
      const conflict = pick(conflicts);
      if (!conflict) return;
      const { table, row, column, heads } = conflict;
      const choice = { kind: 'keep' };
      note(
        'conflicts settled',
        await desk.tell<Done>('conflicts.settle', { table, row, column, heads, choice }),
      );
    }
  } catch (error) {
    // "Somebody settled it meanwhile" is an answer like any other.
    if (!(error instanceof Refusal)) throw error;
    confirmed.counts['refused'] = (confirmed.counts['refused'] ?? 0) + 1;
  }
}
