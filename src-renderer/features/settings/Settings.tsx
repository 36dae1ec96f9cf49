import { useTexts } from '../../i18n/i18n.ts';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { Appearance } from './Appearance.tsx';
import { Backups } from './Backups.tsx';
import { OrganisationForm } from './OrganisationForm.tsx';
import { settingsTexts } from './settings.texts.ts';

/** All settings on one page: there are few, and each takes effect at once. */
export const Settings = () => {
  const t = useTexts(settingsTexts);
  return (
    <Page narrow>
      <PageHeader title={t('title')} />
      <Panel title={t('appearance')}>
        <Appearance />
      </Panel>
      <Panel title={t('organisation')}>
        <OrganisationForm />
      </Panel>
      <Backups />
      <Panel title={t('about')}>{t('aboutText', { version: ORDA_VERSION })}</Panel>
    </Page>
  );
};
