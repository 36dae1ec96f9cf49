import { record } from '../store/index.ts';
import type { Reading, Store, Written } from '../store/index.ts';
import { accountTable, organisationTable } from './access.schema.ts';
import type { AccessTables, Organisation } from './access.schema.ts';
import type { Actor, Language } from './context.ts';

export const ORGANISATION_ID = 'organisation';

/** Stands in until the first start is done. */
export const OWNER_TO_BE: Actor = { id: 'owner', name: '', role: 'owner' };

/** The organisation, or null before the first start is done. */
export async function readOrganisation(reading: Reading): Promise<Organisation | null> {
  const row = await reading
    .read<AccessTables>()
    .selectFrom('organisation')
    .selectAll()
    .where('id', '=', ORGANISATION_ID)
    .executeTakeFirst();
  return row ?? null;
}

/** The owner's account, who is at the desk until accounts have screens of their own. */
export async function readOwner(reading: Reading): Promise<Actor> {
  const row = await reading
    .read<AccessTables>()
    .selectFrom('account')
    .select(['id', 'name', 'role'])
    .where('role', '=', 'owner')
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst();
  return row ?? OWNER_TO_BE;
}

export type OwnStart = {
  readonly name: string;
  readonly language: Language;
  readonly currency: string;
  readonly timeZone: string;
  readonly owner: string;
};

/** Writes the organisation and its owner in one transaction. Run again, it only changes what differs. */
export async function startOwn(store: Store, start: OwnStart): Promise<Written<void>> {
  const owner = await readOwner(store);
  return store.write({ actor: owner.id, action: 'setup.startOwn' }, async (tx) => {
    const { name, language, currency, timeZone: time_zone } = start;
    await record(tx, organisationTable, ORGANISATION_ID, { name, language, currency, time_zone });
    const account = owner.name === '' ? tx.newId() : owner.id;
    await record(tx, accountTable, account, { name: start.owner, role: 'owner', language });
  });
}
