import { record } from '../store/index.ts';
import type { Reading, Store, Tx, Written } from '../store/index.ts';
import { accountTable, organisationTable } from './access.schema.ts';
import type { AccessTables, Organisation } from './access.schema.ts';
import type { Actor, Language } from './context.ts';
import type { Role } from './permissions.rules.ts';

export const ORGANISATION_ID = 'organisation';

/** Stands in until the first start is done. */
export const OWNER_TO_BE: Actor = { id: 'owner', name: '', role: 'owner' };

/** The organisation, or null before the first start is done. */
export async function readOrganisation(reading: Pick<Reading, 'read'>): Promise<Organisation | null> {
  const row = await reading
    .read<AccessTables>()
    .selectFrom('organisation')
    .selectAll()
    .where('id', '=', ORGANISATION_ID)
    .executeTakeFirst();
  return row ?? null;
}

/** Where this laptop notes which account sits at it: after a handover there are those of the other laptop too. */
const OWN_ACCOUNT = 'account';

const ownAccount = (reading: Reading): string | undefined =>
  reading.localRows<{ value: string }>(`SELECT value FROM meta WHERE key = '${OWN_ACCOUNT}'`)[0]?.value;

/** Who is at the desk until accounts have screens of their own: the account that was noted here, else the owner's. */
export async function readOwner(reading: Reading): Promise<Actor> {
  const own = ownAccount(reading);
  const query = reading
    .read<AccessTables>()
    .selectFrom('account')
    .select(['id', 'name', 'role'])
    .where('deleted_at', 'is', null);
  const sought = own === undefined ? query.where('role', '=', 'owner') : query.where('id', '=', own);
  return (await sought.orderBy('id').executeTakeFirst()) ?? OWNER_TO_BE;
}

function noteOwnAccount(tx: Tx, id: string): void {
  tx.engine.run(
    `INSERT INTO meta (key, value) VALUES ('${OWN_ACCOUNT}', ?) ON CONFLICT (key) DO NOTHING`,
    id,
  );
}

/** Before another laptop's accounts come: who sits here stays who they are. */
export async function keepOwnAccount(tx: Tx): Promise<void> {
  const { id } = await readOwner(tx);
  if (id !== OWNER_TO_BE.id) noteOwnAccount(tx, id);
}

/** Makes an account for whoever sits at a laptop that takes another's event over, or joins. Done again, it is the same account. */
export async function adoptAccount(
  tx: Tx,
  owner: { readonly name: string; readonly language: Language },
  role: Role = 'owner',
): Promise<void> {
  const id = ownAccount(tx) ?? tx.newId();
  noteOwnAccount(tx, id);
  await record(tx, accountTable, id, { name: owner.name, role, language: owner.language });
}

/** Takes `adoptAccount` back where a joining was cancelled before anything had come: nobody sits here yet. */
export async function dropAdoptedAccount(tx: Tx): Promise<void> {
  const id = ownAccount(tx);
  if (id === undefined) return;
  await record(tx, accountTable, id, { deleted_at: tx.at });
  tx.engine.run(`DELETE FROM meta WHERE key = '${OWN_ACCOUNT}'`);
}

/** What those who wrote are called, by the id of their account: other laptops' accounts too. */
export async function readAccountNames(reading: Reading): Promise<ReadonlyMap<string, string>> {
  const rows = await reading.read<AccessTables>().selectFrom('account').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
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
