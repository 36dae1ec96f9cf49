import { can, type Permission } from '../../../src-core/access/permissions.rules.ts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';

export type Laptop = Outputs['laptops']['list']['laptops'][number];
export type LinksState = Outputs['links']['state'];
export type LinkState = LinksState['links'][number];
export type Invitation = Outputs['laptops']['invite'];

/** How things stand with the relay and the other laptops; the live stream keeps it fresh. */
export const useLinks = () => useQuery(api.links.state.queryOptions());

/** Whether whoever sits here may do it; false until that is known. */
export const useMay = (permission: Permission): boolean => {
  const state = useQuery(api.setup.state.queryOptions());
  return state.data !== undefined && can(state.data.actor.role, permission);
};
