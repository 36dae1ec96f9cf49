/** Holds: pictures behind templates go along with an event (docs/sync.md, H9), so that the second laptop prints the same certificates. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobFile, JobTools } from '../access/index.ts';
import { createFreshFile, packLog } from '../handover/eventFile.ts';
import { fileOf, keyOf, newSalt, openEventFile, sealFrame } from '../handover/fileFormat.ts';
import { makeEventFile, takeEventFile } from '../handover/handover.work.ts';
import { certificateTemplateTable } from './certificates.schema.ts';
import { issuedBatch, newTemplate, openCertificateDesk, printed } from './certificates.test-support.ts';
import type { CertificateDesk } from './certificates.test-support.ts';
import { readUpload } from './pictures.ts';

const PHRASE = 'bako turi meno sila dufo';
let count = 0;
let a: CertificateDesk;
let b: CertificateDesk;
beforeEach(async () => {
  a = await openCertificateDesk();
  b = await openCertificateDesk();
});
afterEach(() => {
  a.close();
  b.close();
});

function tools(desk: CertificateDesk): JobTools {
  mkdirSync(join(desk.folder, 'handed'), { recursive: true });
  return {
    store: desk.store,
    place: { database: desk.store.path, backups: '' },
    actor: { id: 'test', name: 'test', role: 'owner' },
    now: () => Date.UTC(2026, 8, 4, 15),
    signal: new AbortController().signal,
    progress: () => undefined,
    temporary: (extension) => join(desk.folder, 'handed', `${(count += 1)}${extension}`),
  };
}
const make = async (eventId: string): Promise<string> =>
  ((await makeEventFile({ eventId, phrase: PHRASE }, tools(a))) as JobFile).path;
const take = (path: string) => takeEventFile({ path, phrase: PHRASE, owner: null }, tools(b));
const pictures = (desk: CertificateDesk): readonly string[] =>
  desk.store
    .localRows<{ sha256: string }>('SELECT sha256 FROM certificate_picture ORDER BY sha256')
    .map(({ sha256 }) => sha256);

/** An SVG of its own colour, with so many characters more. */
const svg = (colour: string, more = 0): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 297 210"><path d="M0 0h297v210h-297z" fill="${colour}"/>${' '.repeat(more)}</svg>`;
const upload = async (desk: CertificateDesk, picture: string) =>
  (await desk.api.certificateTemplates.uploadBackground({ token: desk.upload(picture) })).background;
const templateWith = async (picture: string): Promise<string> =>
  newTemplate(a, { background: await upload(a, picture) });
const hashOf = (picture: string): string => readUpload(Buffer.from(picture)).sha256;

test('the second laptop prints the same certificates, also by a template that was put away', async () => {
  const templateId = await templateWith(svg('#eef'));
  await templateWith(svg('#fee'));
  await a.api.certificateTemplates.remove({ id: await templateWith(svg('#efe')) });
  const { eventId, people } = await issuedBatch(a, { family_name: 'Ким' }, { family_name: 'Әлімқұлова' });
  const who = { kind: 'people' as const, ids: [...people] };
  await a.run(await a.api.certificates.issue({ templateId, eventId, who }));
  await a.api.certificateTemplates.remove({ id: templateId });
  await take(await make(eventId));
  expect(pictures(b)).toEqual([hashOf(svg('#eef')), hashOf(svg('#fee'))].toSorted());
  const which = { which: { eventId, templateId }, mode: 'merged', language: 'ru' } as const;
  const [here, there] = [await printed(a, which), await printed(b, which)];
  // A PDF says besides when it was made, and has an id that follows from that.
  const drawn = (pdf: Buffer): string =>
    pdf.toString('latin1').replaceAll(/D:\d{14}Z|CreateDate>[^<]*|\/ID \[.*\]/g, '');
  expect(drawn(there.bytes) === drawn(here.bytes)).toBe(true);
  expect(drawn(there.bytes).length).toBeGreaterThan(5000);
  await take(await make(eventId));
  expect(pictures(b)).toHaveLength(2);
});

