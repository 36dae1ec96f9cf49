import { Button } from '@mantine/core';
import { IconDeviceLaptop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../i18n/i18n.ts';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { useMay } from '../../api/useMay.ts';
import { addFailureTexts } from '../../api/sentence.ts';
import { laptopsFailureTexts } from './failures.texts.ts';
import { InviteLaptop } from './InviteLaptop.tsx';
import { JoinDialog } from './JoinDialog.tsx';
import { KeptFromRemoved } from './KeptFromRemoved.tsx';
import { LaptopList } from './LaptopList.tsx';
import { Lan } from './Lan.tsx';
import { NetworkLaptops } from './NetworkLaptops.tsx';
import { Relay } from './Relay.tsx';
import styles from './laptops.module.css';
import { laptopsTexts } from './laptops.texts.ts';
import { useLinks } from './shape.ts';

addFailureTexts(laptopsFailureTexts);

/** The laptops of the organisation: who is there, who comes in, who is shut out, and over which ways they reach each other. */
export const Laptops = () => {
  const t = useTexts(laptopsTexts);
  const links = useLinks().data;
  const mayManage = useMay('laptops.manage');
  const mayUse = useMay('links.use');
  const mayJoin = useMay('laptops.join');
  const [dialog, setDialog] = useState<'invite' | 'join'>();
  const relay = links?.links.find(({ kind }) => kind === 'relay');
  const others = links?.links.filter(({ kind }) => kind === 'laptop') ?? [];
  return (
    <Page narrow>
      <PageHeader
        title={t('title')}
        subtitle={t('lead')}
        actions={
          mayManage && (
            <Button
              leftSection={<IconDeviceLaptop size={18} aria-hidden />}
              onClick={() => setDialog('invite')}
            >
              {t('invite')}
            </Button>
          )
        }
      />
      <LaptopList mayManage={mayManage} />
      {mayManage && relay !== undefined && <KeptFromRemoved relayId={relay.id} />}
      {mayManage && <KeptFromRemoved />}
      {others.length > 0 && <NetworkLaptops links={others} />}
      {links !== undefined && (mayManage || relay !== undefined) && (
        <Panel title={t('relayTitle')}>
          <Relay link={relay} mayManage={mayManage} />
        </Panel>
      )}
      {links !== undefined && mayUse && (
        <Panel title={t('lanTitle')}>
          <Lan lan={links.lan} />
        </Panel>
      )}
      {mayJoin && (
        <p className={styles.foot}>
          {t('joinLead')}{' '}
          <button type="button" className={styles.plain} onClick={() => setDialog('join')}>
            {t('join')}
          </button>
        </p>
      )}
      {dialog === 'invite' && <InviteLaptop onClose={() => setDialog(undefined)} />}
      {dialog === 'join' && <JoinDialog onClose={() => setDialog(undefined)} />}
    </Page>
  );
};
