import { fail } from '../access/index.ts';
import { codeOf, fullName, personTable } from '../people/index.ts';
import type { PeopleTables } from '../people/index.ts';
import { factId, record } from '../store/index.ts';
import type { DomainTx } from '../store/index.ts';
import { relayTables } from '../sync/index.ts';
import { ownersOfChat } from './contacts.store.ts';
import type { Reads } from './contacts.store.ts';
import { guardianshipTable } from './reach.schema.ts';
import type { ReachTables } from './reach.schema.ts';

export type FamilyMember = { readonly personId: string; readonly name: string };
/** A person whom a chat speaks for. */
export type ChatPerson = FamilyMember & { readonly isOwn: boolean };

const idOf = (guardianId: string, childId: string): string => factId('guardianship', guardianId, childId);

async function isLiving(reading: Reads, id: string): Promise<boolean> {
  const row = await reading
    .read<PeopleTables>()
    .selectFrom('person')
    .select('id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Throws PERSON_NOT_FOUND, OWN_GUARDIAN. */
export async function linkGuardian(tx: DomainTx, guardianId: string, childId: string): Promise<void> {
  if (guardianId === childId) throw fail('conflict', 'OWN_GUARDIAN');
  for (const id of [guardianId, childId])
    if (!(await isLiving(tx, id))) throw fail('not-found', 'PERSON_NOT_FOUND', { id });
  await record(tx, guardianshipTable, idOf(guardianId, childId), {
    guardian_id: guardianId,
    child_id: childId,
    deleted_at: null,
  });
}

/** Out: whether there was one. */
export async function unlinkGuardian(tx: DomainTx, guardianId: string, childId: string): Promise<boolean> {
  const id = idOf(guardianId, childId);
  const known = await tx
    .read<ReachTables>()
    .selectFrom('guardianship')
    .select('id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return known === undefined ? false : record(tx, guardianshipTable, id, { deleted_at: tx.at });
}

const family = async (
  reading: Reads,
  ids: readonly string[],
  { of, sought }: { of: 'guardian_id' | 'child_id'; sought: 'guardian_id' | 'child_id' },
): Promise<readonly FamilyMember[]> => {
  if (ids.length === 0) return [];
  const rows = await reading
    .read<ReachTables & PeopleTables>()
    .selectFrom('guardianship')
    .innerJoin('person', 'person.id', `guardianship.${sought}`)
    .where(`guardianship.${of}`, 'in', ids)
    .where('guardianship.deleted_at', 'is', null)
    .where('person.deleted_at', 'is', null)
    .select(['person.id', 'family_name', 'given_name', 'patronymic'])
    .distinct()
    .orderBy('family_name')
    .orderBy('given_name')
    .orderBy('person.id')
    .execute();
  return rows.map(({ id, ...name }) => ({ personId: id, name: fullName(name) }));
};

/** The children that these people answer for, by name. */
export const childrenOf = (
  reading: Reads,
  guardianIds: readonly string[],
): Promise<readonly FamilyMember[]> =>
  family(reading, guardianIds, { of: 'guardian_id', sought: 'child_id' });

/** Who answers for this person, by name. */
export const guardiansOf = (reading: Reads, childId: string): Promise<readonly FamilyMember[]> =>
  family(reading, [childId], { of: 'child_id', sought: 'guardian_id' });

/** Everybody whom a chat speaks for: those whose phone it is first, then their children. */
export async function personsOfChat(reading: Reads, chatId: string): Promise<readonly ChatPerson[]> {
  const owners = await ownersOfChat(reading, chatId);
  if (owners.length === 0) return [];
  const rows = await reading
    .read<PeopleTables>()
    .selectFrom('person')
    .where('id', 'in', owners)
    .where('deleted_at', 'is', null)
    .select(['id', 'family_name', 'given_name', 'patronymic'])
    .execute();
  const own = owners.flatMap((owner) => {
    const row = rows.find(({ id }) => id === owner);
    return row === undefined ? [] : [{ personId: owner, name: fullName(row), isOwn: true }];
  });
  const children = (
    await childrenOf(
      reading,
      own.map(({ personId }) => personId),
    )
  )
    .filter(({ personId }) => !owners.includes(personId))
    .map((child) => ({ ...child, isOwn: false }));
  return [...own, ...children];
}

/** A person as a relay writes them: what is sealed from it, it leaves empty. */
const [relayPerson] = relayTables([personTable]);

/** A card for a parent who comes by a child's code and is nobody yet; out: the id. The name is what their Telegram says. */
export async function addGuardian(tx: DomainTx, name: string): Promise<string> {
  const id = tx.newId();
  const given = name.trim().slice(0, 100);
  await record(tx, relayPerson as typeof personTable, id, {
    kind: 'guest',
    status: 'active',
    given_name: given === '' ? '?' : given,
    code: codeOf(id),
  });
  return id;
}
