/**
 * What a volunteer's device may do. Whoever holds one is a volunteer of the matrix; the two roles here take away from that.
 * One thing is added, and the organizer gives it by inviting a supervisor: see `seesFlags`.
 */
import { can } from '../access/index.ts';
import type { Permission } from '../access/index.ts';
import { TABLET_ROLES } from './tablets.rules.ts';
import type { TabletRole } from './tablets.rules.ts';

const both: readonly TabletRole[] = TABLET_ROLES;
const supervisors: readonly TabletRole[] = ['supervisor'];

/** Everything that a tablet can ask for: the right of the matrix that it takes, and which of the roles have it. */
export const TABLET_RIGHTS = {
  state: { permission: 'checkIn.read', roles: both },
  scan: { permission: 'checkIn.mark', roles: both },
  leave: { permission: 'checkIn.mark', roles: both },
  acknowledge: { permission: 'checkIn.mark', roles: both },
  undo: { permission: 'checkIn.mark', roles: both },
  search: { permission: 'checkIn.read', roles: supervisors },
  mark: { permission: 'checkIn.mark', roles: supervisors },
} as const satisfies Readonly<
  Record<string, { readonly permission: Permission; readonly roles: readonly TabletRole[] }>
>;
export type TabletProcedure = keyof typeof TABLET_RIGHTS;

/**
 * Whether a device of this role is told what a flag says. A volunteer of the matrix hears only that there is something; a
 * supervisor settles doubtful cases at the door, and what is to be minded of somebody is one. They are told of people alone
 * whom this device has just marked, until it was acknowledged, and never by the search.
 */
export const seesFlags = (role: TabletRole): boolean => supervisors.includes(role);

/** Whether a device of this role may name a person otherwise than by what it scanned. */
export const knowsIds = (role: TabletRole): boolean => supervisors.includes(role);

/** Whether a device of this role may call the procedure. */
export function mayCall(role: TabletRole, procedure: TabletProcedure): boolean {
  const { permission, roles } = TABLET_RIGHTS[procedure];
  return can('volunteer', permission) && roles.includes(role);
}
