import { useQuery } from '@tanstack/react-query';
import { can, type Permission } from '../../src-core/access/permissions.rules.ts';
import { api } from './client.ts';

/** Whether whoever sits here may do it; false until that is known. */
export const useMay = (permission: Permission): boolean => {
  const state = useQuery(api.setup.state.queryOptions());
  return state.data !== undefined && can(state.data.actor.role, permission);
};
