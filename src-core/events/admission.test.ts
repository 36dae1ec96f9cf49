/** Holds: the rule of admission answers what the vectors say that every place which applies it must answer. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { admit, elsewhere, isHeld, isLetIn } from './admission.rules.ts';
import type { Arrival, AtGate, ListRule } from './admission.rules.ts';

type Case = {
  readonly name: string;
  readonly arrival: Partial<Arrival>;
  readonly gate: Partial<AtGate> | null;
  readonly verdict: string;
};

const { arrival, gate, cases } = JSON.parse(
  readFileSync(new URL('../../tests/fixtures/admission.json', import.meta.url), 'utf8'),
) as { readonly arrival: Omit<Arrival, 'gate'>; readonly gate: AtGate; readonly cases: readonly Case[] };

const answer = (one: Case) =>
  admit({ ...arrival, ...one.arrival, gate: one.gate && { ...gate, ...one.gate } });

describe('a vector', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    expect(answer(one)).toBe(one.verdict);
  });

  test('has a name of its own', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});

test('every answer but "not known" has a vector', () => {
  expect([...new Set(cases.map(({ verdict }) => verdict))].toSorted()).toEqual([
    'already',
    'annulled',
    'cancelled',
    'full',
    'left',
    'moved',
    'notInside',
    'notOnList',
    'ok',
    'returned',
    'sectionFull',
    'tooEarly',
    'tooLate',
  ]);
});

test('whoever is held back comes in once somebody allows it', () => {
  const held = cases.filter((one) => isHeld(answer(one)));
  const allowed = held.map((one) => answer({ ...one, arrival: { ...one.arrival, isAllowed: true } }));
  expect(held.length).toBeGreaterThan(10);
  expect(allowed.filter((verdict) => !isLetIn(verdict))).toEqual([]);
});

describe('somebody who is not on this list', () => {
  const list = (id: string, fields: Partial<ListRule>): ListRule => ({
    id,
    admits: 'everyone',
    groups: [],
    sectionId: null,
    opensAt: null,
    closesAt: null,
    ...fields,
  });
  const lists = [
    list('everyone', {}),
    list('first', { admits: 'groups', groups: ['ИС-21'] }),
    list('guests', { admits: 'people' }),
    list('ofA', { admits: 'section', sectionId: 'a' }),
  ];
  const at = (listId: string | null, sectionId: string | null, group: string | null, ...seats: string[]) =>
    elsewhere({ listId, sectionId }, lists, ['a', 'b'], { group, seats, isRegistered: true });

  test('is sent to the section of their seat', () => {
    expect(at('ofA', 'a', null, 'b')).toEqual(['b']);
  });
  test('is sent to the list of their group or of their name', () => {
    expect(at('ofA', 'a', 'ИС-21', 'guests')).toEqual(['first', 'guests']);
  });
  test('is sent nowhere where nothing says more', () => {
    expect(at('ofA', 'a', 'ИС-99')).toEqual([]);
    expect(at('guests', null, null)).toEqual([]);
  });
});
