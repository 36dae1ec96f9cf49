import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail, LANGUAGES, procedure, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import { personByCode, readScannedCode } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { entrantCode } from './draw.hash.ts';
import { LONGEST_PRIZE, MOST_PRIZES, NAME_RULES, normalLine, readCode } from './draw.rules.ts';
import { writeProtocolPdf } from './protocolPdf.ts';
import {
  abandonDraw,
  commitDraw,
  discardDraft,
  enterHallInput,
  findDraw,
  openDraw,
  readDraft,
  readDrafts,
  readDraws,
  readEntrants,
  saveDraft,
  settle,
} from './draws.store.ts';
import { protocolOf } from './protocol.ts';
import { readTakingPart } from './takingPart.ts';
import { deskHolders, shownWinners, stageView, yearOfDraws } from './views.ts';

const id = z.string().min(1).max(64);
const noRepeatEvents = z.int().min(0).max(50);
const place = z.int().min(1).max(1_000_000);

const prizesInput = z
  .array(z.object({ title: z.string().max(4 * LONGEST_PRIZE), count: z.int().min(1).max(MOST_PRIZES) }))
  .max(MOST_PRIZES)
  .readonly();

/** One line for each thing to be won, as it will be hashed. Throws PRIZE_UNREADABLE, TOO_MANY_PRIZES. */
function prizeLines(prizes: z.output<typeof prizesInput>): readonly string[] {
  const lines = prizes.flatMap(({ title, count }) => {
    const line = normalLine(title, LONGEST_PRIZE);
    if (line === null) throw fail('invalid', 'PRIZE_UNREADABLE', { title: title.slice(0, LONGEST_PRIZE) });
    return Array.from({ length: count }, () => line);
  });
  if (lines.length > MOST_PRIZES) throw fail('invalid', 'TOO_MANY_PRIZES', { most: MOST_PRIZES });
  return lines;
}

async function step(ctx: DeskContext, action: string, work: (tx: Tx) => Promise<void>) {
  const { tx } = await ctx.store.write({ actor: ctx.actor.id, action }, work);
  return { tx };
}

/** The position of the winner whose card was scanned, or whose code for this event. Throws DRAW_SCAN_OTHER. */
async function positionByScan(ctx: DeskContext, drawId: string, scan: string): Promise<number> {
  const cardCode = readScannedCode(scan);
  const owner = cardCode === null ? null : await personByCode(ctx.store, cardCode);
  const holders = await deskHolders(ctx.store, await findDraw(ctx.store, drawId));
  const code = readCode(scan);
  const found = holders.find(
    (holder) => (owner !== null && holder.person?.id === owner.id) || holder.code === code,
  );
  if (found?.position === null || found === undefined) throw fail('conflict', 'DRAW_SCAN_OTHER');
  return found.position;
}

const steps = {
  /** Writes a draft or changes one; out: its id, which the draw keeps. */
  prepare: procedure('draws.run')
    .input(
      z.object({
        id: id.optional(),
        eventId: id,
        prizes: prizesInput,
        noRepeatEvents,
        names: z.enum(NAME_RULES),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { eventId, noRepeatEvents: repeat, names } = input;
      const draft = { eventId, prizes: prizeLines(input.prizes), noRepeatEvents: repeat, names };
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'draws.prepare' },
        async (writing) => {
          const own = input.id ?? writing.newId();
          if (input.id !== undefined && (await readDraft(writing, own)) === undefined)
            throw fail('conflict', 'DRAW_ALREADY_COMMITTED');
          await saveDraft(writing, own, draft);
          return own;
        },
      );
      return { tx, id: value };
    }),

  discard: procedure('draws.run')
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => step(ctx, 'draws.discard', (tx) => discardDraft(tx, input.id))),

  /** From here on nothing about the draw can change. */
  commit: procedure('draws.run')
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      step(ctx, 'draws.commit', (tx) =>
        commitDraw(tx, ctx.store.node, input.id, randomBytes(32).toString('hex')),
      ),
    ),

  hallInput: procedure('draws.run')
    .input(z.object({ id, text: z.string().max(4000) }))
    .mutation(({ ctx, input }) =>
      step(ctx, 'draws.hallInput', (tx) => enterHallInput(tx, input.id, input.text)),
    ),

  open: procedure('draws.run')
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => step(ctx, 'draws.open', (tx) => openDraw(tx, input.id))),

  /**
   * A prize is in its winner's hands: by the desk's word for the winner at a position, or by a scan of the winner's card
   * or code, which finds the position by itself.
   */
  handOver: procedure('draws.run')
    .input(z.union([z.object({ id, position: place }), z.object({ id, scan: z.string().max(200) })]))
    .mutation(async ({ ctx, input }) => {
      const proof = 'scan' in input ? 'scan' : 'desk';
      const position = 'scan' in input ? await positionByScan(ctx, input.id, input.scan) : input.position;
      return step(ctx, 'draws.handOver', (tx) => settle(tx, input.id, position, { outcome: 'given', proof }));
    }),

  /** The winner is not there: the prize goes to the next of the same permutation. */
  absent: procedure('draws.run')
    .input(z.object({ id, position: place }))
    .mutation(({ ctx, input }) =>
      step(ctx, 'draws.absent', (tx) => settle(tx, input.id, input.position, { outcome: 'absent' })),
    ),

  abandon: procedure('draws.run')
    .input(z.object({ id, reason: z.string().trim().min(1).max(500) }))
    .mutation(({ ctx, input }) =>
      step(ctx, 'draws.abandon', (tx) => abandonDraw(tx, input.id, input.reason)),
    ),
};

