import { Button, Chip, Group, Modal, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import styles from './annulDialog.module.css';
import { checkInTexts } from './checkIn.texts.ts';

type Person = { readonly id: string; readonly name: string };

type Props = {
  readonly person: Person;
  readonly onAnnul: (person: Person, reason: string) => Promise<void>;
  readonly onClose: () => void;
};

const REASONS = ['annulMistake', 'annulForeign', 'annulLeft'] as const;

/** Takes the worth from a mark, with a reason that stays beside it. */
export const AnnulDialog = ({ person, onAnnul, onClose }: Props) => {
  const t = useTexts(checkInTexts);
  const sentence = useSentence();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') onAnnul(person, reason.trim()).then(onClose, setError);
  };
  return (
    <Modal opened onClose={onClose} title={t('annulTitle')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit} className={styles.annul}>
        <b>{person.name}</b>
        <Chip.Group value={reason} onChange={(next) => setReason(next)}>
          <Group gap={8}>
            {REASONS.map((key) => (
              <Chip key={key} value={t(key)} variant="light">
                {t(key)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <TextInput
          data-autofocus
          label={t('annulReason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autoComplete="off"
        />
        {error !== undefined && <ErrorSentence sentence={sentence(error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
          <Button type="submit" color="red" disabled={reason.trim() === ''}>
            {t('annul')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};
