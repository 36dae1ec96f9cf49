import { z } from 'zod';
import { fail, LANGUAGES, procedure, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import {
  freePlaces,
  giveAnswer,
  isOffered,
  leaveQueue,
  offerPlace,
  readPlacedEvent,
  readQueues,
  RSVP_ANSWERS,
  takenPlaces,
  takePlace,
  turnQueue,
} from '../answers/index.ts';
import type { PlacedEvent } from '../answers/index.ts';
import type { Tx } from '../store/index.ts';
import { tellOffers } from './offers.ts';
import { ANSWER_FILTERS, readOverview } from './overview.store.ts';

const id = z.string().min(1).max(64);
const pair = z.object({ eventId: id, personId: id });

/** What an export of answers is asked for. */
export const answersExportInput = z.object({
  eventId: id,
  filter: z.enum(ANSWER_FILTERS).default('all'),
  text: z.string().max(200).default(''),
  language: z.enum(LANGUAGES),
});

/** Does something with somebody of a queue. Throws EVENT_NOT_FOUND, NOT_WAITING. */
async function withWaiting(
  ctx: DeskContext,
  action: string,
  { eventId, personId }: z.output<typeof pair>,
  work: (tx: Tx, event: PlacedEvent) => Promise<void>,
) {
  const { tx } = await ctx.store.write({ actor: ctx.actor.id, action }, async (writing) => {
    const event = await readPlacedEvent(writing, eventId);
    const queue = await readQueues(writing, [eventId]);
    if (!queue.some((one) => one.personId === personId)) throw fail('not-found', 'NOT_WAITING');
    await work(writing, event);
    await tellOffers(writing, (await turnQueue(writing, event, ctx.now())).offers);
  });
  return { tx };
}

export const answersRouter = router({
  /** What people say to an event; the lines are narrowed, the counts are of everybody. */
  ofEvent: procedure('answers.read')
    .input(answersExportInput.omit({ language: true }))
    .query(({ ctx, input: { eventId, filter, text } }) =>
      readOverview(ctx.store, eventId, { filter, text, nowMs: ctx.now() }),
    ),

  /** Writes down what somebody said to the organizer. Throws EVENT_OVER, EVENT_CANCELLED. */
  give: procedure('answers.write')
    .input(pair.extend({ answer: z.enum(RSVP_ANSWERS) }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'answers.give' }, async (writing) =>
        tellOffers(
          writing,
          (await giveAnswer(writing, { ...input, source: 'desk', key: writing.newId() })).offers,
        ),
      );
      return { tx };
    }),

  /** Offers a place to somebody of the queue now, whoever stands before them. Throws NO_PLACE_FREE, EVENT_OVER, NOT_WAITING. */
  offer: procedure('answers.write')
    .input(pair)
    .mutation(({ ctx, input }) =>
      withWaiting(ctx, 'answers.offer', input, async (tx, event) => {
        if (event.isCancelled) throw fail('refused', 'EVENT_CANCELLED');
        if (event.startMs <= ctx.now()) throw fail('refused', 'EVENT_OVER');
        const queue = await readQueues(tx, [event.id]);
        const isHeld = queue.some((one) => one.personId === input.personId && isOffered(one, ctx.now()));
        if (isHeld) return;
        const taken = (await takenPlaces(tx, [event.id])).get(event.id) ?? 0;
        if (freePlaces({ capacity: event.capacity, taken }, queue, ctx.now()) < 1)
          throw fail('conflict', 'NO_PLACE_FREE', { capacity: event.capacity });
        await tellOffers(tx, [await offerPlace(tx, event, input.personId, ctx.now())]);
      }),
    ),

  /** Gives somebody of the queue a place, also where all are taken: a human's decision. */
  register: procedure('answers.write')
    .input(pair)
    .mutation(({ ctx, input }) =>
      withWaiting(ctx, 'answers.register', input, async (tx) => {
        await takePlace(tx, { ...input, source: 'waitlist' });
        await leaveQueue(tx, input.eventId, input.personId);
      }),
    ),

  /** Takes somebody out of the queue. */
  remove: procedure('answers.write')
    .input(pair)
    .mutation(({ ctx, input }) =>
      withWaiting(ctx, 'answers.remove', input, (tx) => leaveQueue(tx, input.eventId, input.personId)),
    ),

  /** Gives the id of a job; its file is had by `jobs.takeFile`. */
  export: procedure('people.export')
    .input(answersExportInput)
    .mutation(({ ctx, input }) => ({ job: ctx.jobs.start('answers.export', input) })),
});
