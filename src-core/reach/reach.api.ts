import { z } from 'zod';
import { procedure, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import { qrMatrix, qrPath } from '../documents/qr/qr.ts';
import { readPerson } from '../people/index.ts';
import { CARD_KINDS } from './cardWays.rules.ts';
import { cardWaysOf, countOpenable, openCardWay, openForMany } from './cardWays.store.ts';
import { contactsOf, languageOf, unlink } from './contacts.store.ts';
import { childrenOf, guardiansOf, linkGuardian, unlinkGuardian } from './family.store.ts';
import { shownLinkCode } from './linkCode.ts';
import { makeLinkCode } from './linkCodes.store.ts';
import { readBotName } from './linking.store.ts';
import { CHANNELS } from './reach.rules.ts';
import { cardWayInput, familyInput, filterInput, openForInput, slipsInput } from './reach.inputs.ts';
import { isOpen } from './reachability.rules.ts';
import { readReach, reasonFor } from './reachability.store.ts';
import { waysIn } from './ways.rules.ts';

const personInput = z.object({ personId: z.string().min(1).max(64) });

/** The relay's address without a slash at its end; null where this laptop is connected to none. */
function relayAddress({ links }: DeskContext): string | null {
  const relay = links.state().links.find(({ kind }) => kind === 'relay');
  return relay === undefined ? null : relay.address.replace(/\/+$/, '');
}

const shownQr = (text: string) => {
  const matrix = qrMatrix(text, 'M');
  return { path: qrPath(matrix), size: matrix.size };
};

export const reachRouter = router({
  /** A person's phone: channels in their order, what of the card a relay may read, parents, children, the language that they are written to in, and why nothing reaches them. */
  ofPerson: procedure('reach.read')
    .input(personInput)
    .query(async ({ ctx, input: { personId } }) => {
      const { store } = ctx;
      await readPerson(store, personId);
      const contacts = (await contactsOf(store, [personId])).get(personId) ?? [];
      return {
        bot: await readBotName(store),
        relay: relayAddress(ctx),
        channels: contacts.map((contact) => ({
          kind: contact.kind,
          isOpen: isOpen(contact),
          linkedAt: contact.linked_at,
          blockedAt: contact.blocked_at,
          stoppedAt: contact.stopped_at,
        })),
        card: await cardWaysOf(store, personId),
        guardians: await guardiansOf(store, personId),
        children: await childrenOf(store, [personId]),
        language: await languageOf(store, personId),
        unreached: await reasonFor(store, personId),
      };
    }),

  /**
   * Makes a one-time code that links a phone with a person, and the addresses that carry it. Null addresses: the relay has no bot, or this laptop
   * has no relay.
   */
  makeCode: procedure('reach.write')
    .input(personInput.extend({ purpose: z.enum(['self', 'guardian']) }))
    .mutation(async ({ ctx, input }) => {
      await readPerson(ctx.store, input.personId);
      const { tx, value: code } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'reach.makeCode' },
        (writing) => makeLinkCode(writing, input),
      );
      const ways = waysIn(code, { bot: await readBotName(ctx.store), relay: relayAddress(ctx) });
      const best = ways.telegram ?? ways.page;
      return {
        tx,
        code: shownLinkCode(code),
        ...ways,
        qr: best === null ? null : shownQr(best),
      };
    }),

  unlink: procedure('reach.write')
    .input(personInput.extend({ kind: z.enum(CHANNELS) }))
    .mutation(async ({ ctx, input: { personId, kind } }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'reach.unlink' }, (writing) =>
        unlink(writing, personId, kind),
      );
      return { tx };
    }),

  /** Lets the relay read the card's e-mail or phone, so that messages can go there; renews it where the card has another one now. */
  openWay: procedure('reach.write')
    .input(cardWayInput)
    .mutation(async ({ ctx, input: { personId, kind } }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'reach.openWay' }, (writing) =>
        openCardWay(writing, personId, kind),
      );
      return { tx };
    }),

  /** For each way of the card: for how many of these it is open, and for how many it would be opened. */
  openable: procedure('reach.read')
    .input(openForInput)
    .query(async ({ ctx, input: { who } }) => {
      const [email, sms] = [
        await countOpenable(ctx.store, who, 'email'),
        await countOpenable(ctx.store, who, 'sms'),
      ];
      return { email, sms };
    }),

  /** Opens a way for everybody of these who has the address on their card and has not said no; one step for "undo". */
  openMany: procedure('reach.write')
    .input(openForInput.extend({ kind: z.enum(CARD_KINDS) }))
    .mutation(async ({ ctx, input: { who, kind } }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'reach.openMany' },
        (writing) => openForMany(writing, who, kind),
      );
      return { tx, opened: value };
    }),

  linkGuardian: procedure('reach.write')
    .input(familyInput)
    .mutation(async ({ ctx, input: { guardianId, childId } }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'reach.linkGuardian' }, (writing) =>
        linkGuardian(writing, guardianId, childId),
      );
      return { tx };
    }),

  unlinkGuardian: procedure('reach.write')
    .input(familyInput)
    .mutation(async ({ ctx, input: { guardianId, childId } }) => {
      const { tx } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'reach.unlinkGuardian' },
        (writing) => unlinkGuardian(writing, guardianId, childId),
      );
      return { tx };
    }),

  /** How much of the organisation can be written to, by group, and who cannot. */
  overview: procedure('reach.read')
    .input(filterInput)
    .query(async ({ ctx, input }) => ({
      ...(await readReach(ctx.store, input)),
      bot: await readBotName(ctx.store),
      relay: relayAddress(ctx),
    })),

  /** Prints slips with a code for each; out: the id of a job, whose file is had by `jobs.takeFile`. */
  slips: procedure('reach.write')
    .input(slipsInput)
    .mutation(({ ctx, input }) => ({
      job: ctx.jobs.start('reach.slips', { ...input, relay: relayAddress(ctx) }),
    })),
});
