import { startDesk } from './desk.ts';

/** What this page keeps on the device begins so; one entry for each invitation. */
const PREFIX = 'orda_tablet_';

/** The device's memory, or one of the page alone where the browser forbids it. */
const storage = (): Storage | undefined => {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
};

/** Forgets everything but the named entry. */
const forget = (but?: string): void => {
  const kept = storage();
  for (const key of kept === undefined ? [] : Object.keys(kept))
    if (key.indexOf(PREFIX) === 0 && key !== but) kept?.removeItem(key);
};

// A second tap on "Start" would call off the first, and with it the answer that brings the token.
document.addEventListener('submit', (event) => {
  if (main?.getAttribute('data-sent') === '1') event.preventDefault();
  if (event.target instanceof HTMLFormElement && event.target.method === 'post')
    main?.setAttribute('data-sent', '1');
});
window.addEventListener('pageshow', () => main?.removeAttribute('data-sent'));

const main = document.getElementById('m');
const id = main?.getAttribute('data-desk');
const refused = main?.getAttribute('data-refused');
if (main !== null && id !== null && id !== undefined) {
  const key = PREFIX + id;
  forget(key);
  startDesk(main, {
    isSenior: main.getAttribute('data-role') === 'supervisor',
    memory: {
      read: () => storage()?.getItem(key) ?? null,
      write: (text) => storage()?.setItem(key, text),
    },
    forget: () => forget(),
  });
} else if (refused === 'revoked' || refused === 'ended' || refused === 'unknown') forget();
