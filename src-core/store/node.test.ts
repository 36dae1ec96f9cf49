import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeIdFile, ownNodeId } from './node.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orda-node-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const random = (): Uint8Array => randomBytes(16);
const idIn = (where: string): string => ownNodeId(join(where, 'orda.db'), random);

test('S11 a laptop keeps its name from start to start', () => {
  const id = idIn(folder);
  expect(id).toMatch(/^[0-9a-z]{8}$/);
  expect([idIn(folder), idIn(folder)]).toEqual([id, id]);
});

test('S11 two laptops made by copying the folder do not share a name', () => {
  const first = idIn(folder);
  const copy = mkdtempSync(join(tmpdir(), 'orda-node-'));
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
  expect(readFileSync(nodeIdFile(join(copy, 'orda.db')), 'utf8')).toContain(first);
  const second = idIn(copy);
  expect(second).not.toBe(first);
  expect([idIn(copy), idIn(folder)]).toEqual([second, first]);
  rmSync(copy, { recursive: true });
});

test('S11 a name from before the marks is kept, and marked', () => {
  writeFileSync(nodeIdFile(join(folder, 'orda.db')), 'abcd1234\n');
  expect([idIn(folder), idIn(folder)]).toEqual(['abcd1234', 'abcd1234']);
});

test.each(['', 'ABC', 'abcd1234 and more', '\u0000'])('S11 what is no name (%j) is replaced', (content) => {
  writeFileSync(nodeIdFile(join(folder, 'orda.db')), content);
  expect(idIn(folder)).toMatch(/^[0-9a-z]{8}$/);
});
