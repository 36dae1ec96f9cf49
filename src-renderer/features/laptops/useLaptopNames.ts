import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { laptopsTexts } from './laptops.texts.ts';

/** What people call a laptop, by its node; one that the list does not have is called by the node itself. */
export const useLaptopNames = (): ((node: string) => string) => {
  const t = useTexts(laptopsTexts);
  const laptops = useQuery(api.laptops.list.queryOptions()).data?.laptops;
  return (node) => laptops?.find((laptop) => laptop.node === node)?.name ?? t('nameless', { id: node });
};
