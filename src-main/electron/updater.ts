/** New versions from a plain folder on a web server. Off in a build that was given no address. */
import { app, dialog, type BrowserWindow } from 'electron';
import electronUpdater from 'electron-updater';
import type { ShellTexts } from './shell.texts.ts';

/** Put in by the build from the environment variable of the same name; empty where there is none. */
declare const ORDA_UPDATE_URL: string;

const SIX_HOURS = 6 * 60 * 60_000;

/**
 * Looks for a new version at the start and every six hours, fetches it quietly, and asks before it restarts. Without
 * internet nothing happens and nothing is said. `prepare` ends the desk's process first.
 */
export const startUpdater = (
  window: BrowserWindow,
  texts: () => ShellTexts,
  prepare: () => Promise<void>,
): void => {
  if (!app.isPackaged || ORDA_UPDATE_URL === '') return;
  const { autoUpdater } = electronUpdater;
  autoUpdater.setFeedURL({ provider: 'generic', url: ORDA_UPDATE_URL });
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  const look = (): void => void autoUpdater.checkForUpdates().catch(() => undefined);
  autoUpdater.on('error', () => undefined);
  const offerRestart = async (): Promise<void> => {
    const t = texts();
    const { response } = await dialog.showMessageBox(window, {
      type: 'info',
      title: t.updateTitle,
      message: t.updateText,
      buttons: [t.restart, t.later],
      cancelId: 1,
    });
    if (response !== 0) return;
    await prepare();
    autoUpdater.quitAndInstall();
  };
  autoUpdater.on('update-downloaded', () => void offerRestart());
  look();
  setInterval(look, SIX_HOURS).unref();
};
