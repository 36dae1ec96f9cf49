import { Button, Group, Modal, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { localTimeOf } from '../../../src-core/events/localTime.rules.ts';
import { api } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import { useMay } from '../../api/useMay.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { TimeZone, useFormats } from '../../i18n/useFormats.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { uiTexts } from '../../ui/ui.texts.ts';
import { DateField } from '../events/fields/DateField.tsx';
import { TimeField } from '../events/fields/TimeField.tsx';
import { messagesTexts } from './messages.texts.ts';
import type { Message } from './words.ts';

type Props = {
  readonly message: Message;
  /** In a list they are small. */
  readonly size?: 'xs';
};

/** What can still be done with a message: another time while it waits, cancelling until the last of its people has it. */
export const MessageActions = ({ message, size }: Props) => {
  const t = useTexts(messagesTexts);
  const mayWrite = useMay('messages.write');
  const [isMoving, setMoving] = useState(false);
  const cancel = useMutation(
    api.messages.cancel.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('cancelled'), tx) }),
  );
  const { standing, id } = message;
  if (!mayWrite || standing === 'sent' || standing === 'cancelled') return null;
  return (
    <>
      {standing === 'planned' && (
        <Button variant="default" size={size} onClick={() => setMoving(true)}>
          {t('move')}
        </Button>
      )}
      <Button
        variant="light"
        color="red"
        size={size}
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ id })}
      >
        {t(standing === 'planned' ? 'cancel' : 'cancelRest')}
      </Button>
      {isMoving && <Move message={message} onClose={() => setMoving(false)} />}
    </>
  );
};

const Move = ({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) => {
  const t = useTexts(messagesTexts);
  const ui = useTexts(uiTexts);
  const sentence = useSentence();
  const formats = useFormats();
  const timeZone = useContext(TimeZone);
  const [local, setLocal] = useState(() => localTimeOf(Date.parse(message.sendAt), timeZone));
  const [date, time] = [local.slice(0, 10), local.slice(11, 16)];
  const move = useMutation(
    api.messages.move.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx }) => {
        onClose();
        toastDone(t('moved', { at: `${formats.date(date)}, ${time}` }), tx);
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t('moveTitle')} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          move.mutate({ id: message.id, sendAt: local });
        }}
      >
        <Group grow align="flex-start" mb="md">
          <DateField label={t('moveDate')} value={date} onChange={(next) => setLocal(`${next}T${time}`)} />
          <TimeField label={t('moveTime')} value={time} onChange={(next) => setLocal(`${date}T${next}`)} />
        </Group>
        {message.isPlanned && (
          <Text size="sm" c="dimmed" mb="md">
            {t('ownTime')}
          </Text>
        )}
        {move.isError && <ErrorSentence sentence={sentence(move.error)} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" loading={move.isPending}>
            {t('moveDo')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};
