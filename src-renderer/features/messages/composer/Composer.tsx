import { Button } from '@mantine/core';
import { IconChevronLeft, IconSend } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useContext, useDeferredValue, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { addMinutes, localTimeOf } from '../../../../src-core/events/localTime.rules.ts';
import { api } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import type { Language } from '../../../i18n/language.ts';
import { TimeZone, useFormats } from '../../../i18n/useFormats.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { useKeys } from '../../../ui/keys.ts';
import { Page, PageHeader, Panel } from '../../../ui/PageHeader.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import { composerTexts } from '../composer.texts.ts';
import { messagesTexts } from '../messages.texts.ts';
import list from '../messages.module.css';
import { RelayNote, useRelayStanding } from '../RelayNote.tsx';
import { AudienceFields } from './AudienceFields.tsx';
import styles from './composer.module.css';
import { audienceOf, eventOf, firstDraft, textsOf, type Draft } from './draft.ts';
import { Outcome } from './Outcome.tsx';
import { Phone } from './Phone.tsx';
import { TextFields } from './TextFields.tsx';
import { WhenFields } from './WhenFields.tsx';

/** Writing a message: what is chosen on the left, what will come of it on the right. */
export const Composer = () => {
  const t = useTexts(composerTexts);
  const words = useTexts(messagesTexts);
  const { language } = useLanguage();
  const sentence = useSentence();
  const [search] = useSearchParams();
  const timeZone = useContext(TimeZone);
  const [draft, setDraft] = useState(() =>
    firstDraft(search, addMinutes(`${localTimeOf(Date.now(), timeZone).slice(0, 13)}:00`, 60)),
  );
  const [tongue, setTongue] = useState<Language>(language);
  const put = (patch: Partial<Draft>): void => setDraft((now) => ({ ...now, ...patch }));
  const { preview, send, submit, needs } = useSending(draft);
  useKeys({ 'Mod+Enter': submit });
  const people = preview?.people ?? 0;
  return (
    <Page>
      <PageHeader
        back={
          <Link href="/messages" className={list.back}>
            <IconChevronLeft size={16} aria-hidden />
            {words('back')}
          </Link>
        }
        title={t('title')}
      />
      <div className={styles.columns}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Panel title={t('toWhom')}>
            <AudienceFields draft={draft} put={put} />
          </Panel>
          <Panel title={t('whatToSay')}>
            <TextFields draft={draft} put={put} tongue={tongue} onTongue={setTongue} preview={preview} />
          </Panel>
          <Panel title={t('when')}>
            <WhenFields draft={draft} put={put} />
          </Panel>
        </form>
        <aside className={styles.side} aria-label={t('preview')}>
          <Phone composed={preview?.sample?.[tongue]} />
          <Outcome preview={preview} />
          <RelayNote />
          {send.isError && <ErrorSentence sentence={sentence(send.error)} />}
          <Button
            size="md"
            fullWidth
            leftSection={<IconSend size={18} aria-hidden />}
            disabled={needs !== undefined}
            loading={send.isPending}
            onClick={submit}
          >
            {draft.isLater ? t('plan') : t('send', { count: people })}
          </Button>
          {needs !== undefined && <p className={styles.needs}>{t(needs)}</p>}
        </aside>
      </div>
    </Page>
  );
};

/** What would come of the draft, and sending it: once, however often it is pressed. */
const useSending = (draft: Draft) => {
  const t = useTexts(composerTexts);
  const formats = useFormats();
  const [, navigate] = useLocation();
  const relay = useRelayStanding();
  const slow = useDeferredValue(draft);
  const audience = audienceOf(draft);
  const asked = audienceOf(slow);
  const found = useQuery({
    ...api.messages.preview.queryOptions({
      audience: asked ?? { kind: 'everyone' },
      texts: textsOf(slow),
      channels: slow.channels === null ? null : [...slow.channels],
      eventId: eventOf(slow),
    }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  const preview = asked === null ? undefined : found.data;
  const texts = textsOf(draft);
  const send = useMutation(
    api.messages.send.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx, id }) => {
        const later = `${formats.date(draft.at.slice(0, 10))}, ${draft.at.slice(11, 16)}`;
        if (tx !== null)
          toastDone(
            draft.isLater ? t('planned', { at: later }) : t(relay === 'there' ? 'sent' : 'saved'),
            tx,
          );
        navigate(`/messages/${id}`);
      },
    }),
  );
  const isNobody = !draft.isLater && preview?.people === 0;
  const needs =
    audience === null ? 'needsPeople' : texts === null ? 'needsText' : isNobody ? 'needsSomebody' : undefined;
  const submit = (): void => {
    if (audience === null || texts === null || needs !== undefined || send.isPending) return;
    send.mutate({
      key: draft.key,
      audience,
      texts,
      channels: draft.channels === null ? null : [...draft.channels],
      sendAt: draft.isLater ? draft.at : null,
      isUrgent: draft.isUrgent,
      eventId: eventOf(draft),
    });
  };
  return { preview, send, submit, needs } as const;
};
