/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { Button, useShown } from '../parts.tsx';

/** What Chromium hands a page that may be installed (W3C's draft of the app manifest). */
type InstallPrompt = Event & { readonly prompt: () => Promise<unknown> };

let offered: InstallPrompt | undefined;
const listeners = new Set<() => void>();

/** Keeps the browser's offer for the button, which may be drawn much later. */
export const listenForInstall = (): void => {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offered = event as InstallPrompt;
    for (const listener of listeners) listener();
  });
};

/** The offer to put the page on the home screen, where the browser makes one. */
export const Install = () => {
  const { t } = useShown();
  const [prompt, setPrompt] = useState(offered);
  useEffect(() => {
    const hear = (): void => setPrompt(offered);
    listeners.add(hear);
    return () => void listeners.delete(hear);
  }, []);
  if (prompt === undefined) return null;
  const install = async (): Promise<void> => {
    await prompt.prompt();
    offered = undefined;
    setPrompt(undefined);
  };
  return (
    <section class="set">
      <p class="hint">{t('installWhy')}</p>
      <Button kind="plain" onPress={install}>
        {t('install')}
      </Button>
    </section>
  );
};
