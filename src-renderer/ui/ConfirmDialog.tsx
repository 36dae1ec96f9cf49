import { Button, Group, Modal, Text } from '@mantine/core';
import { useTexts } from '../i18n/i18n.ts';
import { uiTexts } from './ui.texts.ts';

type Props = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly text: string;
  /** The verb of what will happen, never "OK". */
  readonly action: string;
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Asks before what cannot be taken back; everything else is done at once and offers "undo". */
export const ConfirmDialog = ({ isOpen, title, text, action, isBusy = false, onConfirm, onClose }: Props) => {
  const t = useTexts(uiTexts);
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Text mb="lg">{text}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('cancel')}
        </Button>
        <Button color="red" onClick={onConfirm} loading={isBusy}>
          {action}
        </Button>
      </Group>
    </Modal>
  );
};
