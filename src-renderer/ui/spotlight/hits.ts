/** One line of the command line's answers. */
export type Hit = {
  readonly id: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly keys?: string | undefined;
  readonly run: (navigate: (path: string) => void) => void;
};

/** A feature's answers to what is typed; `groupTitle` is a text of the desk's catalogue. */
export type HitSource = {
  readonly group: 'groupPeople' | 'groupEvents';
  readonly find: (query: string) => Promise<readonly Hit[]>;
};
