/** @jsxImportSource preact */
/** The few drawings of the page, one line thick. */
const DRAWINGS = {
  events:
    'M4 9h16M8 3v4m8-4v4M6 5h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zm2.5 8.5 2.5 2.5 4.5-4.5',
  code: 'M4 4h6v6H4zm10 0h6v6h-6zM4 14h6v6H4zm10 0h2v2h-2zm4 0h2v2h-2zm-4 4h2v2h-2zm4 0h2v2h-2zM7 7h.01M17 7h.01M7 17h.01',
  messages: 'M4 6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4a2 2 0 0 1-2-2zm4 2.5h8M8 12h5',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-8 8c.6-3.6 3.8-5.5 8-5.5s7.4 1.900 8 5.500',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  done: 'M5 12.500l4.500 4.500L19 7.500',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-14v5l3 2',
  cloud: 'M7 18a4 4 0 0 1-.6-7.950 6 6 0 0 1 11.400 1.500A3.500 3.500 0 0 1 17.500 18M3 3l18 18',
} as const;

export type IconName = keyof typeof DRAWINGS;

/** Says nothing to a screen reader: words stand beside it. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={DRAWINGS[name]} />
  </svg>
);
