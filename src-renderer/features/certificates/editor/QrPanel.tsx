import { Button, Group } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { QrPlace } from '../../../../src-core/certificates/certificate.layout.rules.ts';
import { LIMITS } from '../../../../src-core/certificates/template.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { boxOfQr, type Box } from './editing.rules.ts';
import styles from './editor.module.css';
import { editorTexts } from './editor.texts.ts';
import { Figure } from './FieldPanel.tsx';

type Props = {
  readonly qr: QrPlace;
  readonly onBox: (box: Box) => void;
  readonly onCentre: () => void;
  readonly onRemove: () => void;
};

/** Where the QR code stands and how large it is. */
export const QrPanel = ({ qr, onBox, onCentre, onRemove }: Props) => {
  const t = useTexts(editorTexts);
  const put = (patch: Partial<QrPlace>): void => onBox(boxOfQr({ ...qr, ...patch }));
  return (
    <section className={styles.part} aria-label={t('qr')}>
      <h2 className={styles.partHead}>{t('qr')}</h2>
      <div className={styles.two}>
        <Figure label={t('left')} value={qr.x} least={-2000} most={2000} onChange={(x) => put({ x })} />
        <Figure label={t('top')} value={qr.y} least={-2000} most={2000} onChange={(y) => put({ y })} />
        <Figure label={t('side')} value={qr.size} {...LIMITS.qr} onChange={(size) => put({ size })} />
      </div>
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={onCentre}>
          {t('centre')}
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={onRemove}
        >
          {t('remove')}
        </Button>
      </Group>
    </section>
  );
};
