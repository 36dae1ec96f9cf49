import { randomBytes } from 'node:crypto';
import { fail } from '../access/index.ts';
import type { EventsTables } from '../events/index.ts';
import { factId, record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { CODE_BYTES, codeOf } from './shortCode.ts';
import { shortLinkTable } from './shortLinks.schema.ts';
import type { ShortLinkKind, ShortLinksTables } from './shortLinks.schema.ts';

export type Target = { readonly kind: ShortLinkKind; readonly target: string };

/** Of the forms' tables what is asked here. */
type FormUses = { readonly form_use: { readonly id: string; readonly deleted_at: string | null } };

export type ShortLink = { readonly code: string; readonly madeAt: string };

const shortLinkId = (code: string): string => factId('short_link', code);

function livingLinks(reading: Reading, { kind, target }: Target) {
  return reading
    .read<ShortLinksTables>()
    .selectFrom('short_link')
    .where('target', '=', target)
    .where('kind', '=', kind)
    .where('deleted_at', 'is', null);
}

/** The link of an event or a course, or null. Two laptops may have made one each: both lead there, and the older is shown. */
export async function linkOf(reading: Reading, what: Target): Promise<ShortLink | null> {
  const found = await livingLinks(reading, what)
    .select(['code', 'made_at as madeAt'])
    .orderBy('made_at')
    .orderBy('code')
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}

/** The synced row behind each kind of link: its table, and what is said where it is not there. Forms stand in a slice beside this one. */
const TARGETS = {
  event: ['event', 'EVENT_NOT_FOUND'],
  course: ['event_template', 'TEMPLATE_NOT_FOUND'],
  form: ['form_use', 'FORM_NOT_FOUND'],
  checkIn: ['event', 'EVENT_NOT_FOUND'],
} as const satisfies Readonly<Record<ShortLinkKind, readonly [string, string]>>;

/** Throws EVENT_NOT_FOUND, TEMPLATE_NOT_FOUND, FORM_NOT_FOUND. A ready-made template is nobody's course and has no page. */
async function refuseMissing(reading: Reading, { kind, target }: Target): Promise<void> {
  const [table, code] = TARGETS[kind];
  const found = await reading
    .read<EventsTables & FormUses>()
    .selectFrom(table)
    .where('id', '=', target)
    .where('deleted_at', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (found === undefined) throw fail('not-found', code, { id: target });
}

/**
 * Gives an event or a course its short link; the one that it has, where it has one. A code that has been in use, also of a link that
 * was taken away, is not drawn again: it may stand on a poster.
 */
export async function makeLink(
  tx: Tx,
  what: Target,
  random: (bytes: number) => Uint8Array = randomBytes,
): Promise<ShortLink> {
  await refuseMissing(tx, what);
  const known = await linkOf(tx, what);
  if (known !== null) return known;
  for (;;) {
    const code = codeOf(random(CODE_BYTES));
    if (code === null || (await isTaken(tx, code))) continue;
    await record(tx, shortLinkTable, shortLinkId(code), { code, ...what, made_at: tx.at });
    return { code, madeAt: tx.at };
  }
}

async function isTaken(reading: Reading, code: string): Promise<boolean> {
  const row = await reading
    .read<ShortLinksTables>()
    .selectFrom('short_link')
    .where('id', '=', shortLinkId(code))
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes every link of an event or a course away: their addresses lead nowhere from then on. */
export async function removeLinks(tx: Tx, what: Target): Promise<void> {
  const ids = await livingLinks(tx, what).select('id').execute();
  for (const { id } of ids) await record(tx, shortLinkTable, id, { deleted_at: tx.at });
}
