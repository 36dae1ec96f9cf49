import { Button, Select, Switch } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import { useMay } from '../../api/useMay.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './forms.module.css';
import { formFailureTexts, formsTexts } from './forms.texts.ts';
import { UseList } from './Uses.tsx';

addFailureTexts(formFailureTexts);

/** The tab of an event for its feedback: asking those who came, and how many have answered. */
export const EventFeedback = ({ eventId, came }: { readonly eventId: string; readonly came: number }) => {
  const t = useTexts(formsTexts);
  const uses = useQuery(api.forms.ofEvent.queryOptions({ eventId }));
  const mayAsk = useMay('messages.write');
  return (
    <div className={styles.results}>
      <Panel title={t('results')}>
        {uses.data?.length === 0 && <p className={styles.quiet}>{t('notAsked')}</p>}
        <UseList uses={uses.data ?? []} nameOf={({ name }) => name} />
      </Panel>
      {mayAsk && <Ask eventId={eventId} came={came} />}
    </div>
  );
};

const Ask = ({ eventId, came }: { readonly eventId: string; readonly came: number }) => {
  const t = useTexts(formsTexts);
  const formats = useFormats();
  const sentence = useSentence();
  const { language } = useLanguage();
  const forms = useQuery(api.forms.list.queryOptions());
  const presets = useQuery(api.forms.presets.queryOptions({ language }));
  const sent = useQuery(api.eventPlans.feedback.queryOptions({ eventId }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [isAnonymous, setAnonymous] = useState(false);
  const copy = useMutation(api.forms.copy.mutationOptions({ onSuccess: ({ id }) => setChosen(id) }));
  const ask = useMutation(
    api.eventPlans.askNow.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx }) => {
        if (tx !== null) toastDone(t('askedNow'), tx);
      },
    }),
  );
  // Feedback first: that is what is asked here.
  const list = (forms.data ?? []).toSorted(
    (a, b) => Number(b.kind === 'feedback') - Number(a.kind === 'feedback'),
  );
  const formId = chosen ?? list[0]?.id ?? null;
  const preset = presets.data?.find(({ kind }) => kind === 'feedback');
  return (
    <Panel title={t('feedbackTitle')}>
      <div className={styles.stack}>
        <p className={styles.quiet}>{t('feedbackLead')}</p>
        {sent.data?.map(({ sendAt, isDue }) => (
          <p key={sendAt} className={styles.quiet}>
            {t(isDue ? 'sentAt' : 'planned', { when: formats.dateTime(sendAt) })}
          </p>
        ))}
        {forms.data?.length === 0 ? (
          <>
            <p className={styles.quiet}>{t('noForms')}</p>
            {preset !== undefined && (
              <Button
                variant="light"
                loading={copy.isPending}
                onClick={() => copy.mutate({ from: preset.id, name: preset.name })}
              >
                {t('makeFeedback')}
              </Button>
            )}
          </>
        ) : (
          <>
            <Select
              label={t('chooseForm')}
              allowDeselect={false}
              data={list.map(({ id, name }) => ({ value: id, label: name }))}
              value={formId}
              onChange={setChosen}
            />
            <Switch
              label={t('anonymous')}
              description={isAnonymous ? t('anonymousHint') : undefined}
              checked={isAnonymous}
              onChange={(event) => setAnonymous(event.currentTarget.checked)}
            />
            {came === 0 && <p className={styles.quiet}>{t('nobodyCame')}</p>}
            {ask.isError && <ErrorSentence sentence={sentence(ask.error)} />}
            <Button
              leftSection={<IconSend size={17} aria-hidden />}
              loading={ask.isPending}
              disabled={formId === null}
              onClick={() => formId !== null && ask.mutate({ eventId, formId, isAnonymous })}
            >
              {t('askNow')}
            </Button>
          </>
        )}
      </div>
    </Panel>
  );
};
