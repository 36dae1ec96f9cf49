import { ActionIcon, Button } from '@mantine/core';
import { IconBrandTelegram, IconLink, IconX } from '@tabler/icons-react';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { toastDone, toastFailed } from '../../ui/toasts.ts';
import { QrPicture } from '../shortLinks/QrPicture.tsx';
import styles from './reach.module.css';
import { reachTexts } from './reach.texts.ts';

export type MadeCode = Outputs['reach']['makeCode'];

/** A one-time code as the person across the table scans it; it cannot be shown again. */
export const LinkCode = ({
  made,
  hint,
  onClose,
}: {
  readonly made: MadeCode;
  readonly hint: string;
  readonly onClose: () => void;
}) => {
  const t = useTexts(reachTexts);
  const { code, qr, telegram, page } = made;
  const copy = (text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => toastDone(t('copied')),
      () => toastFailed(t('notCopied')),
    );
  };
  return (
    <div className={styles.made}>
      <ActionIcon
        className={styles.hide}
        size="sm"
        aria-label={t('close')}
        title={t('close')}
        onClick={onClose}
      >
        <IconX size={15} aria-hidden />
      </ActionIcon>
      {qr !== null && <QrPicture qr={qr} label={t('qrOf')} className={styles.qr} />}
      <p className={styles.hint}>{hint}</p>
      <code className={styles.code}>{code}</code>
      <p className={styles.small}>{qr === null ? t('codeAlone') : t('codeLife')}</p>
      {telegram !== null && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconBrandTelegram size={15} aria-hidden />}
          onClick={() => copy(telegram)}
        >
          {t('copyTelegram')}
        </Button>
      )}
      {page !== null && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconLink size={15} aria-hidden />}
          onClick={() => copy(page)}
        >
          {t('copyPage')}
        </Button>
      )}
    </div>
  );
};
