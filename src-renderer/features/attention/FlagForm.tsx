import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { FLAG_KINDS } from '../../../src-core/attention/attention.rules.ts';
import { api } from '../../api/client.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { attentionTexts } from './attention.texts.ts';
import styles from './attention.module.css';

addFailureTexts(attentionTexts);

type Props = { readonly personIds: readonly string[]; readonly onDone: () => void };

/** A flag for one person or for many: about what, what exactly, at every event or at one of those to come. */
export const FlagForm = ({ personIds, onDone }: Props) => {
  const t = useTexts(attentionTexts);
  const sentence = useSentence();
  const [kind, setKind] = useState<(typeof FLAG_KINDS)[number]>('allergy');
  const [text, setText] = useState('');
  const [eventId, setEventId] = useState('');
  const upcoming = useQuery(api.events.list.queryOptions({ when: 'upcoming', limit: 30 }));
  const add = useMutation(
    api.attention.add.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx, added }) => {
        toastDone(t('added', { count: added }), tx);
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate({
      personIds: [...personIds],
      kind,
      text: text.trim() === '' ? null : text.trim(),
      eventId: eventId === '' ? null : eventId,
    });
  };
  return (
    <form
      className={styles.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onDone();
      }}
    >
      <NativeSelect
        autoFocus
        label={t('kind')}
        value={kind}
        data={FLAG_KINDS.map((value) => ({ value, label: t(`k_${value}`) }))}
        onChange={({ currentTarget }) => {
          const chosen = FLAG_KINDS.find((known) => known === currentTarget.value);
          if (chosen !== undefined) setKind(chosen);
        }}
      />
      <TextInput
        label={t('text')}
        placeholder={t('textHint')}
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.currentTarget.value)}
        autoComplete="off"
      />
      <NativeSelect
        label={t('where')}
        value={eventId}
        data={[
          { value: '', label: t('everywhere') },
          ...(upcoming.data?.events ?? []).map(({ id, title }) => ({
            value: id,
            label: t('onlyHere', { title }),
          })),
        ]}
        onChange={({ currentTarget }) => setEventId(currentTarget.value)}
      />
      {add.isError && <ErrorSentence sentence={sentence(add.error)} />}
      <Group gap={8}>
        <Button type="submit" loading={add.isPending}>
          {t('save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
      </Group>
    </form>
  );
};
