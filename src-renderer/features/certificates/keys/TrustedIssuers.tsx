import { Button, FileButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, client } from '../../../api/client.ts';
import { upload } from '../../../api/files.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useDroppedFiles } from '../../../ui/drops.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { Panel } from '../../../ui/PageHeader.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import styles from './keys.module.css';
import { keysTexts } from './keys.texts.ts';

/** Other organisations whose certificates can be checked here, by the files that they gave. */
export const TrustedIssuers = () => {
  const t = useTexts(keysTexts);
  const formats = useFormats();
  const sentence = useSentence();
  const trusted = useQuery(api.certificates.trusted.queryOptions());
  const add = useMutation({
    mutationFn: async (file: File) => {
      const { token } = await upload(file);
      return client.certificates.trust.mutate({ token });
    },
    meta: { shown: true },
    onSuccess: ({ tx, organisation }) => toastDone(t('added', { organisation }), tx),
  });
  const forget = useMutation({
    mutationFn: ({ id }: { readonly id: string; readonly organisation: string }) =>
      client.certificates.forget.mutate({ id }),
    onSuccess: ({ tx }, { organisation }) => toastDone(t('forgotten', { organisation }), tx),
  });
  useDroppedFiles({
    title: t('others'),
    hint: t('othersText'),
    onFiles: ([file]) => file !== undefined && add.mutate(file),
  });
  return (
    <Panel title={t('others')}>
      <p className={styles.text}>{t('othersText')}</p>
      <ul className={styles.lines}>
        {trusted.data?.map((issuer) => (
          <li key={issuer.id} className={styles.line}>
            <strong>{issuer.organisation}</strong>
            <span className={styles.quiet}>
              {[
                t('asOf', { date: formats.date(issuer.fileAt) }),
                t('keysCount', { count: issuer.keys }),
                t('revokedCount', { count: issuer.revoked }),
              ].join(' · ')}
            </span>
            <span className={styles.spacer} />
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => forget.mutate({ id: issuer.id, organisation: issuer.organisation })}
            >
              {t('forget')}
            </Button>
          </li>
        ))}
        {trusted.data?.length === 0 && <li className={styles.quiet}>{t('none')}</li>}
      </ul>
      {add.isError && <ErrorSentence sentence={sentence(add.error)} />}
      <FileButton accept=".json,application/json" onChange={(file) => file !== null && add.mutate(file)}>
        {(button) => (
          <Button
            {...button}
            variant="default"
            loading={add.isPending}
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {t('add')}
          </Button>
        )}
      </FileButton>
    </Panel>
  );
};
