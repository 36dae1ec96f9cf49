import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { conflictsTexts } from './conflicts.texts.ts';
import styles from './handover.module.css';
import { useNames } from './useNames.ts';

/** What came from another laptop and could not be applied, with the reason and another try; nothing where all was. */
export const Kept = () => {
  const t = useTexts(conflictsTexts);
  const names = useNames();
  const kept = useQuery(api.conflicts.kept.queryOptions());
  const retry = useMutation(
    api.conflicts.retry.mutationOptions({
      onSuccess: ({ applied }) => toastDone(t('retried', { count: applied })),
      onSettled: () => queryClient.invalidateQueries(api.conflicts.pathFilter()),
    }),
  );
  if (kept.data === undefined || kept.data.length === 0) return null;
  return (
    <Panel
      title={t('keptTitle')}
      aside={
        <Button size="compact-sm" variant="light" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t('retry')}
        </Button>
      }
    >
      <p className={styles.lead}>{t('keptLead')}</p>
      <ul>
        {kept.data.map(({ table, reason, count }) => (
          <li key={`${table} ${reason}`}>
            {t('keptLine', { what: names.table(table), count, reason: t(`r_${reason}`) })}
          </li>
        ))}
      </ul>
    </Panel>
  );
};
