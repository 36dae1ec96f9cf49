import { Modal } from '@mantine/core';
import { useTexts } from '../../i18n/i18n.ts';
import { uiTexts } from '../../ui/ui.texts.ts';
import styles from './join.module.css';
import { joinTexts } from './join.texts.ts';
import { JoinForm } from './JoinForm.tsx';

/** Joining from a laptop that is at work already: what it has stays. */
export const JoinDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTexts(joinTexts);
  const ui = useTexts(uiTexts);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title')}
      size={560}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <p className={styles.warning}>{t('lead')}</p>
      <JoinForm isFresh={false} onBack={onClose} onDone={onClose} />
    </Modal>
  );
};
