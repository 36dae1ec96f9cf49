import { Button, Group, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { uiTexts } from '../../../ui/ui.texts.ts';
import styles from './rooms.module.css';
import { roomsTexts } from './rooms.texts.ts';

type Props = {
  readonly title: string;
  readonly isReady: boolean;
  readonly isBusy: boolean;
  /** What the desk answered, where it said no. */
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** The frame that the forms of a section and of a list share: Enter saves, Esc leaves. */
export const RoomForm = ({ title, isReady, isBusy, error, onSubmit, onClose, children }: Props) => {
  const t = useTexts(roomsTexts);
  const ui = useTexts(uiTexts);
  const sentence = useSentence();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !isBusy) onSubmit();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form className={styles.form} onSubmit={submit} noValidate>
        {children}
        {error !== null && error !== undefined && <ErrorSentence sentence={sentence(error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" disabled={!isReady} loading={isBusy}>
            {t('save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};
