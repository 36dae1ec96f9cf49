/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.ts';
import type { Language } from '../../i18n/language.ts';
import { enter, speak } from '../page.ts';
import { Button, Choice } from '../parts.tsx';
import { leaveSignIn } from '../room.ts';
import type { RoomName } from '../room.ts';
import { failureIn, sayIn } from '../words.ts';

type SignInProps = {
  readonly language: Language;
  /** What was wrong with the sign-in that was tried already. */
  readonly failure: string | undefined;
  /** Where the address leads once somebody is signed in. */
  readonly room: RoomName;
};

/** By the code that the desk showed as a QR code or printed on a slip. */
export const SignIn = ({ language, failure: first, room }: SignInProps) => {
  const t = sayIn(language);
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState<string | undefined>();
  const shown = failure ?? first;
  const submit = async (): Promise<void> => {
    if (code.trim().length < 4) return;
    const wrong = await enter({ code: code.trim() });
    setFailure(wrong);
    if (wrong === undefined) leaveSignIn();
  };
  return (
    <main class="room sign-in">
      <img src="/me/icon-192.png" alt="" width="56" height="56" />
      <h1>{t('signInTitle')}</h1>
      {room === 'form' && <p class="lead for">{t('signInForForm')}</p>}
      {room === 'at' && <p class="lead for">{t('signInForEvent')}</p>}
      <p class="lead">{t('signInWhy')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label class="field wide code">
          <span>{t('signInCode')}</span>
          <input
            value={code}
            autocapitalize="none"
            autocomplete="one-time-code"
            spellcheck={false}
            onInput={({ currentTarget }) => setCode(currentTarget.value)}
          />
        </label>
        {shown !== undefined && (
          <p class="missing" role="alert">
            {failureIn(language, shown)}
          </p>
        )}
        <Button onPress={submit} isOff={code.trim().length < 4}>
          {t('signIn')}
        </Button>
      </form>
      <div class="languages">
        <Choice
          label={t('language')}
          chosen={language}
          options={LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const)}
          onChoose={speak}
        />
      </div>
    </main>
  );
};
