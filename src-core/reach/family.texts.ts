/** What a parent is called who came by a child's code and has not said their name. */
export const NAMELESS_GUARDIAN = {
  ru: 'Родитель: {{child}}',
  kk: 'Ата-ана: {{child}}',
  en: 'Parent of {{child}}',
} as const;
