import type { Migration } from '../src-core/store/migrate.ts';

/** A question for the hall with a showing of the code. */
export const question: Migration = {
  id: 13,
  name: 'question',
  up: ['ALTER TABLE wave ADD COLUMN question TEXT', 'ALTER TABLE wave ADD COLUMN answers TEXT'],
};
