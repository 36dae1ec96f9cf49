/** All that the screens get from the window's own process: the system's folder chooser. */
import { contextBridge, ipcRenderer } from 'electron';
import { CHOOSE_FOLDER } from './messages.ts';

contextBridge.exposeInMainWorld('ordaWindow', {
  /** The chosen folder's path, or null where the user changed their mind. */
  chooseFolder: (): Promise<string | null> => ipcRenderer.invoke(CHOOSE_FOLDER),
});
