import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { conflictsTexts } from './conflicts.texts.ts';
import styles from './handover.module.css';

/** On the first screen, where two laptops disagree: so many, and the way to them. */
export const ConflictsNotice = () => {
  const t = useTexts(conflictsTexts);
  const open = useQuery(api.conflicts.count.queryOptions());
  if (open.data === undefined || open.data.conflicts + open.data.kept === 0) return null;
  const { conflicts } = open.data;
  return (
    <div className={styles.notice} role="status">
      {conflicts > 0 ? t('notice', { count: conflicts }) : t('keptTitle')}{' '}
      <Link href="/conflicts">{t('noticeGo')}</Link>
    </div>
  );
};
