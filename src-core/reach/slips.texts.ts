import type { Language } from '../access/index.ts';

type SlipTexts = {
  /** The file's name and title. */
  readonly file: string;
  /** Under the name; in: the address of the phone page without the code, null where there is none. */
  readonly how: (page: string | null) => string;
  /** As `how`, where the relay has no bot and the QR leads to the page. */
  readonly howPage: (page: string) => string;
};

export const slipTexts: Readonly<Record<Language, SlipTexts>> = {
  ru: {
    file: 'Листочки с кодами',
    how: (page) =>
      page === null ? 'Сканируйте: откроется Telegram' : `Сканируйте: откроется Telegram. Без него: ${page}`,
    howPage: (page) => `Сканируйте или откройте ${page}`,
  },
  kk: {
    file: 'Код парақшалары',
    how: (page) =>
      page === null ? 'Сканерлеңіз: Telegram ашылады' : `Сканерлеңіз: Telegram ашылады. Онсыз: ${page}`,
    howPage: (page) => `Сканерлеңіз немесе ${page} ашыңыз`,
  },
  en: {
    file: 'Code slips',
    how: (page) => (page === null ? 'Scan: Telegram opens' : `Scan: Telegram opens. Without it: ${page}`),
    howPage: (page) => `Scan, or open ${page}`,
  },
};
