import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useMay } from '../../api/useMay.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { Appearance } from './Appearance.tsx';
import { Backups } from './Backups.tsx';
import { OrganisationForm } from './OrganisationForm.tsx';
import { MessageRules } from '../messages/MessageRules.tsx';
import { laptopsTexts } from '../laptops/laptops.texts.ts';
import styles from './settings.module.css';
import { settingsTexts } from './settings.texts.ts';

/** All settings on one page: there are few, and each takes effect at once. */
export const Settings = () => {
  const t = useTexts(settingsTexts);
  const mayBackUp = useMay('backup.read');
  const laptops = useTexts(laptopsTexts);
  return (
    <Page narrow>
      <PageHeader title={t('title')} />
      <Panel title={t('appearance')}>
        <Appearance />
      </Panel>
      <Panel title={t('organisation')}>
        <OrganisationForm />
      </Panel>
      <Panel title={laptops('settingsTitle')}>
        <div className={styles.row}>
          <span className={styles.says}>{laptops('settingsText')}</span>
          <Button component={Link} href="/laptops" variant="light">
            {laptops('settingsGo')}
          </Button>
        </div>
      </Panel>
      <MessageRules />
      {mayBackUp && <Backups />}
      <Panel title={t('about')}>{t('aboutText', { version: ORDA_VERSION })}</Panel>
    </Page>
  );
};
