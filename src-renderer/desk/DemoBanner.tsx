import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api, queryClient } from '../api/client.ts';
import { useTexts } from '../i18n/i18n.ts';
import styles from './desk.module.css';
import { deskTexts } from './desk.texts.ts';

/** Says on every page that nobody here is real, and offers the way to one's own. */
export const DemoBanner = () => {
  const t = useTexts(deskTexts);
  const [, navigate] = useLocation();
  const remove = useMutation(
    api.setup.removeDemo.mutationOptions({
      onSuccess: async () => {
        navigate('/');
        await queryClient.resetQueries();
      },
    }),
  );
  return (
    <div className={styles.demo} role="region" aria-label={t('demoBanner')}>
      <span>{t('demoBanner')}</span>
      <button
        type="button"
        className={styles.demoButton}
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {t('demoRemove')}
      </button>
    </div>
  );
};
