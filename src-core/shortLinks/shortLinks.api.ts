import { z } from 'zod';
import { procedure, router } from '../access/index.ts';
import type { DeskContext } from '../access/index.ts';
import { qrMatrix, qrPath } from '../documents/qr/qr.ts';
import { SHORT_LINK_KINDS } from './shortLinks.schema.ts';
import { linkOf, makeLink, removeLinks } from './shortLinks.store.ts';
import type { ShortLink } from './shortLinks.store.ts';

const targetInput = z.object({ kind: z.enum(SHORT_LINK_KINDS), target: z.string().min(1).max(64) });

/** The relay's address with a slash at its end, or null where this laptop is connected to none. */
function relayAddress({ links }: DeskContext): string | null {
  const relay = links.state().links.find(({ kind }) => kind === 'relay');
  return relay === undefined ? null : `${relay.address.replace(/\/+$/, '')}/`;
}

/** The link as a screen shows it; address and QR code are null until there is a relay that answers it. */
function shown(ctx: DeskContext, link: ShortLink) {
  const base = relayAddress(ctx);
  if (base === null) return { ...link, url: null, qr: null };
  const url = `${base}${link.code}`;
  const matrix = qrMatrix(url, 'M');
  return { ...link, url, qr: { path: qrPath(matrix), size: matrix.size } };
}

export const shortLinksRouter = router({
  /** The short link of an event or a course, where it has one; and whether a relay is there to answer it. */
  ofTarget: procedure('shortLinks.read')
    .input(targetInput)
    .query(async ({ ctx, input }) => {
      const link = await linkOf(ctx.store, input);
      return { hasRelay: relayAddress(ctx) !== null, link: link === null ? null : shown(ctx, link) };
    }),

  make: procedure('shortLinks.write')
    .input(targetInput)
    .mutation(async ({ ctx, input }) => {
      const { tx, value } = await ctx.store.write(
        { actor: ctx.actor.id, action: 'shortLinks.make' },
        (writing) => makeLink(writing, input),
      );
      return { tx, link: shown(ctx, value) };
    }),

  /** Takes the address away; whoever scans it then reads that there is nothing. */
  remove: procedure('shortLinks.write')
    .input(targetInput)
    .mutation(async ({ ctx, input }) => {
      const { tx } = await ctx.store.write({ actor: ctx.actor.id, action: 'shortLinks.remove' }, (writing) =>
        removeLinks(writing, input),
      );
      return { tx };
    }),
});
