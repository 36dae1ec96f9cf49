import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { laptopsTexts } from './laptops.texts.ts';

/** How often the networks are looked at again, in milliseconds: a Wi-Fi comes and goes without a word. */
const PACE = 5_000;

/** The networks that this laptop is in, for a choice; undefined until they are known. */
export const useNetworks = (): readonly { readonly value: string; readonly label: string }[] | undefined => {
  const t = useTexts(laptopsTexts);
  const found = useQuery({ ...api.links.addresses.queryOptions(), refetchInterval: PACE });
  return found.data?.map(({ address, name, kind }) => ({
    value: address,
    label: `${address} · ${t(`kind.${kind}`)} (${name})`,
  }));
};
