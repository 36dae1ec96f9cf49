import { useMutation } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { Panel } from '../../../ui/PageHeader.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import type { EventOfPage } from '../page/eventOfPage.ts';
import { PlanEditor } from './PlanEditor.tsx';
import styles from './plan.module.css';
import { planTexts } from './plan.texts.ts';

/** What an event asks and tells by itself, changed where it stands. */
export const EventPlanPanel = ({ event }: { readonly event: EventOfPage }) => {
  const t = useTexts(planTexts);
  const edit = useMutation(
    api.events.edit.mutationOptions({
      onSuccess: ({ tx }) => tx !== null && toastDone(t('saved'), tx),
    }),
  );
  return (
    <Panel title={t('title')}>
      <p className={styles.hint}>{t('hint')}</p>
      <PlanEditor
        plan={event.plan}
        event={event}
        onChange={(plan) => edit.mutate({ id: event.id, patch: { plan } })}
      />
    </Panel>
  );
};
