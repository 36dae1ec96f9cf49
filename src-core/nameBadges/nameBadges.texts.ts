/** Words of the badges' files. */
export const nameBadgeTexts = {
  ru: { file: 'Бейджи' },
  kk: { file: 'Бейдждер' },
  en: { file: 'Name badges' },
} as const;
