import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconScan } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { groupedCode } from '../../../src-core/draws/draw.rules.ts';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { toastDone } from '../../ui/toasts.ts';
import type { Draw } from './drawOfTab.ts';
import { drawsTexts } from './draws.texts.ts';
import styles from './draws.module.css';

/** Who has which prize, and the way into their hands. */
export const Winners = ({ draw }: { readonly draw: Draw }) => {
  const t = useTexts(drawsTexts);
  const handOver = useMutation(api.draws.handOver.mutationOptions());
  const absent = useMutation(api.draws.absent.mutationOptions({ onSuccess: () => toastDone(t('wentOn')) }));
  const isBusy = handOver.isPending || absent.isPending;
  return (
    <>
      {draw.state === 'opened' && <ScanBox id={draw.id} />}
      <ul className={styles.winners}>
        {draw.holders.map(({ prize, title, code, person, position, isGiven, absentNames }) => (
          <li key={prize}>
            <span className={styles.number}>{prize}</span>
            <span className={styles.prizeTitle}>{title}</span>
            <span className={styles.who}>
              <strong>{person?.name ?? t('nobody')}</strong>
              <small>
                {[person?.group, code !== null && groupedCode(code)].filter(Boolean).join(' · ')}
                {absentNames.length > 0 && <em>{t('wasAbsent', { names: absentNames.join(', ') })}</em>}
              </small>
            </span>
            {isGiven && (
              <span className={styles.given}>
                <IconCheck size={16} aria-hidden />
                {t('given')}
              </span>
            )}
            {!isGiven && position !== null && (
              <span className={styles.calls}>
                <Button
                  size="compact-md"
                  disabled={isBusy}
                  onClick={() => handOver.mutate({ id: draw.id, position })}
                >
                  {t('handOver')}
                </Button>
                <Button
                  size="compact-md"
                  variant="default"
                  disabled={isBusy}
                  onClick={() => absent.mutate({ id: draw.id, position })}
                >
                  {t('absent')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};

/** A scanner types a winner's card or code here: the prize that waits for that person is handed over. */
const ScanBox = ({ id }: { readonly id: string }) => {
  const t = useTexts(drawsTexts);
  const [scan, setScan] = useState('');
  const confirm = useMutation(
    api.draws.handOver.mutationOptions({ onSuccess: () => toastDone(t('scanned')) }),
  );
  return (
    <form
      className={styles.scan}
      onSubmit={(event) => {
        event.preventDefault();
        if (scan.trim() === '') return;
        confirm.mutate({ id, scan });
        setScan('');
      }}
    >
      <TextInput
        label={t('scan')}
        description={t('scanHint')}
        leftSection={<IconScan size={17} aria-hidden />}
        autoComplete="off"
        value={scan}
        onChange={(event) => setScan(event.currentTarget.value)}
      />
    </form>
  );
};
