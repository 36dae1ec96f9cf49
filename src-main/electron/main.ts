/** Orda as a program with a window of its own: a thin shell around the same desk that a browser opens. */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog, ipcMain, session, shell, type WebFrameMain } from 'electron';
import { readArgs } from '../args.ts';
import { dataFolder } from '../dataFolder.ts';
import { startDeskProcess, type DeskProcess } from './deskProcess.ts';
import { externalAddress, isOwnAddress, isPermitted } from './guard.ts';
import { setMenu } from './menu.ts';
import { CHOOSE_FOLDER } from './messages.ts';
import { shellTexts, type ShellLanguage, type ShellTexts } from './shell.texts.ts';
import { startUpdater } from './updater.ts';

const OWN_WORDS = new Set(['--data', '--port', '--demo']);

/** Electron's own switches stand among the words; only the desk's are read. */
const ownWords = (argv: readonly string[]): readonly string[] =>
  argv.filter(
    (word, index) =>
      OWN_WORDS.has(word.split('=')[0] ?? '') || ['--data', '--port'].includes(argv[index - 1] ?? ''),
  );

const args = readArgs(ownWords(process.argv.slice(1)));
const asked = 'problem' in args ? undefined : args;
const folder = dataFolder(asked?.data, { platform: process.platform, env: process.env, home: homedir() });
mkdirSync(folder, { recursive: true, mode: 0o700 });
// The lock of a single instance belongs to this folder: two folders are two desks.
app.setPath('userData', join(folder, 'window'));

let language: ShellLanguage = 'ru';
let origin = '';
let window: BrowserWindow | undefined;
let desk: DeskProcess | undefined;

const texts = (): ShellTexts => shellTexts[language];

const isLanguage = (word: string): word is ShellLanguage => word in shellTexts;

const speak = (word: string): void => {
  const short = word.slice(0, 2);
  if (isLanguage(short)) language = short;
  setMenu(texts(), folder);
};

const raise = (): void => {
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};

const createWindow = (): BrowserWindow => {
  const created = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: '#141311',
    title: 'Orda',
    webPreferences: {
      preload: fileURLToPath(new URL('./preload.cjs', import.meta.url)),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      devTools: !app.isPackaged,
    },
  });
  created.once('ready-to-show', () => created.show());
  created.on('closed', () => {
    window = undefined;
  });
  return created;
};

const open = (url: string): void => {
  origin = new URL(url).origin;
  window ??= createWindow();
  void window.loadURL(url);
};

const isOwnFrame = (frame: WebFrameMain | null): boolean =>
  frame !== null && frame === window?.webContents.mainFrame && isOwnAddress(frame.url, origin);

const guardContents = (): void => {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { readonly preventDefault: () => void }, address: string): void => {
      if (!isOwnAddress(address, origin)) event.preventDefault();
    };
    contents.on('will-navigate', (event) => stay(event, event.url));
    contents.on('will-redirect', (event) => stay(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isOwnAddress(url, origin)) return { action: 'allow' };
      const external = externalAddress(url);
      if (external !== undefined) void shell.openExternal(external);
      return { action: 'deny' };
    });
  });
};

const guardPermissions = (): void => {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? details.mediaTypes : undefined;
    const { requestingUrl: address, isMainFrame } = details;
    answer(
      isPermitted({ permission, address, isMainFrame, ...(media === undefined ? {} : { media }) }, origin),
    );
  });
  session.defaultSession.setPermissionCheckHandler((_contents, permission, address, details) => {
    const media = details.mediaType === undefined ? [] : [details.mediaType];
    return isPermitted({ permission, address, isMainFrame: details.isMainFrame, media }, origin);
  });
  session.defaultSession.setDevicePermissionHandler(() => false);
};

const answerScreens = (): void => {
  ipcMain.handle(CHOOSE_FOLDER, async (event) => {
    if (!isOwnFrame(event.senderFrame) || window === undefined) throw new Error('not the desk');
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: texts().chooseFolder,
      properties: ['openDirectory', 'createDirectory'],
    });
    return filePaths[0] ?? null;
  });
};

const stopped = (reason: string): void => {
  const { stoppedTitle, stoppedText } = texts();
  dialog.showErrorBox(stoppedTitle, `${stoppedText}\n\n${reason}`);
  app.exit(1);
};

const start = (): void => {
  speak(app.getLocale());
  guardPermissions();
  answerScreens();
  // The screens keep the chosen language in a cookie; the menu follows it.
  session.defaultSession.cookies.on('changed', (_event, cookie, _cause, isRemoved) => {
    if (!isRemoved && cookie.name === 'orda_language') speak(cookie.value);
  });
  desk = startDeskProcess({
    folder,
    port: asked?.port ?? 0,
    demo: asked?.demo ?? false,
    onReady: (url) => {
      const isFirst = origin === '';
      open(url);
      if (isFirst && window !== undefined) startUpdater(window, texts, async () => desk?.stop());
    },
    onRaise: raise,
    onGone: stopped,
  });
};

const leave = (): void => {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped || desk === undefined) return;
    event.preventDefault();
    void desk.stop().finally(() => {
      isStopped = true;
      app.quit();
    });
  });
};

app.enableSandbox();
guardContents();
if (app.requestSingleInstanceLock()) {
  leave();
  app.on('second-instance', raise);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (window === undefined) desk?.askUrl();
  });
  void app.whenReady().then(start);
} else {
  app.quit();
}
