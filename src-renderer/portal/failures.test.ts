/** Every failure that a member may meet has a sentence on the phone page. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { portalTexts } from './portal.texts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where what a member presses is done. */
const PLACES = [
  'src-relay/portal',
  'src-core/members',
  'src-core/answers',
  'src-core/forms/asked.store.ts',
  'src-core/reach/linkCodes.store.ts',
  'src-core/reach/family.store.ts',
];

const sourcesIn = (place: string): readonly string[] =>
  place.endsWith('.ts')
    ? [join(root, place)]
    : readdirSync(join(root, place))
        .filter((name) => name.endsWith('.ts') && !name.includes('.test'))
        .map((name) => join(root, place, name));

test('no failure is mute', () => {
  const thrown = PLACES.flatMap(sourcesIn)
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\bfail\(\s*'[a-z-]+',\s*'([A-Z_]+)'/g)])
    .map(([, code = '']) => code);
  expect(thrown.length).toBeGreaterThan(20);
  const mute = [...new Set(thrown)].filter((code) => !(`failure_${code}` in portalTexts.en));
  expect(mute).toEqual([]);
});
