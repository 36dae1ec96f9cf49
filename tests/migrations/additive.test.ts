/**
 * Holds: every step of the chain only adds, so that a database can go back to the program before it and an older desk
 * can sync with a newer one. The chain runs step by step on real SQLite, and SQLite says what changed. The second half
 * shows that the checker itself catches a breach.
 */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { migrate } from '../../src-core/store/migrate.ts';
import type { Migration } from '../../src-core/store/migrate.ts';
import { breachesOf, schemaOf } from './schema.ts';

/** What a step took away after all, by its name. An index holds no data: an older program is right without it, only slower. */
const AGREED: Readonly<Record<string, readonly string[]>> = {
  fewer_pages: [
    'index check_in_device is gone',
    'index check_in_event was unique (event_id BINARY 0, person_id BINARY 0) and is (event_id BINARY 0)',
    // The pair was unique before, under the name above.
    'index check_in_person was (person_id BINARY 0) and is unique (person_id BINARY 0, event_id BINARY 0)',
  ],
};

describe('the chain', () => {
  test('is numbered from 1 without gaps, and no step is without a name', () => {
    expect(migrations.map((step) => step.id)).toEqual(migrations.map((_, index) => index + 1));
    expect(new Set(migrations.map((step) => step.name)).size).toBe(migrations.length);
  });

  test.each(migrations.map((step, index) => [`${step.id} ${step.name}`, index] as const))(
    '%s only adds',
    (_, index) => {
      const db = new Database(':memory:');
      migrate(db, migrations.slice(0, index));
      const before = schemaOf(db);
      migrate(db, migrations.slice(0, index + 1));
      const after = schemaOf(db);
      expect(breachesOf(before, after).toSorted()).toEqual(AGREED[migrations[index]?.name ?? ''] ?? []);
      expect(after, 'the step does something').not.toEqual(before);
      db.close();
    },
  );

  test('step by step or all at once makes the same database', () => {
    const atOnce = new Database(':memory:');
    migrate(atOnce, migrations);
    const stepwise = new Database(':memory:');
    for (const [index] of migrations.entries()) migrate(stepwise, migrations.slice(0, index + 1));
    expect(schemaOf(stepwise)).toEqual(schemaOf(atOnce));
    atOnce.close();
    stepwise.close();
  });
});

describe('the checker catches', () => {
  const first: Migration = {
    id: 1,
    name: 'first',
    up: [
      `CREATE TABLE song (id TEXT PRIMARY KEY, title TEXT NOT NULL, year INTEGER)`,
      `CREATE INDEX song_year ON song (year)`,
      `CREATE UNIQUE INDEX song_title ON song (title) WHERE year IS NOT NULL`,
    ],
  };
  const after = (...up: string[]): readonly string[] => {
    const db = new Database(':memory:');
    migrate(db, [first]);
    const before = schemaOf(db);
    migrate(db, [first, { id: 2, name: 'second', up }]);
    const said = breachesOf(before, schemaOf(db));
    db.close();
    return said;
  };
  const rebuilt = (columns: string): string[] => [
    `ALTER TABLE song RENAME TO old_song`,
    `CREATE TABLE song (${columns})`,
    `DROP TABLE old_song`,
    `CREATE INDEX song_year ON song (year)`,
    `CREATE UNIQUE INDEX song_title ON song (title) WHERE year IS NOT NULL`,
  ];

  test('nothing where there is nothing', () => {
    expect(
      after(
        `ALTER TABLE song ADD COLUMN singer TEXT`,
        `ALTER TABLE song ADD COLUMN plays INTEGER NOT NULL DEFAULT 0`,
        `CREATE INDEX song_singer ON song (singer)`,
        `CREATE TABLE band (id TEXT PRIMARY KEY)`,
      ),
    ).toEqual([]);
  });

  test.each([
    ['a dropped table', [`DROP TABLE song`], 'table song is gone'],
    ['a renamed table', [`ALTER TABLE song RENAME TO tune`], 'table song is gone'],
    [
      'another column of an index',
      [`DROP INDEX song_year`, `CREATE INDEX song_year ON song (title)`],
      'index song_year was (year BINARY 0) and is (title BINARY 0)',
    ],
    ['a renamed column', [`ALTER TABLE song RENAME COLUMN year TO released`], 'column song.year is gone'],
    ['a dropped index', [`DROP INDEX song_year`], 'index song_year is gone'],
    [
      'another condition of an index',
      [`DROP INDEX song_title`, `CREATE UNIQUE INDEX song_title ON song (title)`],
      'index song_title was unique (title BINARY 0) WHERE year IS NOT NULL and is unique (title BINARY 0)',
    ],
    [
      'a new unique index over old columns',
      [`CREATE UNIQUE INDEX one_a_year ON song (year)`],
      'index one_a_year is unique over old columns of song',
    ],
    [
      'a changed type',
      rebuilt('id TEXT PRIMARY KEY, title TEXT NOT NULL, year TEXT'),
      'column song.year was INTEGER and is TEXT',
    ],
    [
      'a column that may no longer be empty',
      rebuilt('id TEXT PRIMARY KEY, title TEXT NOT NULL, year INTEGER NOT NULL'),
      'column song.year was INTEGER and is INTEGER NOT NULL',
    ],
    [
      'a new column that may not be empty',
      rebuilt('id TEXT PRIMARY KEY, title TEXT NOT NULL, year INTEGER, singer TEXT NOT NULL'),
      'column song.singer is new and may not be empty',
    ],
  ])('%s', (_, up, sentence) => {
    expect(after(...up)).toContain(sentence);
  });

  test('a dropped column', () => {
    expect(
      after(`DROP INDEX song_year`, `DROP INDEX song_title`, `ALTER TABLE song DROP COLUMN year`),
    ).toEqual(['column song.year is gone', 'index song_title is gone', 'index song_year is gone']);
  });
});
