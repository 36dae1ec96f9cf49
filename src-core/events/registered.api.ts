import { z } from 'zod';
import { procedure, router } from '../access/index.ts';
import { cardsOf, findPeople, fullName } from '../people/index.ts';
import { record } from '../store/index.ts';
import type { Reading } from '../store/index.ts';
import { findByScan, livingEvent, register } from './checkIn.store.ts';
import type { DoorPerson } from './checkIn.store.ts';
import { registrationTable } from './events.schema.ts';
import { registrationId } from './events.store.ts';
import { idsMeant, sourceOf, who } from './who.ts';

const id = z.string().min(1).max(64);

/** How many people a pasted line may mean before it is better to ask for more of the name. */
const CANDIDATES = 6;

export type MatchedLine = { readonly line: string; readonly people: readonly DoorPerson[] };

/** Reads pasted lines (a name, a card number, a code, a phone): for each the people it may mean, best first. */
async function matchLines(reading: Reading, lines: readonly string[]): Promise<MatchedLine[]> {
  const matched: MatchedLine[] = [];
  for (const line of lines) {
    const exact = await findByScan(reading, line);
    const ids =
      exact === undefined ? findPeople(reading, line.replaceAll(/[\t;,]+/g, ' '), CANDIDATES) : [exact];
    const cards = await cardsOf(reading, ids);
    matched.push({
      line,
      people: cards.map((card) => ({
        id: card.id,
        name: fullName(card),
        group: card.study_group,
        cardNo: card.student_card_no,
      })),
    });
  }
  return matched;
}

export const registeredRouter = router({
  /** Whom pasted lines mean. It changes nothing; the lines are only too long for the address of a query. */
  match: procedure('events.write')
    .input(z.object({ lines: z.array(z.string().trim().min(1).max(300)).max(2000) }))
    .mutation(({ ctx, input }) => matchLines(ctx.store, input.lines)),

  add: procedure('events.write')
    .input(z.object({ eventId: id, who }))
    .mutation(async ({ ctx, input }) => {
      await livingEvent(ctx.store, input.eventId);
      const ids = idsMeant(ctx.store, input.who);
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'events.registered.add' },
        async (writing) => {
          let added = 0;
          for (const person of ids) {
            if (await register(writing, input.eventId, person, sourceOf(input.who))) added += 1;
          }
          return added;
        },
      );
      return { tx, added: value, already: ids.length - value };
    }),

  remove: procedure('events.write')
    .input(z.object({ eventId: id, personIds: z.array(id).min(1).max(100_000) }))
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'events.registered.remove' },
        async (writing) => {
          let removed = 0;
          for (const person of input.personIds) {
            const row = registrationId(input.eventId, person);
            if (writing.engine.rows(registrationTable).get(row) === undefined) continue;
            if (await record(writing, registrationTable, row, { deleted_at: writing.at })) removed += 1;
          }
          return removed;
        },
      );
      return { tx, removed: value };
    }),
});
