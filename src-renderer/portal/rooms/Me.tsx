/** @jsxImportSource preact */
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.ts';
import type { Language } from '../../i18n/language.ts';
import { leave, press, speak, switchTo, usePage } from '../page.ts';
import { Button, Choice, Title, useShown, Way } from '../parts.tsx';
import { Install } from './Install.tsx';

/** What is offered to whoever sets quiet hours for the first time. */
const USUAL_QUIET = { quietFrom: '22:30', quietUntil: '09:00' };

const Quiet = () => {
  const { t, state } = useShown();
  const { quietFrom, quietUntil } = state.profile;
  const set = (body: { readonly quietFrom?: string | null; readonly quietUntil?: string | null }) =>
    press({ name: 'profile', body });
  if (quietFrom === null || quietUntil === null)
    return (
      <Button kind="plain" onPress={() => set(USUAL_QUIET)}>
        {t('quietOn')}
      </Button>
    );
  return (
    <div class="span">
      <label class="field">
        <span>{t('quietFrom')}</span>
        <input
          type="time"
          value={quietFrom}
          onChange={({ currentTarget: { value } }) =>
            value !== '' && void set({ quietFrom: value, quietUntil })
          }
        />
      </label>
      <label class="field">
        <span>{t('quietUntil')}</span>
        <input
          type="time"
          value={quietUntil}
          onChange={({ currentTarget: { value } }) =>
            value !== '' && void set({ quietFrom, quietUntil: value })
          }
        />
      </label>
      <Button kind="quiet" onPress={() => set({ quietFrom: null, quietUntil: null })}>
        {t('quietOff')}
      </Button>
    </div>
  );
};

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
      <section class="set">
        <h2>{t('quiet')}</h2>
        <p class="hint">{t('quietWhy')}</p>
        <Quiet />
      </section>
      <Install />
      <Button kind="quiet" onPress={signOut}>
        {t('signOut')}
      </Button>
    </>
  );
};
