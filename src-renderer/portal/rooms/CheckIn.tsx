/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { press } from '../page.ts';
import type { Pressed } from '../page.ts';
import { Button, Title, useShown } from '../parts.tsx';

/** Marks the person by a code, and says what came of it. */
export const Mark = ({ code }: { readonly code: string }) => {
  const { t } = useShown();
  const [told, tell] = useState<Pressed | undefined>();
  const mark = async (): Promise<void> => {
    tell(undefined);
    tell(await press({ name: 'check-in', body: { code: code.trim() } }));
  };
  return (
    <>
      <Button onPress={mark} isOff={code.trim().length < 4}>
        {t('checkIn')}
      </Button>
      <p class="told" role="status">
        {told === 'done' && t('checkInDone')}
        {told === 'kept' && t('checkInQueued')}
      </p>
    </>
  );
};

/** Marks the person by the code that is shown at the event, typed. */
export const CheckIn = () => {
  const { t } = useShown();
  const [code, setCode] = useState('');
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
      <Mark code={code} />
    </>
  );
};