test('what goes beyond the limit stays, and what this event was printed with goes first', async () => {
  const { eventId, people } = await issuedBatch(a, { family_name: 'Ким' });
  const used = await templateWith(svg('#000001', 4_900_000));
  const who = { kind: 'people' as const, ids: [...people] };
  await a.run(await a.api.certificates.issue({ templateId: used, eventId, who }));
  for (const colour of ['#000002', '#000003', '#000004']) await templateWith(svg(colour, 4_900_000));
  await templateWith(svg('#000005'));
  await take(await make(eventId));
  expect(pictures(b)).toHaveLength(4);
  expect(pictures(b)).toContain(hashOf(svg('#000001', 4_900_000)));
  expect(pictures(b)).toContain(hashOf(svg('#000005')));
});

test('a file that is kept fresh has the picture of a template that was made later', async () => {
  await templateWith(svg('#111111'));
  const { eventId } = await issuedBatch(a, { family_name: 'Ким' });
  const key = await keyOf(PHRASE, newSalt());
  const fresh = createFreshFile(a.store, eventId, key, await packLog(a.store, eventId, key));
  await fresh.next(false);
  await templateWith(svg('#222222'));
  await fresh.next(false);
  await templateWith(svg('#333333'));
  const path = join(b.folder, 'fresh.orda-event');
  writeFileSync(path, Buffer.concat((await fresh.next(false))?.bytes ?? []));
  const file = await openEventFile(readFileSync(path), PHRASE);
  const frames = await Promise.all(file.manifest.frames.map((_, number) => file.frame(number)));
  expect(JSON.stringify(frames).match(/"sha256"/g)).toHaveLength(3);
  await take(path);
  expect(pictures(b)).toHaveLength(3);
});

describe('a file made to harm', () => {
  const forge = async (...files: readonly unknown[]): Promise<string> => {
    const key = await keyOf(PHRASE, newSalt());
    const { eventId } = await issuedBatch(a, { family_name: 'Ким' });
    const { frames, changes } = await packLog(a.store, eventId, key);
    const frame = await sealFrame(key, { changes: [], actions: [], files }, 1);
    const header = { schema: a.store.schema, node: 'abcdefgh', madeAt: '2026-09-04T12:00:00.000Z' };
    const inside = { eventId, title: 't', startsAt: '', organisation: '', people: 0, marks: 0, changes };
    const path = join(b.folder, 'forged.orda-event');
    writeFileSync(path, Buffer.concat(fileOf(key, header, inside, [...frames, frame])));
    return path;
  };
  const file = (content: string | Buffer, more: object = {}) => {
    const bytes = Buffer.from(content);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { table: certificateTemplateTable.name, sha256, data: bytes.toString('base64'), ...more };
  };
  const rows = (): number => b.store.localRows('SELECT seq FROM change').length;

  test.each([
    ['another hash', () => file(svg('#eee'), { sha256: 'a'.repeat(64) })],
    ['a hash that is none', () => file(svg('#eee'), { sha256: '../../etc' })],
    ['no base64', () => file(svg('#eee'), { data: '<svg>' })],
    ['no bytes', () => ({ table: certificateTemplateTable.name, sha256: 'a'.repeat(64) })],
    ['more than a picture may have', () => file(Buffer.alloc(7_000_000))],
  ])('with %s changes nothing', async (_, made) => {
    const path = await forge(file(svg('#ddd')), made());
    const before = rows();
    await expect(take(path)).rejects.toThrow('EVENT_FILE_DAMAGED');
    expect([rows(), pictures(b)]).toEqual([before, []]);
  });

  test('with too many in one frame changes nothing', async () => {
    const path = await forge(...Array.from({ length: 9 }, (_, n) => file(svg(`#00000${n}`))));
    await expect(take(path)).rejects.toThrow('EVENT_FILE_DAMAGED');
    expect(pictures(b)).toEqual([]);
  });

  test('with what is no picture, or belongs to no table here, loses that alone', async () => {
    const good = svg('#ccc');
    const path = await forge(
      file('MZ\u0000 a program'),
      file(Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(99)])),
      file(svg('#bbb').replace('<path', '<script>1</script><path')),
      file(svg('#aaa'), { table: 'person' }),
      file(svg('#aaa'), { table: 'sqlite_master' }),
      file(svg('#aaa'), { table: '__proto__' }),
      file(good),
    );
    await take(path);
    expect(pictures(b)).toEqual([hashOf(good)]);
    expect(b.store.localRows('SELECT id FROM certificate')).toHaveLength(1);
  });
});
