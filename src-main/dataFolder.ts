import { dataPlace, type Machine } from '../src-core/store/dataPlace.ts';

/** Where the data of this user lives: the asked folder, ORDA_DATA, or the place that the system keeps for programs. */
export const dataFolder = (asked: string | undefined, machine: Machine): string =>
  dataPlace(asked ?? machine.env['ORDA_DATA'], { titled: 'Orda', plain: 'orda' }, machine);
