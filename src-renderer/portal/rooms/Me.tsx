/** @jsxImportSource preact */
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.ts';
import type { Language } from '../../i18n/language.ts';
import { leave, press, speak, switchTo, usePage } from '../page.ts';
import { Button, Choice, Title, useShown, Way } from '../parts.tsx';
import { Install } from './Install.tsx';

/** The person themself: what they did here, what others see, and how the page behaves. */
export const Me = () => {
  const { t, state, language } = useShown();
  const { queue } = usePage();
  const { profile, persons, visits, certificates } = state;
  const choose = (chosen: Language): void => {
    speak(chosen);
    void press({ name: 'profile', body: { language: chosen } });
  };
  const signOut = async (): Promise<void> => {
    // oxlint-disable-next-line no-alert -- the browser's own question is in nobody's way and needs no bytes
    if (queue.length > 0 && !confirm(t('signOutUnsent'))) return;
    await leave();
  };
  return (
    <>
      <Title>{profile.name}</Title>
      {profile.group !== null && <p class="where">{profile.group}</p>}
      <div class="ways">
        <Way to="visits" count={visits.length}>
          {t('visits')}
        </Way>
        <Way to="certificates" count={certificates.length}>
          {t('certificates')}
        </Way>
        <Way to="shows">{t('shows')}</Way>
        <Way to="settings">{t('settings')}</Way>
        <Way to="look">{t('look')}</Way>
      </div>
      {persons.length > 1 && (
        <section class="set">
          <h2>{t('child')}</h2>
          <div class="options" role="group" aria-label={t('child')}>
            {persons.map(({ id, name }) => (
              <label key={id}>
                <input
                  type="radio"
                  name="person"
                  checked={id === state.personId}
                  onChange={() => void switchTo(id)}
                />
                {name}
              </label>
            ))}
          </div>
        </section>
      )}
      <section class="set">
        <h2>{t('language')}</h2>
        <Choice
          label={t('language')}
          chosen={language}
          options={LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const)}
          onChoose={choose}
        />
      </section>
      <Install />
      <Button kind="quiet" onPress={signOut}>
        {t('signOut')}
      </Button>
    </>
  );
};
