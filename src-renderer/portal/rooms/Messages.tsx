/** @jsxImportSource preact */
import { useEffect } from 'preact/hooks';
import { press } from '../page.ts';
import { Empty, Title, useShown } from '../parts.tsx';
import { roomAddress } from '../room.ts';
import { momentIn } from '../when.ts';

/** What was written to the person. Looking at it is noted, so that the organizer knows that it came. */
export const Messages = () => {
  const { t, state, language } = useShown();
  const unseen = state.messages
    .filter(({ isSeen }) => !isSeen)
    .map(({ id }) => id)
    .join(' ');
  useEffect(() => {
    if (unseen !== '') void press({ name: 'seen', body: { messageIds: unseen.split(' ').slice(0, 200) } });
    // Once for each message that has come, not for each drawing.
  }, [unseen]);
  const isOpen = (eventId: string): boolean => state.events.some(({ id }) => id === eventId);
  return (
    <>
      <Title>{t('messagesTitle')}</Title>
      {state.messages.length === 0 && <Empty title={t('noMessages')} why={t('noMessagesWhy')} />}
      {state.messages.map(({ id, text, at, eventId, formUseId }) => (
        <article key={id} class="card message">
          <p class="when">{momentIn(at, state.timeZone, language)}</p>
          <p class="text">{text}</p>
          {formUseId !== null && state.forms.some(({ useId }) => useId === formUseId) && (
            <a class="button plain" href={roomAddress('form', formUseId)}>
              {t('openForm')}
            </a>
          )}
          {eventId !== null && formUseId === null && isOpen(eventId) && (
            <a class="button plain" href={roomAddress('events', eventId)}>
              {t('openEvent')}
            </a>
          )}
        </article>
      ))}
    </>
  );
};
