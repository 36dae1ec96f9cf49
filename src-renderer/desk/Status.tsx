import { useIsMutating, useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { api } from '../api/client.ts';
import { useConnected } from '../api/live.ts';
import { useMay } from '../api/useMay.ts';
import { useTexts } from '../i18n/i18n.ts';
import { useFormats } from '../i18n/useFormats.ts';
import shell from '../ui/shell/shell.module.css';
import { Conditions } from '../features/conditions/Conditions.tsx';
import { SyncStatus } from '../features/laptops/SyncStatus.tsx';
import { deskTexts } from './desk.texts.ts';

const watchNetwork = (watcher: () => void): (() => void) => {
  window.addEventListener('online', watcher);
  window.addEventListener('offline', watcher);
  return () => {
    window.removeEventListener('online', watcher);
    window.removeEventListener('offline', watcher);
  };
};

const useMinute = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
};

/** Whether all is saved, whether the program answers, how old the newest backup is, and what other laptops still lack. */
export const Status = () => {
  const t = useTexts(deskTexts);
  const formats = useFormats();
  const isConnected = useConnected();
  const isOnline = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  const isSaving = useIsMutating() > 0;
  const now = useMinute();
  const maySeeBackups = useMay('backup.read');
  const backups = useQuery({
    ...api.backups.list.queryOptions(),
    refetchInterval: 5 * 60_000,
    enabled: maySeeBackups,
  });
  const newest = backups.data?.files[0];
  const tone = !isConnected ? 'lost' : isSaving ? 'busy' : 'well';
  const words = { lost: t('lost'), busy: t('saving'), well: isOnline ? t('saved') : t('offline') } as const;
  return (
    <>
      <div className={shell.statusLine} role="status">
        <span className={shell.dot} data-tone={tone} />
        <span>{words[tone]}</span>
      </div>
      <div>
        {backups.data !== undefined &&
          (newest === undefined ? t('noBackup') : t('backupAge', { ago: formats.ago(newest.at, now) }))}
      </div>
      <SyncStatus />
      <Conditions isOnline={isOnline} />
    </>
  );
};
