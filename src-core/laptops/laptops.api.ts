import { z } from 'zod';
import {
  adoptAccount,
  dropAdoptedAccount,
  fail,
  keepOwnAccount,
  LANGUAGES,
  LONGEST_PHRASE,
  procedure,
  readOrganisation,
  ROLES,
  router,
  SHORTEST_PHRASE,
} from '../access/index.ts';
import type { DeskContext, Role } from '../access/index.ts';
import { qrMatrix, qrPath } from '../documents/qr/qr.ts';
import { openKept } from '../sync/index.ts';
import { DECISIONS } from './laptops.schema.ts';
import { keepOwnLaptop, noteDecision, readLaptops, renameLaptop, revokeLaptop } from './laptops.store.ts';

const id = z.string().min(1).max(100);
const name = z.string().trim().min(1).max(100);
const address = z.string().trim().min(1).max(300);
const role = z.enum(ROLES);

/** The organisation's laptops: who is there, letting one in, shutting one out. */
const laptopsRouter = router({
  list: procedure('laptops.read').query(async ({ ctx }) => ({
    node: ctx.store.node,
    laptops: await readLaptops(ctx.store, ctx.store.node),
  })),
  /** Throws LAPTOP_NOT_FOUND. */
  rename: procedure('laptops.manage')
    .input(z.object({ id, name }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'laptops.rename' }, (writing) =>
        renameLaptop(writing, input.id, input.name),
      );
      return { tx };
    }),
  /** Shuts a laptop out, everywhere the news reaches. Throws LAPTOP_NOT_FOUND, OWN_LAPTOP, LAST_OWNER_LAPTOP. */
  revoke: procedure('laptops.manage')
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'laptops.revoke' }, (writing) =>
        revokeLaptop(writing, ctx.store.node, input.id),
      );
      return { tx };
    }),
  /** A new way in, for ten minutes and one laptop, with the drawing of its code. Throws NO_WAY_IN, ROLE_NOT_YOURS. */
  invite: procedure('laptops.manage')
    .input(z.object({ role }))
    .mutation(async ({ ctx, input }) => {
      if (input.role === 'owner' && ctx.actor.role !== 'owner')
        throw fail('refused', 'ROLE_NOT_YOURS', { role: input.role });
      const invitation = await ctx.links.invite({
        store: ctx.store,
        role: input.role,
        actor: ctx.actor.id,
      });
      const matrix = qrMatrix(invitation.qr, 'M');
      return { ...invitation, drawing: { size: matrix.size, path: qrPath(matrix) } };
    }),
  /**
   * Joins an organisation. A laptop that has nothing yet says who will sit here; `name`: the laptop's own, else it is called by that person.
   * Throws OWNER_MISSING, and what `Links.join` throws; nothing of it is left where it is cancelled.
   */
  join: procedure('laptops.join')
    .input(
      z.object({
        address,
        phrase: z.string().trim().min(SHORTEST_PHRASE).max(LONGEST_PHRASE),
        name: name.optional(),
        owner: z.object({ name: z.string().trim().min(1).max(200), language: z.enum(LANGUAGES) }).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { owner } = input;
      const isFresh = (await readOrganisation(ctx.store)) === null;
      if (isFresh && owner === null) throw fail('invalid', 'OWNER_MISSING');
      if (!isFresh) await ctx.backups.make('import');
      const joined = await ctx.links.join({
        store: ctx.store,
        address: input.address,
        phrase: input.phrase,
        onPaired: (as) => settleIn(ctx, as, isFresh ? owner : null),
        onCancelled: async () => {
          if (isFresh)
            await ctx.store.write({ actor: ctx.actor.id, action: 'laptops.cancelJoin' }, dropAdoptedAccount);
        },
      });
      await ctx.store.write({ actor: ctx.actor.id, action: 'laptops.join' }, (tx) =>
        keepOwnLaptop(tx, ctx.store.node, {
          name: input.name ?? owner?.name ?? ctx.actor.name,
          role: joined.role,
        }),
      );
      return joined;
    }),
  /** Ends the joining that runs, here or in another window, and leaves nothing of it behind. */
  cancelJoin: procedure('laptops.cancelJoin').mutation(async ({ ctx }) => ({
    outcome: await ctx.links.cancelJoin(),
  })),
});

/** Before the others' log comes: who sits here has an account of their own, and stays who they are. */
async function settleIn(
  ctx: DeskContext,
  as: Role,
  owner: { readonly name: string; readonly language: (typeof LANGUAGES)[number] } | null,
): Promise<void> {
  await ctx.store.write({ actor: ctx.actor.id, action: 'laptops.join' }, (tx) =>
    owner === null ? keepOwnAccount(tx) : adoptAccount(tx, owner, as),
  );
}

/** This laptop's ways to the others. */
const linksRouter = router({
  state: procedure('links.read').query(({ ctx }) => ctx.links.state()),
  /** The networks that this laptop is in, the likeliest first. */
  addresses: procedure('links.use').query(({ ctx }) => ctx.doors.addresses()),
  /** Throws OWNER_MISSING at a laptop that has nothing yet, RELAY_UNREACHABLE, RELAY_CODE_WRONG, NOT_A_RELAY, OTHER_PROTOCOL, TOO_MANY. */
  connectRelay: procedure('links.manage')
    .input(z.object({ address, code: z.string().trim().min(1).max(200) }))
    .mutation(async ({ ctx, input }) => {
      if ((await readOrganisation(ctx.store)) === null) throw fail('invalid', 'OWNER_MISSING');
      await ctx.links.connectRelay({ store: ctx.store, ...input });
    }),
  syncNow: procedure('links.use')
    .input(z.object({ id: id.optional() }))
    .mutation(({ ctx, input }) => ctx.links.syncNow(input.id)),
  forget: procedure('links.manage')
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => ctx.links.forget(input.id)),
  /** Throws ADDRESS_GONE. */
  openLan: procedure('links.use')
    .input(z.object({ address }))
    .mutation(({ ctx, input }) => ctx.links.openLan({ store: ctx.store, ...input })),
  closeLan: procedure('links.use').mutation(({ ctx }) => ctx.links.closeLan()),
  /** What another node keeps aside; without an id, what this laptop itself keeps of those that brought it over the LAN. */
  kept: procedure('links.manage')
    .input(z.object({ id: id.optional() }))
    .query(({ ctx, input }) =>
      input.id === undefined ? openKept(ctx.store, noteDecision).list() : ctx.links.keptAt(input.id),
    ),
  /** Takes in or deletes what is kept there of a removed laptop, up to the moment that was looked at. Throws LINK_NOT_FOUND, LINK_DOWN. */
  decideKept: procedure('links.manage')
    .input(
      z.object({
        id: id.optional(),
        node: id,
        decision: z.enum(DECISIONS),
        lastAt: z.iso.datetime().optional(),
      }),
    )
    .mutation(async ({ ctx, input: { id: where, ...what } }) => {
      if (where === undefined) await openKept(ctx.store, noteDecision).decide(ctx.actor.id, what);
      else await ctx.links.decideKept(where, what);
    }),
});

export const laptopsRouters = { laptops: laptopsRouter, links: linksRouter };
