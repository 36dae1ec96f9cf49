import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { uiTexts } from '../../../ui/ui.texts.ts';
import { issuedTexts } from './issued.texts.ts';

type Props = {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
};

/** Asks why, before a certificate loses its force. */
export const ReasonDialog = ({ title, text, action, isBusy, error, onReason, onClose }: Props) => {
  const t = useTexts(issuedTexts);
  const ui = useTexts(uiTexts);
  const sentence = useSentence();
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') onReason(reason);
        }}
      >
        <Text mb="md">{text}</Text>
        <Textarea
          label={t('reason')}
          description={t('reasonHint')}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error !== null && error !== undefined && <ErrorSentence sentence={sentence(error)} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" color="red" disabled={reason.trim() === ''} loading={isBusy}>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};
