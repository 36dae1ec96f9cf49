/**
 * The one matrix of rights: which role may do what. The API, the screens and the exports all read it here; a contract
 * test walks every pair of role and procedure and checks that the server refuses what the matrix does not grant.
 */
export const ROLES = [
  'owner',
  'admin',
  'head',
  'manager',
  'finance',
  'teacher',
  'organizer',
  'volunteer',
] as const;
export type Role = (typeof ROLES)[number];

const everyone: readonly Role[] = ROLES;
const staff: readonly Role[] = ['owner', 'admin', 'head', 'manager', 'finance', 'teacher', 'organizer'];
const roster: readonly Role[] = ['owner', 'admin', 'head', 'manager', 'organizer'];
const door: readonly Role[] = ['owner', 'admin', 'head', 'manager', 'teacher', 'organizer', 'volunteer'];
const keepers: readonly Role[] = ['owner', 'admin'];

/** Each right with the roles that have it. */
export const PERMISSIONS = {
  'desk.use': everyone,
  'organisation.read': everyone,
  'organisation.write': keepers,
  'people.read': staff,
  'people.write': roster,
  'people.import': roster,
  'people.export': roster,
  'events.read': door,
  'events.write': roster,
  'checkIn.read': door,
  'checkIn.mark': door,
  'checkIn.annul': roster,
  'attention.read': staff,
  'attention.write': roster,
  'door.read': door,
  'door.open': roster,
  'door.decide': roster,
  'tablets.manage': roster,
  'stage.read': door,
  'attendance.export': roster,
  'draws.read': staff,
  'draws.run': roster,
  'draws.stage': everyone,
  'certificates.read': staff,
  'certificates.write': roster,
  'certificates.issue': roster,
  'certificates.revoke': roster,
  'certificates.verify': everyone,
  'certificates.keys': keepers,
  'shortLinks.read': door,
  'shortLinks.write': roster,
  'reach.read': staff,
  'reach.write': roster,
  'answers.read': staff,
  'answers.write': roster,
  'forms.read': staff,
  'forms.write': roster,
  'messages.read': staff,
  'messages.write': roster,
  'messages.settings': keepers,
  'funnel.read': staff,
  'handover.read': roster,
  'handover.make': roster,
  'handover.take': roster,
  'conflicts.read': staff,
  'conflicts.settle': roster,
  'laptops.read': staff,
  'laptops.manage': keepers,
  'laptops.join': roster,
  // Whoever joins may have become a volunteer in the middle of it.
  'laptops.cancelJoin': everyone,
  'links.read': everyone,
  'links.use': roster,
  'links.manage': keepers,
  'journal.read': staff,
  undo: roster,
  'jobs.watch': staff,
  'backup.read': keepers,
  'backup.make': keepers,
  'backup.restore': ['owner'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether the role has the right. */
export function can(role: Role, permission: Permission): boolean {
  const granted: readonly Role[] = PERMISSIONS[permission];
  return granted.includes(role);
}
