/** Keeps the page itself on the phone, so that it opens without a connection; and takes a new one when there is one. */

/** Somebody who is writing must not lose it to an update; the next opening has it anyway. */
const isWriting = (): boolean =>
  document.activeElement instanceof HTMLInputElement ||
  document.activeElement instanceof HTMLTextAreaElement ||
  location.hash.startsWith('#form/');

/** Registers the service worker; browsers allow one over https and on this machine alone. */
export const keepShell = (): void => {
  // A private window has none, or has it and says that it is undefined.
  const serviceWorker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (serviceWorker === undefined) return;
  const isFirst = serviceWorker.controller === null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (!isFirst && !isWriting()) location.reload();
  });
  // Without it the page works as long as there is a connection.
  serviceWorker.register('/me/sw.js', { scope: '/me' }).catch(() => undefined);
};
