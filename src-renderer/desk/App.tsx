import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { api, onFailure, queryClient } from '../api/client.ts';
import { startLive } from '../api/live.ts';
import { readChoice } from '../api/preferences.ts';
import { sentenceOf, useSentence } from '../api/sentence.ts';
import { useJoining } from '../features/laptops/joining.ts';
import { useLanguage, useTexts } from '../i18n/i18n.ts';
import { MACHINE_TIME_ZONE, TimeZone } from '../i18n/useFormats.ts';
import { ErrorSentence } from '../ui/ErrorSentence.tsx';
import { cssVariables, theme } from '../ui/theme.ts';
import { toastFailed } from '../ui/toasts.ts';
import { schemeManager } from './appearance.ts';
import { Desk } from './Desk.tsx';
import { deskTexts } from './desk.texts.ts';
import styles from './desk.module.css';
import { Splash } from './Splash.tsx';

const FirstStart = lazy(async () => ({
  default: (await import('../features/setup/FirstStart.tsx')).FirstStart,
}));

/** Everything that a window of the desk stands on: look, data, texts; then the first start or the desk itself. */
export const App = () => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    colorSchemeManager={schemeManager}
    defaultColorScheme="auto"
  >
    <QueryClientProvider client={queryClient}>
      <Door />
    </QueryClientProvider>
  </MantineProvider>
);

const Door = () => {
  const state = useQuery(api.setup.state.queryOptions());
  const { setLanguage } = useLanguage();
  const sentence = useSentence();
  const isJoining = useJoining();
  useTexts(deskTexts);
  useEffect(startLive, []);
  useEffect(() => onFailure((error) => toastFailed(sentenceOf(error))), []);

  const organisation = state.data?.organisation ?? null;
  const language = organisation?.language;
  // The organisation's language is the default of a window that has not chosen its own.
  useEffect(() => {
    if (language !== undefined && readChoice('language') === undefined) setLanguage(language);
  }, [language, setLanguage]);

  if (state.isError) {
    return (
      <div className={styles.middle}>
        <ErrorSentence sentence={sentence(state.error)} onRetry={() => void state.refetch()} />
      </div>
    );
  }
  if (state.data === undefined) return <Splash />;
  if (!state.data.isReady || isJoining) {
    return (
      <Suspense fallback={<Splash />}>
        <FirstStart />
      </Suspense>
    );
  }
  return (
    <TimeZone value={organisation?.time_zone ?? MACHINE_TIME_ZONE}>
      <Desk organisation={organisation?.name ?? 'Orda'} isDemo={state.data.space === 'demo'} />
    </TimeZone>
  );
};
