import { app, BrowserWindow, Menu, shell, type MenuItemConstructorOptions } from 'electron';
import type { ShellTexts } from './shell.texts.ts';

const separator: MenuItemConstructorOptions = { type: 'separator' };

const macMenu = (t: ShellTexts): MenuItemConstructorOptions => ({
  label: app.name,
  submenu: [
    { role: 'about', label: t.about },
    separator,
    { role: 'hide', label: t.hide },
    { role: 'hideOthers', label: t.hideOthers },
    { role: 'unhide', label: t.showAll },
    separator,
    { role: 'quit', label: t.quit },
  ],
});

/** The menu of the window in one language; the screens' own keys (Ctrl+K, Ctrl+Z in a list) are left to them. */
export const setMenu = (t: ShellTexts, dataFolder: string): void => {
  const isMac = process.platform === 'darwin';
  const file: MenuItemConstructorOptions[] = [
    {
      label: t.print,
      accelerator: 'CommandOrControl+P',
      click: () => BrowserWindow.getFocusedWindow()?.webContents.print(),
    },
    separator,
    isMac ? { role: 'close', label: t.close } : { role: 'quit', label: t.quit },
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [macMenu(t)] : []),
      { label: t.file, submenu: file },
      {
        label: t.edit,
        submenu: [
          { role: 'undo', label: t.undo },
          { role: 'redo', label: t.redo },
          separator,
          { role: 'cut', label: t.cut },
          { role: 'copy', label: t.copy },
          { role: 'paste', label: t.paste },
          { role: 'selectAll', label: t.selectAll },
        ],
      },
      {
        label: t.view,
        submenu: [
          { role: 'reload', label: t.reload },
          separator,
          { role: 'zoomIn', label: t.larger },
          { role: 'zoomOut', label: t.smaller },
          { role: 'resetZoom', label: t.actualSize },
          separator,
          { role: 'togglefullscreen', label: t.fullScreen },
        ],
      },
      {
        label: t.window,
        role: 'window',
        submenu: [
          { role: 'minimize', label: t.minimise },
          { role: 'close', label: t.close },
        ],
      },
      {
        label: t.help,
        role: 'help',
        submenu: [
          { label: t.dataFolder, click: () => void shell.openPath(dataFolder) },
          ...(isMac ? [] : [{ role: 'about', label: t.about } satisfies MenuItemConstructorOptions]),
        ],
      },
    ]),
  );
};