const views = {
  /** The event's drafts and draws, oldest first. */
  list: procedure('draws.read')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }) => ({
      drafts: await readDrafts(ctx.store, input.eventId),
      draws: await Promise.all(
        (await readDraws(ctx.store, { eventIds: [input.eventId] })).map(
          async ({ codes: _codes, people: _people, turns: _turns, excluded, ...draw }) => ({
            ...draw,
            excluded: excluded.length,
            holders: await deskHolders(ctx.store, await findDraw(ctx.store, draw.id)),
          }),
        ),
      ),
    })),

  /** How many would enter a draw now, and how many the rules leave out. */
  entrants: procedure('draws.read')
    .input(z.object({ eventId: id, noRepeatEvents }))
    .query(async ({ ctx, input }) => {
      const { entrants, excluded } = await readEntrants(ctx.store, input.eventId, input.noRepeatEvents);
      const left = (reason: string) => excluded.filter((one) => one[1] === reason).length;
      return { entrants: entrants.length, wonHere: left('wonHere'), wonRecently: left('wonRecently') };
    }),

  /** A person's code in the draws of an event, for their phone or their card. */
  codeOf: procedure('draws.read')
    .input(z.object({ eventId: id, personId: id }))
    .query(({ input }) => entrantCode(input.eventId, input.personId)),

  /** Who takes part and by which code: in the committed draw, or (`drawId` null) in one that would be committed now. */
  takingPart: procedure('draws.read')
    .input(
      z.object({ eventId: id, drawId: id.nullable(), noRepeatEvents, search: z.string().trim().max(100) }),
    )
    .query(({ ctx, input }) => readTakingPart(ctx.store, input)),

  /** What the projector shows: no personal data but the winners' names, as far as the draw's rule lets them be shown. */
  stage: procedure('draws.stage')
    .input(z.object({ eventId: id }))
    .query(async ({ ctx, input }) => ({
      now: new Date(ctx.now()).toISOString(),
      draw: await stageView(ctx.store, input.eventId),
    })),

  statistics: procedure('draws.read')
    .input(z.object({ year: z.int().min(2000).max(9999) }))
    .query(({ ctx, input }) => yearOfDraws(ctx.store, input.year)),

  /** Makes the protocol's file; out: the token of its download. The JSON has codes alone, the PDF the names of its rule. */
  protocol: procedure('draws.read')
    .input(z.object({ id, kind: z.enum(['json', 'pdf']), language: z.enum(LANGUAGES) }))
    .mutation(async ({ ctx, input }) => {
      const draw = await findDraw(ctx.store, input.id);
      const protocol = await protocolOf(ctx.store, draw);
      const path = ctx.files.temporary(`.${input.kind}`);
      const name = `draw-${draw.number}.${input.kind}`;
      if (input.kind === 'json') {
        await writeFile(path, `${JSON.stringify(protocol, null, 1)}\n`);
        return { token: ctx.files.offer({ path, name, type: 'application/json' }), name };
      }
      await writeProtocolPdf(path, protocol, await shownWinners(ctx.store, draw), input.language);
      return { token: ctx.files.offer({ path, name, type: 'application/pdf' }), name };
    }),
};

export const drawsRouters = { draws: router({ ...steps, ...views }) };
