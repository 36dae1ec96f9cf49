import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { toastDone } from '../../ui/toasts.ts';
import { attentionTexts } from './attention.texts.ts';
import styles from './attention.module.css';
import { FlagForm } from './FlagForm.tsx';
import { KIND_SIGNS } from './kinds.ts';

/** On a person's card: what the desk is told when they arrive. */
export const PersonFlags = ({ id }: { readonly id: string }) => {
  const t = useTexts(attentionTexts);
  const [isAdding, setAdding] = useState(false);
  const flags = useQuery(api.attention.ofPerson.queryOptions({ personId: id }));
  const remove = useMutation(
    api.attention.remove.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('removed'), tx) }),
  );
  return (
    <div className={styles.flags}>
      <h4 className={styles.head}>{t('title')}</h4>
      <ul className={styles.list}>
        {(flags.data ?? []).map((flag) => {
          const Sign = KIND_SIGNS[flag.kind];
          const words = flag.text ?? t(`k_${flag.kind}`);
          return (
            <li key={flag.id} className={styles.flag}>
              <Sign size={18} aria-hidden />
              <span>
                {flag.text !== null && flag.kind !== 'other' && <b>{t(`k_${flag.kind}`)}: </b>}
                {words}
                {flag.event_id !== null && <small>{t('onlyHere', { title: flag.event_title ?? '' })}</small>}
              </span>
              <ActionIcon
                size="sm"
                aria-label={t('remove', { text: words })}
                title={t('remove', { text: words })}
                onClick={() => remove.mutate({ id: flag.id })}
              >
                <IconX size={15} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      {isAdding ? (
        <FlagForm personIds={[id]} onDone={() => setAdding(false)} />
      ) : (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={15} aria-hidden />}
          title={t('cardHint')}
          onClick={() => setAdding(true)}
        >
          {t('add')}
        </Button>
      )}
    </div>
  );
};
