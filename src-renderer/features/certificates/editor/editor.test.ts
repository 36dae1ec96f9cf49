// The editor's steps, its resting places and its warnings, without a screen.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { starterLayout, type Template } from '../../../../src-core/certificates/template.rules.ts';
import {
  begun,
  boxesOf,
  changed,
  QR,
  redone,
  undone,
  withBox,
  withCopy,
  withField,
  withNewField,
  without,
  withPage,
  withQr,
  type Editing,
} from './editing.rules.ts';
import { dragged, snapped, squared } from './snap.rules.ts';
import { colourOf, contrast, warningsOf } from './warnings.rules.ts';

const A4 = { width: 297, height: 210 };
const template: Template = {
  name: 'Участник',
  language: 'kk',
  nameForm: 'full',
  page: A4,
  background: { kind: 'design', design: 'frame' },
  layout: starterLayout('kk', A4, 'frame'),
};

test('a drag is one step, however many moves it has; what comes after is another', () => {
  let editing = begun(template);
  for (let x = 0; x < 30; x += 1) editing = changed(editing, withField(editing.now, 'name', { x }), 'drag1');
  editing = changed(editing, withField(editing.now, 'name', { size: 20 }));
  expect(editing.past).toHaveLength(2);
  editing = undone(editing);
  expect(editing.now.layout.fields.find(({ id }) => id === 'name')?.x).toBe(29);
  editing = undone(editing);
  expect(editing.now).toBe(template);
  expect(undone(editing)).toBe(editing);
});

test('any row of changes can be taken back to the beginning and made again', () => {
  const step = fc.tuple(fc.constantFrom('name', 'event', QR), fc.integer({ min: 0, max: 200 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let editing: Editing = begun(template);
      for (const [id, x] of steps)
        editing = changed(editing, withBox(editing.now, id, { x, y: x, width: 40, height: 40 }));
      const end = editing.now;
      for (let n = 0; n < steps.length; n += 1) editing = undone(editing);
      expect(editing.now).toBe(template);
      for (let n = 0; n < steps.length; n += 1) editing = redone(editing);
      expect(editing.now).toBe(end);
    }),
  );
});

test('fields are added, copied and taken off; their names never meet', () => {
  const first = withNewField(template, '{name}');
  const second = withNewField(first?.template ?? template, 'x');
  const third = withCopy(second?.template ?? template, second?.id ?? '');
  const ids = third?.template.layout.fields.map(({ id }) => id) ?? [];
  expect(new Set(ids).size).toBe(template.layout.fields.length + 3);
  expect(without(third?.template ?? template, 'name').layout.fields).toHaveLength(ids.length - 1);
  expect(without(template, QR).layout.qr).toBeNull();
  expect(withQr(without(template, QR)).layout.qr).not.toBeNull();
});

test('there is an end to the fields of a page', () => {
  let full = template;
  for (let n = 0; n < 60; n += 1) full = withNewField(full, 'x')?.template ?? full;
  expect(full.layout.fields).toHaveLength(40);
  expect(withNewField(full, 'x')).toBeNull();
});

test('a page turned upright keeps everything on it', () => {
  for (const page of [
    { width: 210, height: 297 },
    { width: 210, height: 148 },
    { width: 148, height: 210 },
  ]) {
    const turned = withPage(template, page);
    for (const { x, y, width, height } of boxesOf(turned)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(page.width + 0.2);
      expect(y + height).toBeLessThanOrEqual(page.height + 0.2);
    }
    expect(turned.layout.qr?.size).toBeGreaterThanOrEqual(20);
  }
});

test('a box dragged near the middle of the page rests there and shows the line', () => {
  const box = { x: 97.9, y: 20, width: 100, height: 10 };
  const at = snapped(box, 'move', [], A4, 1.5);
  expect(at.box.x).toBeCloseTo(98.5);
  expect(at.vertical).toBe(148.5);
  expect(at.horizontal).toBeNull();
  expect(snapped(box, 'move', [], A4, 0).box).toEqual(box);
});

test('a box rests at the edges and middles of the others, the nearest first', () => {
  const other = { x: 30, y: 100, width: 50, height: 20 };
  const at = snapped({ x: 31, y: 99.2, width: 20, height: 8 }, 'move', [other], A4, 1.5);
  expect(at.box).toEqual({ x: 30, y: 100, width: 20, height: 8 });
});

test('a grip moves its own edges and no other', () => {
  const box = { x: 10, y: 10, width: 50, height: 20 };
  expect(dragged(box, 'e', 5, 9)).toEqual({ x: 10, y: 10, width: 55, height: 20 });
  expect(dragged(box, 'w', 5, 9)).toEqual({ x: 15, y: 10, width: 45, height: 20 });
  expect(dragged(box, 'nw', 5, -5)).toEqual({ x: 15, y: 5, width: 45, height: 25 });
  expect(dragged(box, 'se', -100, -100)).toEqual({ x: 10, y: 10, width: 3, height: 3 });
});

test('a QR code stays square, and its opposite corner in place', () => {
  const box = { x: 100, y: 100, width: 40, height: 40 };
  const at = squared(box, dragged(box, 'nw', -10, -2), 'nw');
  expect(at).toEqual({ x: 90, y: 90, width: 50, height: 50 });
});

test('a QR code is never made smaller than phones read', () => {
  const small = withBox(template, QR, { x: 0, y: 0, width: 5, height: 5 });
  expect(small.layout.qr?.size).toBe(20);
  const placed = { lines: [], qr: { x: 0, y: 0, size: 20 }, warnings: [] };
  expect(warningsOf(placed, 69, undefined).map(({ kind }) => kind)).toEqual(['qrSmall']);
  expect(warningsOf({ ...placed, qr: null }, 69, undefined).map(({ kind }) => kind)).toEqual(['qrNone']);
});

test('pale letters and letters under the QR code are named, each field once', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  const line = {
    field: 'name',
    text: 'Ә',
    x: 5,
    y: 10,
    width: 30,
    size: 20,
    weight: 'bold',
    colour: '#eeeeee',
  } as const;
  const placed = { lines: [line, { ...line, y: 18 }], qr: { x: 0, y: 0, size: 30 }, warnings: [] };
  expect(warningsOf(placed, 60, () => colourOf('#ffffff')).map(({ field, kind }) => [field, kind])).toEqual([
    ['name', 'contrast'],
    ['name', 'qrCovers'],
  ]);
});
