/** What Electron's window adds to a browser's: the system's own dialogs. Absent in a browser. */
type OwnWindow = { readonly chooseFolder: () => Promise<string | null> };

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface joins the browser's own
  interface Window {
    readonly ordaWindow?: OwnWindow;
  }
}

/** Asks for a folder in the system's dialog and gives its path; absent where the window has no such dialog. */
export const chooseFolder = (): OwnWindow['chooseFolder'] | undefined => window.ordaWindow?.chooseFolder;

/** Whether this is the program's own window and not a browser's: only there new versions come by themselves. */
export const isOwnWindow = (): boolean => window.ordaWindow !== undefined;
