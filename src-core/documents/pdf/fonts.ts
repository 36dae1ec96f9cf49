import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Font } from 'fontkit';

/** The weights that documents use; Noto Sans has every Kazakh and Russian letter, «№» and «₸». */
const FILES = {
  regular: '400Regular/NotoSans_400Regular.ttf',
  semiBold: '600SemiBold/NotoSans_600SemiBold.ttf',
  bold: '700Bold/NotoSans_700Bold.ttf',
} as const;

export type FontName = keyof typeof FILES;
export const FONT_NAMES: readonly FontName[] = ['regular', 'semiBold', 'bold'];
export type Fonts = Readonly<Record<FontName, Font>>;

const opened = new Map<string, Promise<Fonts>>();

function defaultFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'));
}

async function open(folder: string): Promise<Fonts> {
  const { create } = await import('fontkit');
  const font = async (file: string): Promise<Font> => {
    const made = create(await readFile(join(folder, file)));
    if (!('layout' in made)) throw new Error(`${file} is a collection and not one font`);
    return made;
  };
  const [regular, semiBold, bold] = await Promise.all([
    font(FILES.regular),
    font(FILES.semiBold),
    font(FILES.bold),
  ]);
  return { regular, semiBold, bold };
}

/**
 * The document fonts, opened once and kept: opening takes more time than a document does.
 * `folder` holds them as the package @expo-google-fonts/noto-sans does, which is the default.
 */
export function openFonts(folder: string = defaultFolder()): Promise<Fonts> {
  const known = opened.get(folder);
  if (known !== undefined) return known;
  const opening = open(folder).catch((error: unknown) => {
    opened.delete(folder);
    throw error;
  });
  opened.set(folder, opening);
  return opening;
}
