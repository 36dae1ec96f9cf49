import { Select, Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { toastDone } from '../../ui/toasts.ts';
import styles from './laptops.module.css';
import { laptopsTexts } from './laptops.texts.ts';
import type { LinksState } from './shape.ts';
import { useNetworks } from './useNetworks.ts';

/** The switch that lets laptops of the organisation in from one of this laptop's networks. */
export const Lan = ({ lan }: { readonly lan: LinksState['lan'] }) => {
  const t = useTexts(laptopsTexts);
  const networks = useNetworks();
  const [chosen, setChosen] = useState<string>();
  const open = useMutation(api.links.openLan.mutationOptions({ onSuccess: () => toastDone(t('lanOpened')) }));
  const close = useMutation(
    api.links.closeLan.mutationOptions({ onSuccess: () => toastDone(t('lanClosed')) }),
  );
  const address = lan?.address ?? chosen ?? networks?.[0]?.value;
  return (
    <>
      <p className={styles.hint}>{t('lanLead')}</p>
      {networks?.length === 0 && lan === null && <p className={styles.warn}>{t('lanNone')}</p>}
      {(lan !== null || (networks !== undefined && networks.length > 0)) && (
        <div className={styles.lan}>
          <Select
            label={t('lanAddress')}
            disabled={lan !== null}
            data={
              lan === null || networks === undefined ? [...(networks ?? [])] : withOwn(networks, lan.address)
            }
            value={address ?? null}
            onChange={(next) => setChosen(next ?? undefined)}
          />
          <Switch
            label={t('lanOpen')}
            checked={lan !== null}
            disabled={open.isPending || close.isPending || address === undefined}
            onChange={() => {
              if (lan !== null) close.mutate();
              else if (address !== undefined) open.mutate({ address });
            }}
          />
        </div>
      )}
      {lan !== null && <p className={styles.at}>{t('lanAt', { url: lan.url })}</p>}
    </>
  );
};

/** The open address may have gone from the list; it is shown all the same. */
const withOwn = (
  networks: readonly { readonly value: string; readonly label: string }[],
  own: string,
): { value: string; label: string }[] =>
  networks.some(({ value }) => value === own) ? [...networks] : [{ value: own, label: own }, ...networks];
