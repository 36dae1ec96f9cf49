import { posix, win32 } from 'node:path';

export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** A program's names for its folder, as each system writes such names. */
export type PlaceNames = { readonly titled: string; readonly plain: string };

/** Where a program's data lives: the named folder, else the place that the system keeps for programs. */
export function dataPlace(
  named: string | undefined,
  { titled, plain }: PlaceNames,
  { platform, home, env }: Machine,
): string {
  const path = platform === 'win32' ? win32 : posix;
  if (named !== undefined && named !== '') return path.resolve(named);
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), titled);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', titled);
  return path.join(env['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), plain);
}
