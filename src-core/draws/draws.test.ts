/**
 * Holds: only who is present enters; a draw goes through its states in one direction and stays where it was over a
 * kill -9; nothing after the commitment can be changed, undone or drawn again; every step stands in the log.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../access/index.ts';
import { committed, eventWith, markAll, opened, openDrawDesk } from './draws.test-support.ts';
import type { DrawDesk } from './draws.test-support.ts';
import { drawsRouters } from './index.ts';
import type { Protocol } from './protocol.ts';

let desk: DrawDesk;
beforeEach(async () => {
  desk = await openDrawDesk();
});
afterEach(() => desk.close());

const drawOf = async (eventId: string, at = -1) => {
  const draw = (await desk.api.draws.list({ eventId })).draws.at(at);
  if (draw === undefined) throw new Error('no draw');
  return draw;
};
const protocolOf = async (id: string) => {
  const { token } = await desk.api.draws.protocol({ id, kind: 'json', language: 'ru' });
  return JSON.parse(desk.offered(token).toString()) as Protocol;
};

describe('from the first to the last step', () => {
  test('three prizes among a hundred people end with three different winners, by name', async () => {
    const { eventId } = await eventWith(desk, 100);
    const id = await opened(desk, eventId, ['Кружка', 'Кітап', 'Футболка']);
    const draw = await drawOf(eventId);
    expect(draw).toMatchObject({
      state: 'opened',
      entrants: 100,
      number: expect.stringMatching(/^[0-9A-Z]{4}-1$/),
    });
    expect(new Set(draw.holders.map((holder) => holder.person?.name)).size).toBe(3);
    expect(draw.holders.map((holder) => holder.title)).toEqual(['Кружка', 'Кітап', 'Футболка']);
    for (const position of [1, 2, 3]) await desk.api.draws.handOver({ id, position });
    expect(await drawOf(eventId)).toMatchObject({ state: 'done' });
  });

  test('who has no mark, or an annulled one, does not enter', async () => {
    const { eventId, people } = await eventWith(desk, 4);
    await desk.as('owner').checkIn.annul({ eventId, personId: people[0] ?? '', reason: 'чужая карта' });
    await eventWith(desk, 5, '2026-09-05');
    expect(await desk.api.draws.entrants({ eventId, noRepeatEvents: 0 })).toMatchObject({ entrants: 3 });
    const id = await committed(desk, eventId, ['a']);
    const code = await desk.api.draws.codeOf({ eventId, personId: people[0] ?? '' });
    const { entrants } = await protocolOf(id);
    expect(entrants).toHaveLength(3);
    expect(entrants).not.toContain(code);
  });

  test('who comes after the commitment does not enter, who is annulled after it stays', async () => {
    const { eventId, people } = await eventWith(desk, 3);
    const id = await committed(desk, eventId, ['a']);
    const before = (await protocolOf(id)).entrants;
    const { people: late } = await eventWith(desk, 2, '2026-09-06');
    await markAll(desk, eventId, late);
    await desk.as('owner').checkIn.annul({ eventId, personId: people[0] ?? '', reason: 'ошибка' });
    await desk.api.draws.hallInput({ id, text: '1' });
    await desk.api.draws.open({ id });
    expect((await protocolOf(id)).entrants).toEqual(before);
  });

  test('more prizes than people, no people and no prizes are refused with a code', async () => {
    const { eventId } = await eventWith(desk, 1);
    await expect(committed(desk, eventId, ['a', 'b'])).rejects.toThrow('DRAW_MORE_PRIZES');
    await expect(committed(desk, eventId, [])).rejects.toThrow('DRAW_WITHOUT_PRIZES');
    const empty = await eventWith(desk, 0, '2026-09-07');
    await expect(committed(desk, empty.eventId, ['a'])).rejects.toThrow('DRAW_WITHOUT_ENTRANTS');
    expect((await desk.api.draws.list({ eventId })).draws).toEqual([]);
  });
});

describe('the absent', () => {
  test('give way to the next of the same permutation, and nobody is called twice', async () => {
    const { eventId } = await eventWith(desk, 5);
    const id = await opened(desk, eventId, ['a', 'b']);
    await desk.api.draws.absent({ id, position: 2 });
    await desk.api.draws.absent({ id, position: 3 });
    const { holders } = await drawOf(eventId);
    expect(holders).toMatchObject([
      { position: 1, absent: [] },
      { position: 4, absent: [2, 3] },
    ]);
    await expect(desk.api.draws.handOver({ id, position: 2 })).rejects.toThrow('DRAW_ALREADY_SETTLED');
    await expect(desk.api.draws.handOver({ id, position: 5 })).rejects.toThrow('DRAW_NOT_A_WINNER');
  });

  test('leave a prize to nobody when the list is at its end', async () => {
    const { eventId } = await eventWith(desk, 2);
    const id = await opened(desk, eventId, ['a']);
    await desk.api.draws.absent({ id, position: 1 });
    await desk.api.draws.absent({ id, position: 2 });
    expect(await drawOf(eventId)).toMatchObject({
      state: 'done',
      holders: [{ position: null, person: null }],
    });
  });
});

describe('a scan at the hand-over', () => {
  test('confirms the winner by card or code, and refuses anybody else', async () => {
    const { eventId } = await eventWith(desk, 6);
    const id = await opened(desk, eventId, ['a', 'b']);
    const { holders } = await drawOf(eventId);
    const [first, second] = holders;
    const { entrants } = await protocolOf(id);
    const other = entrants.find((code) => holders.every((holder) => holder.code !== code)) ?? '';
    await expect(desk.api.draws.handOver({ id, scan: other })).rejects.toThrow('DRAW_SCAN_OTHER');
    await expect(desk.api.draws.handOver({ id, scan: 'привет' })).rejects.toThrow('DRAW_SCAN_OTHER');
    await desk.api.draws.handOver({ id, scan: (first?.code ?? '').toLowerCase() });
    await expect(desk.api.draws.handOver({ id, scan: first?.code ?? '' })).rejects.toThrow(
      'DRAW_ALREADY_SETTLED',
    );
    const card = await desk.store
      .read<{ person: { id: string; code: string } }>()
      .selectFrom('person')
      .select('code')
      .where('id', '=', second?.person?.id ?? '')
      .executeTakeFirstOrThrow();
    await desk.api.draws.handOver({ id, scan: card.code });
    expect(await drawOf(eventId)).toMatchObject({ state: 'done' });
  });
});

describe('no second try', () => {
  test('two desks that hand one prize over at the same moment record it once', async () => {
    const { eventId } = await eventWith(desk, 5);
    const id = await opened(desk, eventId, ['Кубок']);
    const [holder] = (await desk.api.draws.list({ eventId })).draws[0]?.holders ?? [];
    const position = holder?.position ?? 0;
    const ends = await Promise.allSettled([
      desk.as('owner').draws.handOver({ id, position }),
      desk.as('organizer').draws.handOver({ id, scan: holder?.code ?? '' }),
      desk.as('admin').draws.absent({ id, position }),
    ]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const turns = await desk.store
      .read<{ draw_turn: { id: string; outcome: string } }>()
      .selectFrom('draw_turn')
      .select('outcome')
      .execute();
    expect(turns).toEqual([{ outcome: 'given' }]);
  });

  test('after the commitment nothing is edited, discarded, undone or opened twice', async () => {
    const { eventId } = await eventWith(desk, 5);
    const { id, tx } = await desk.api.draws.prepare({
      eventId,
      prizes: [{ title: 'a', count: 1 }],
      noRepeatEvents: 0,
      names: 'full',
    });
    const commit = await desk.api.draws.commit({ id });
    const again = {
      id,
      eventId,
      prizes: [{ title: 'b', count: 1 }],
      noRepeatEvents: 0,
      names: 'full',
    } as const;
    await expect(desk.api.draws.prepare(again)).rejects.toThrow('DRAW_ALREADY_COMMITTED');
    await expect(desk.api.draws.discard({ id })).rejects.toThrow('DRAW_NOT_FOUND');
    await expect(desk.api.draws.commit({ id })).rejects.toThrow('DRAW_NOT_FOUND');
    await expect(desk.api.draws.open({ id })).rejects.toThrow('DRAW_NOT_NOW');
    const input = await desk.api.draws.hallInput({ id, text: '4' });
    await expect(desk.api.draws.hallInput({ id, text: '5' })).rejects.toThrow('DRAW_NOT_NOW');
    const open = await desk.api.draws.open({ id });
    await expect(desk.api.draws.open({ id })).rejects.toThrow('DRAW_NOT_NOW');
    await expect(desk.api.draws.abandon({ id, reason: 'не тот' })).rejects.toThrow('DRAW_NOT_NOW');
    const before = await protocolOf(id);
    for (const one of [commit.tx, input.tx, open.tx])
      await expect(desk.as('owner').journal.undo({ tx: one ?? '' })).rejects.toThrow('ALREADY_UNDONE');
    await desk.as('owner').journal.undo({ tx: tx ?? '' });
    expect(await protocolOf(id)).toEqual(before);
  });

  test('no procedure but these exists: none of them draws again, changes a list or deletes', () => {
    // oxlint-disable-next-line no-underscore-dangle -- tRPC keeps the names there
    expect(Object.keys(drawsRouters.draws._def.procedures).toSorted()).toEqual([
      'abandon',
      'absent',
      'codeOf',
      'commit',
      'discard',
      'entrants',
      'hallInput',
      'handOver',
      'list',
      'open',
      'prepare',
      'protocol',
      'stage',
      'statistics',
      'takingPart',
    ]);
  });

  test('a draw that was given up keeps its number, its reason, and a line in the next one’s protocol', async () => {
    const { eventId } = await eventWith(desk, 5);
    const first = await committed(desk, eventId, ['a']);
    await desk.api.draws.hallInput({ id: first, text: '4' });
    await desk.api.draws.abandon({ id: first, reason: 'погас проектор' });
    await expect(desk.api.draws.open({ id: first })).rejects.toThrow('DRAW_NOT_NOW');
    const given = await protocolOf(first);
    expect(given).toMatchObject({
      state: 'abandoned',
      abandoned: { reason: 'погас проектор' },
      opening: null,
    });
    const next = await protocolOf(await opened(desk, eventId, ['a']));
    expect(next.number).toMatch(/-2$/);
    expect(next.commitment.previous).toBe(given.commitment.hash);
    expect(next.earlierDraws).toEqual([
      { number: given.number, state: 'abandoned', commitment: given.commitment.hash },
    ]);
  });

  test('the secret is in no log and no answer before the opening', async () => {
    const { eventId } = await eventWith(desk, 5);
    const id = await committed(desk, eventId, ['a']);
    const [kept] = desk.store.localRows<{ secret: string }>('SELECT secret FROM draw_secret');
    const log = JSON.stringify(desk.store.localRows('SELECT * FROM change'));
    expect(kept?.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(log).not.toContain(kept?.secret);
    const answers = [
      await desk.api.draws.list({ eventId }),
      await desk.api.draws.stage({ eventId }),
      await protocolOf(id),
    ];
    expect(JSON.stringify(answers)).not.toContain(kept?.secret);
    await desk.api.draws.hallInput({ id, text: '4' });
    await desk.api.draws.open({ id });
    expect((await protocolOf(id)).opening?.secret).toBe(kept?.secret);
    expect(desk.store.localRows('SELECT * FROM draw_secret')).toEqual([]);
  });
});

describe('rules fixed before', () => {
  test('one prize a person at an event: winners leave the list of the next draw, the absent do not', async () => {
    const { eventId } = await eventWith(desk, 3);
    const id = await opened(desk, eventId, ['a', 'b']);
    await desk.api.draws.absent({ id, position: 1 });
    await desk.api.draws.handOver({ id, position: 2 });
    const { holders } = await drawOf(eventId);
    const second = await protocolOf(await committed(desk, eventId, ['c']));
    expect(second.entrants).toHaveLength(1);
    expect(new Set(second.excluded.map(({ code }) => code))).toEqual(
      new Set(holders.map((holder) => holder.code)),
    );
  });

  test('no repeat winner for 2 events: left out of the two after, in again at the third', async () => {
    const { eventId, people } = await eventWith(desk, 2, '2026-09-01');
    await opened(desk, eventId, ['a']);
    const entrants: number[] = [];
    for (const date of ['2026-09-08', '2026-09-15', '2026-09-22']) {
      const next = await eventWith(desk, 0, date);
      await markAll(desk, next.eventId, people);
      entrants.push((await desk.api.draws.entrants({ eventId: next.eventId, noRepeatEvents: 2 })).entrants);
    }
    expect(entrants).toEqual([1, 1, 2]);
  });
});

test('draws are numbered without gaps, whatever was prepared, discarded or refused between them', async () => {
  const { eventId } = await eventWith(desk, 30);
  for (let n = 0; n < 4; n += 1) {
    const draft = { eventId, prizes: [{ title: 'x', count: 2 }], noRepeatEvents: 0, names: 'code' } as const;
    const { id } = await desk.api.draws.prepare(draft);
    await desk.api.draws.discard({ id });
    await expect(committed(desk, eventId, [])).rejects.toThrow('DRAW_WITHOUT_PRIZES');
    await Promise.all([opened(desk, eventId, ['a']), committed(desk, eventId, ['b'])]);
  }
  const { draws } = await desk.api.draws.list({ eventId });
  expect(draws.map((draw) => Number(draw.number.split('-')[1]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  for (const [at, draw] of draws.entries()) expect(draw.previous).toBe(draws[at - 1]?.commitment ?? null);
});

test('each step is an action of the journal, by whoever did it', async () => {
  const { eventId } = await eventWith(desk, 3);
  const id = await opened(desk, eventId, ['a', 'b']);
  await desk.api.draws.absent({ id, position: 1 });
  await desk.api.draws.handOver({ id, position: 2 });
  await desk.api.draws.abandon({ id: await committed(desk, eventId, ['c']), reason: 'поздно' });
  const actions = desk.store
    .localRows<{ name: string; actor: string }>(
      `SELECT name, actor FROM action WHERE name LIKE 'draws.%' ORDER BY id`,
    )
    .map(({ name, actor }) => `${name} ${actor}`);
  expect(actions).toEqual(
    ['prepare', 'commit', 'hallInput', 'open', 'absent', 'handOver', 'prepare', 'commit', 'abandon'].map(
      (step) => `draws.${step} test-organizer`,
    ),
  );
});

describe('the stage', () => {
  test.each([
    ['full', 'Гость', true],
    ['short', 'Айгерім Г.', true],
    ['code', 'Г', false],
  ] as const)('under the rule %s shows «%s»: %s, and of nobody but winners', async (names, text, isShown) => {
    const { eventId, people } = await eventWith(desk, 20);
    expect(await desk.api.draws.stage({ eventId })).toMatchObject({ draw: null });
    await opened(desk, eventId, ['x', 'y'], { names });
    const { draw } = await desk.as('volunteer').draws.stage({ eventId });
    const shown = JSON.stringify(draw);
    expect(draw?.winners).toHaveLength(2);
    expect(shown.includes(text)).toBe(isShown);
    expect(shown.match(/Айгерім/g)?.length ?? 0).toBe(isShown ? 2 : 0);
    for (const person of people) expect(shown).not.toContain(person);
  });

  test.each(['volunteer', 'teacher', 'finance'] satisfies Role[])(
    '%s watches, and runs no draw',
    async (role) => {
      const { eventId } = await eventWith(desk, 2);
      const id = await committed(desk, eventId, ['a']);
      await desk.as(role).draws.stage({ eventId });
      await expect(desk.as(role).draws.hallInput({ id, text: '1' })).rejects.toThrow('NOT_PERMITTED');
    },
  );
});

test('the year counts draws, hand-overs, and wins beside what equal chances would give', async () => {
  const { eventId, people } = await eventWith(desk, 4, '2026-09-01');
  const id = await opened(desk, eventId, ['a']);
  await desk.api.draws.handOver({ id, position: 1 });
  const next = await eventWith(desk, 0, '2026-10-01');
  await markAll(desk, next.eventId, people);
  await opened(desk, next.eventId, ['a', 'b']);
  await committed(desk, next.eventId, ['c']);
  const year = await desk.api.draws.statistics({ year: 2026 });
  expect(year).toMatchObject({ draws: 2, abandoned: 0, given: 1, absent: 0, people: 4, entries: 8, wins: 3 });
  expect(year.lines.map((line) => line.expected)).toEqual([4 * 0.375, 4 * 0.5, 4 * 0.125, 0]);
  expect(year.lines.reduce((sum, line) => sum + line.people, 0)).toBe(4);
  expect(await desk.api.draws.statistics({ year: 2025 })).toMatchObject({ draws: 0, people: 0 });
});

test.each(['ru', 'kk', 'en'] as const)(
  'the protocol is printed in %s, before the opening and after',
  async (language) => {
    const { eventId } = await eventWith(desk, 9);
    const id = await committed(desk, eventId, ['Ұлттық ою-өрнекті кесе', 'b']);
    const print = async () => {
      const { token, name } = await desk.api.draws.protocol({ id, kind: 'pdf', language });
      expect(name).toMatch(/^draw-[0-9A-Z]{4}-1\.pdf$/);
      return desk.offered(token);
    };
    expect((await print()).subarray(0, 5).toString()).toBe('%PDF-');
    await desk.api.draws.hallInput({ id, text: '4 2 6' });
    await desk.api.draws.open({ id });
    await desk.api.draws.absent({ id, position: 1 });
    expect((await print()).length).toBeGreaterThan(5000);
  },
);

test(
  'a kill -9 after every step loses nothing, and the next start goes on with it',
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'orda-draws-kill-'));
    const child = fileURLToPath(new URL('draws.kill.test-support.ts', import.meta.url));
    const states = ['prepare', 'commit', 'hallInput', 'open', 'absent', 'handOver'].map((step) => {
      const { signal, stdout, stderr } = spawnSync(process.execPath, [child, folder, step], {
        encoding: 'utf8',
      });
      if (signal !== 'SIGKILL') throw new Error(stderr);
      return stdout.trim();
    });
    expect(states).toEqual(['prepared', 'committed', 'hallInput', 'opened', 'opened', 'done']);
    const again = await openDrawDesk(folder);
    expect(again.store.localRows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    again.close();
  },
);
