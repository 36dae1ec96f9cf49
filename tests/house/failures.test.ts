/** A failure is a code; a screen must have a sentence for every code that the core or the desk can answer with. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Codes of a screen that asks for what cannot be asked for: the general sentence names the code. */
const WITHOUT_SENTENCE = new Set(['NO_SUCH_TABLE', 'NO_SUCH_JOB']);

const codesOf = (
  folders: readonly string[],
  fits: (name: string) => boolean,
  pattern: RegExp,
): readonly string[] =>
  folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && fits(entry.name))
    .flatMap((entry) => [...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(pattern)])
    .map(([, code = '']) => code);

test('every failure has its sentence', () => {
  const isSource = (name: string): boolean => name.endsWith('.ts') && !name.includes('.test');
  const thrown = codesOf(['src-core', 'src-main'], isSource, /\bfail\(\s*'[a-z-]+',\s*'([A-Z_]+)'/g);
  const answered = codesOf(['src-main'], isSource, /\bcode: '([A-Z_]+)'/g);
  const said = new Set(
    codesOf(['src-renderer', 'src-core'], (name) => name.endsWith('.texts.ts'), /^\s+([A-Z_]{4,}):\s/gm),
  );
  const mute = [...new Set([...thrown, ...answered])].filter(
    (code) => !said.has(code) && !WITHOUT_SENTENCE.has(code),
  );
  expect(mute.toSorted((left, right) => left.localeCompare(right))).toEqual([]);
});
