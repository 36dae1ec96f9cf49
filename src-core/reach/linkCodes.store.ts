import { createHash, randomBytes } from 'node:crypto';
import { fail } from '../access/index.ts';
import { record } from '../store/index.ts';
import type { DomainTx } from '../store/index.ts';
import { LINK_CODE_BYTES, LINK_CODE_LIFE, linkCodeOf, readLinkCode } from './linkCode.ts';
import { linkCodeTable } from './reach.schema.ts';
import type { ReachTables } from './reach.schema.ts';

/** `self`: the phone is the person's. `guardian`: it is a parent's of that person. */
export type LinkPurpose = ReachTables['link_code']['purpose'];
export type LinkMeaning = { readonly personId: string; readonly purpose: LinkPurpose };

/** The row's id; the code itself is kept nowhere. */
const idOf = (code: string): string => createHash('sha256').update(code).digest('hex');

/** Makes a one-time code for a person; out: the code, which cannot be read again. */
export async function makeLinkCode(
  tx: DomainTx,
  { personId, purpose }: LinkMeaning,
  random: (bytes: number) => Uint8Array = randomBytes,
): Promise<string> {
  let code: string | null = null;
  while (code === null) code = linkCodeOf(random(LINK_CODE_BYTES));
  await record(tx, linkCodeTable, idOf(code), {
    person_id: personId,
    purpose,
    made_at: tx.at,
    expires_at: new Date(Date.parse(tx.at) + LINK_CODE_LIFE).toISOString(),
  });
  return code;
}

/** Uses a code up, however it was typed. Throws LINK_CODE_UNKNOWN, LINK_CODE_USED, LINK_CODE_EXPIRED. */
export async function redeemCode(tx: DomainTx, typed: string): Promise<LinkMeaning> {
  const code = readLinkCode(typed);
  const row =
    code === null
      ? undefined
      : await tx
          .read<ReachTables & { person: { id: string; deleted_at: string | null } }>()
          .selectFrom('link_code')
          .innerJoin('person', 'person.id', 'link_code.person_id')
          .where('link_code.id', '=', idOf(code))
          .where('link_code.deleted_at', 'is', null)
          .where('person.deleted_at', 'is', null)
          .select(['link_code.id', 'person_id', 'purpose', 'expires_at', 'used_at'])
          .executeTakeFirst();
  if (row === undefined) throw fail('not-found', 'LINK_CODE_UNKNOWN');
  if (row.used_at !== null) throw fail('conflict', 'LINK_CODE_USED');
  if (row.expires_at <= tx.at) throw fail('conflict', 'LINK_CODE_EXPIRED');
  await record(tx, linkCodeTable, row.id, { used_at: tx.at });
  return { personId: row.person_id, purpose: row.purpose };
}
