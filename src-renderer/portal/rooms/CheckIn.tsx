/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { press, usePage } from '../page.ts';
import { Button, Title, useShown } from '../parts.tsx';

/** Marks the person by the code that stands on the event's poster or screen. In: a code that came with the address. */
export const CheckIn = ({ given }: { readonly given: string }) => {
  const { t } = useShown();
  const { failure } = usePage();
  const [code, setCode] = useState(given);
  const [told, tell] = useState<'done' | 'queued' | undefined>();
  const mark = async (): Promise<void> => {
    tell(undefined);
    const hasArrived = await press({ name: 'check-in', body: { code: code.trim() } });
    tell(hasArrived ? 'done' : 'queued');
  };
  const isDone = told === 'done' && failure === undefined;
  return (
    <>
      <Title back="events">{t('checkInTitle')}</Title>
      <p class="lead">{t('checkInWhy')}</p>
      <label class="field wide">
        <span>{t('checkInCode')}</span>
        <input
          value={code}
          autocapitalize="none"
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => setCode(currentTarget.value)}
        />
      </label>
      <Button onPress={mark} isOff={code.trim().length < 4}>
        {t('checkIn')}
      </Button>
      <p class="told" role="status">
        {isDone && t('checkInDone')}
        {told === 'queued' && t('checkInQueued')}
      </p>
    </>
  );
};
