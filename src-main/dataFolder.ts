import { posix, win32 } from 'node:path';

export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Where the data of this user lives: the asked folder, ORDA_DATA, or the place that the system keeps for programs. */
export const dataFolder = (asked: string | undefined, { platform, home, env }: Machine): string => {
  const path = platform === 'win32' ? win32 : posix;
  const named = asked ?? env['ORDA_DATA'];
  if (named !== undefined && named !== '') return path.resolve(named);
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Orda');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Orda');
  return path.join(env['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'orda');
};
