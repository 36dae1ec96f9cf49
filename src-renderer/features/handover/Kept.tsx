import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { useLaptopNames } from '../laptops/useLaptopNames.ts';
import styles from './conflicts.module.css';
import { conflictsTexts } from './conflicts.texts.ts';
import { useNames } from './useNames.ts';

/** What came from another laptop and could not be applied, with the reason and another try; nothing where all was. */
export const Kept = () => {
  const t = useTexts(conflictsTexts);
  const formats = useFormats();
  const names = useNames();
  const laptopOf = useLaptopNames();
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
      <ul className={styles.kept}>
        {kept.data.map(({ table, reason, node, count, at }) => (
          <li key={`${table} ${reason} ${node}`}>
            <span className={styles.keptCount}>{formats.number(count)}</span>
            <div>
              <strong>{names.table(table)}</strong>
              <span className={styles.quiet}>
                {node !== null &&
                  t('keptFrom', { name: laptopOf(node), at: at === null ? '' : formats.dateTime(at) })}
              </span>
              <p>{t(`r_${reason}`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
