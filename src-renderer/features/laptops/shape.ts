import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';

export type Laptop = Outputs['laptops']['list']['laptops'][number];
export type LinksState = Outputs['links']['state'];
export type LinkState = LinksState['links'][number];
export type Invitation = Outputs['laptops']['invite'];

/** How things stand with the relay and the other laptops; the live stream keeps it fresh. */
export const useLinks = () => useQuery(api.links.state.queryOptions());
