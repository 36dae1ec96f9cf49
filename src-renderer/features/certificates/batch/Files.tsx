import { Button } from '@mantine/core';
import { IconFileTypePdf, IconFileZip, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, client } from '../../../api/client.ts';
import { useMakeFile } from '../../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { Panel } from '../../../ui/PageHeader.tsx';
import { printCertificates } from '../printFile.ts';
import styles from './batch.module.css';
import { batchTexts } from './batch.texts.ts';

/** The files of what an event has issued by a template: one document, an archive, or the printer. */
export const Files = ({ eventId, templateId }: { readonly eventId: string; readonly templateId: string }) => {
  const t = useTexts(batchTexts);
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const issued = useQuery(api.certificates.list.queryOptions({ eventId, templateId, revoked: false }));
  const total = issued.data?.total ?? 0;
  if (total === 0) return null;
  const start = (mode: 'merged' | 'each') => () =>
    client.certificates.print.mutate({ which: { eventId, templateId }, mode, language });
  const words = { making: t('making'), ready: t('ready') } as const;
  return (
    <Panel title={t('files')} aside={<span className={styles.quiet}>{t('filesFor', { count: total })}</span>}>
      <div className={styles.actions}>
        <Button
          variant="light"
          leftSection={<IconFileTypePdf size={17} aria-hidden />}
          onClick={() => makeFile(words, start('merged'))}
        >
          {t('merged')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileZip size={17} aria-hidden />}
          onClick={() => makeFile(words, start('each'))}
        >
          {t('each')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={17} aria-hidden />}
          onClick={() => void printCertificates(t('making'), start('merged'))}
        >
          {t('print')}
        </Button>
        <Button component={Link} href="/certificates/issued" variant="subtle">
          {t('list')}
        </Button>
      </div>
    </Panel>
  );
};
