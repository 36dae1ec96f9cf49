import { SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ASKED, ASKED_FIELDS, type AskedFields } from '../../../src-core/door/arrival.rules.ts';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './door.module.css';
import { doorTexts } from './door.texts.ts';

/** What a newcomer's phone asks for at this event. */
export const Fields = ({ eventId, asked }: { readonly eventId: string; readonly asked: AskedFields }) => {
  const t = useTexts(doorTexts);
  const change = useMutation(
    api.door.setAsked.mutationOptions({
      onSuccess: ({ tx }) => tx !== null && toastDone(t('fieldsChanged'), tx),
    }),
  );
  return (
    <Panel title={t('fields')}>
      <p className={styles.hint}>{t('fieldsLead')}</p>
      {ASKED_FIELDS.map((field) => (
        <div key={field} className={styles.field}>
          <span>{t(field)}</span>
          <SegmentedControl
            size="xs"
            aria-label={t(field)}
            data={ASKED.map((value) => ({ value, label: t(value) }))}
            value={asked[field]}
            onChange={(value) => change.mutate({ eventId, asked: { [field]: value } })}
          />
        </div>
      ))}
    </Panel>
  );
};
