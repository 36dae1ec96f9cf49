import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useNames } from '../handover/useNames.ts';
import styles from './laptops.module.css';
import { laptopsTexts } from './laptops.texts.ts';
import { useLaptopNames } from './useLaptopNames.ts';

type Kept = Outputs['links']['kept'][number];

/** How often the relay is asked what it keeps, in milliseconds. */
const PACE = 60_000;

/** The relay that keeps it; without one it is kept on this laptop. */
type Where = { readonly relayId?: string };

/** What laptops went on sending after their access was removed: somebody decides; nothing where nothing was sent. */
export const KeptFromRemoved = ({ relayId }: Where) => {
  const t = useTexts(laptopsTexts);
  const kept = useQuery({
    ...api.links.kept.queryOptions(placeOf(relayId)),
    refetchInterval: PACE,
    retry: false,
  });
  const removed = (kept.data ?? []).filter(({ reason }) => reason === 'revoked');
  if (removed.length === 0) return null;
  const byNode = Map.groupBy(removed, ({ node }) => node);
  return (
    <Panel title={t(relayId === undefined ? 'keptHereTitle' : 'keptTitle')}>
      <p className={styles.hint}>{t('keptLead')}</p>
      <ul className={styles.laptops}>
        {[...byNode].map(([node, lines]) => (
          <One key={node} {...(relayId !== undefined && { relayId })} node={node} lines={lines} />
        ))}
      </ul>
    </Panel>
  );
};

const placeOf = (relayId: string | undefined) => (relayId === undefined ? {} : { id: relayId });

type OneProps = Where & { readonly node: string; readonly lines: readonly Kept[] };

const One = ({ relayId, node, lines }: OneProps) => {
  const t = useTexts(laptopsTexts);
  const formats = useFormats();
  const names = useNames();
  const name = useLaptopNames()(node);
  const [isAsking, setAsking] = useState(false);
  const decide = useMutation(
    api.links.decideKept.mutationOptions({
      onSuccess: (_answer, { decision }) => toastDone(t(decision === 'accept' ? 'accepted' : 'dropped')),
      onSettled: async () => {
        setAsking(false);
        await Promise.all([
          queryClient.invalidateQueries(api.links.kept.pathFilter()),
          queryClient.invalidateQueries(api.conflicts.pathFilter()),
        ]);
      },
    }),
  );
  const count = lines.reduce((sum, line) => sum + line.count, 0);
  const lastAt = lines.reduce((last, line) => (line.lastAt > last ? line.lastAt : last), '');
  const what = { ...placeOf(relayId), node, ...(lastAt !== '' && { lastAt }) };
  return (
    <li className={styles.laptop} aria-label={name}>
      <div className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>
          <span>{t('keptLine', { count, at: lastAt === '' ? '' : formats.dateTime(lastAt) })}</span>
        </span>
        <span className={styles.facts}>
          {lines.map((line) => (
            <span key={line.table}>
              {names.table(line.table)}: {formats.number(line.count)}
            </span>
          ))}
        </span>
      </div>
      <div className={styles.deeds}>
        <Button
          size="compact-sm"
          variant="light"
          aria-label={t('acceptOf', { name })}
          loading={decide.isPending}
          onClick={() => decide.mutate({ ...what, decision: 'accept' })}
        >
          {t('accept')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('dropOf', { name })}
          onClick={() => setAsking(true)}
        >
          {t('drop')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('dropTitle', { name })}
        text={t('dropText', { count })}
        action={t('drop')}
        isBusy={decide.isPending}
        onConfirm={() => decide.mutate({ ...what, decision: 'drop' })}
        onClose={() => setAsking(false)}
      />
    </li>
  );
};
