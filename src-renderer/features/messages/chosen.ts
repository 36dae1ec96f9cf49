/** Whoever was chosen in a list of people waits here until the composer opens at `WRITE_TO_CHOSEN`. */
let chosen: readonly string[] = [];

export const WRITE_TO_CHOSEN = '/messages/new?to=chosen';

export const choosePeople = (ids: readonly string[]): void => {
  chosen = ids;
};

export const chosenPeople = (): readonly string[] => chosen;
