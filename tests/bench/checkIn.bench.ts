// The door: marks at the API (a scanned code decoded, the rule asked, one durable commit each) against bare inserts with a
// commit each; and people a minute by keyboard alone, in a real browser, at the pace of a calm typist.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { buildRenderer } from '../../scripts/freshness.ts';
import { closeBrowser, sharedBrowser } from '../e2e/browser.ts';
import { median, medianInChild, type BenchRow } from './bench.ts';

const RUNS = 3;
/** As many marks as `bare` of the benchmark of record() makes. */
const MARKS = 2000;
const HERE = new URL(import.meta.url);
const PROGRAM = fileURLToPath(new URL('../../src-main/start.ts', import.meta.url));

/** Milliseconds between two keys of somebody who types calmly: 80 words a minute. */
const KEY_MS = 150;
const ARRIVALS = 40;
/** What the users asked of one desk. */
const AIM_A_MINUTE = 25;

const name = (n: number): string => {
  const letters = 'абвгдежзиклмнопрстуфхцчшэюя';
  const at = (place: number): string => letters[Math.floor(n / 27 ** place) % 27] ?? '';
  return `${at(0)}${at(1)}${at(2)}уев`;
};

/** Prepares a base of people and an open event; the work marks each person by the code that a scanner types under a Kazakh layout. */
export async function marked(folder: string): Promise<() => Promise<void>> {
  const { deskRouter } = await import('../../src-core/api.ts');
  const { createCaller } = await import('../../src-core/access/index.ts');
  const { noLinks } = await import('../../src-core/noLinks.test-support.ts');
  const { typedUnder } = await import('../../src-core/events/scan.rules.ts');
  const { addPerson, personTable } = await import('../../src-core/people/index.ts');
  const { openStore } = await import('../../src-core/store/index.ts');
  const { allTables } = await import('../../src-core/tables.ts');
  const { migrations } = await import('../../migrations/index.ts');
  const path = join(mkdtempSync(join(folder, 'marks-')), 'orda.db');
  const store = openStore({ path, tables: allTables, migrations });
  const unused = (): never => {
    throw new Error('not part of this benchmark');
  };
  const desk = createCaller(deskRouter)({
    store,
    actor: { id: 'owner', name: 'owner', role: 'owner' },
    now: Date.now,
    jobs: { start: unused, get: unused, cancel: unused, ended: unused, onChange: unused },
    files: { uploaded: unused, offer: unused, temporary: unused },
    backups: { list: unused, make: unused, restore: unused, secondFolder: unused, setSecondFolder: unused },
    spaces: { current: unused, openDemo: unused, removeDemo: unused },
    doors: { addresses: unused, state: unused, open: unused, close: unused },
    eventFiles: { state: unused, keep: unused, stop: unused },
    links: noLinks,
  });
  const { value: ids } = await store.write({ actor: 'owner', action: 'people.add' }, async (tx) => {
    const made: string[] = [];
    for (let n = 0; n < MARKS; n += 1) made.push(await addPerson(tx, { family_name: name(n) }));
    return made;
  });
  const codes = ids.map((id) => {
    const [row] = store.localRows<{ code: string }>(`SELECT code FROM ${personTable.name} WHERE id = ?`, id);
    return typedUnder(row?.code ?? '', 'kk');
  });
  const from = { kind: 'template', templateId: 'preset:openDay', language: 'ru' } as const;
  const { id: eventId } = await desk.events.create({ from });
  return async () => {
    for (const scan of codes) {
      const { verdict } = await desk.checkIn.mark({ eventId, who: { scan }, source: 'desk.scan' });
      if (verdict !== 'ok') throw new Error(`a mark was answered with ${verdict}`);
    }
  };
}

const call = (page: Page, path: string, input: unknown): Promise<{ readonly id: string }> =>
  page.evaluate(
    async ({ to, body }) => {
      const answer = await fetch(`/api/${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await answer.json()).result.data;
    },
    { to: path, body: input },
  );

/** Opens the door of a new event for people with three telling letters each. */
async function openDoor(page: Page, url: string): Promise<void> {
  await page.goto(url);
  const own = { name: 'Bench', language: 'en', currency: 'KZT', timeZone: 'Asia/Almaty', owner: 'Bench' };
  await call(page, 'setup.startOwn', own);
  for (let n = 0; n < ARRIVALS; n += 1) {
    await call(page, 'people.add', { family_name: name(n * 31), given_name: 'Гость', study_group: 'ИС-21' });
  }
  const from = { kind: 'template', templateId: 'preset:openDay', language: 'en' };
  const { id } = await call(page, 'events.create', { from });
  await page.goto(new URL(`/events/${id}/door`, url).href);
  await page.getByTestId('came').waitFor();
}

type Evening = { readonly aMinute: number; readonly answerMs: number };

/** Everybody by three letters and Enter; out: people a minute, and the median time from Enter to the painted name. */
async function evening(page: Page): Promise<Evening> {
  const answers: number[] = [];
  const started = performance.now();
  for (let n = 0; n < ARRIVALS; n += 1) {
    const family = name(n * 31);
    for (const letter of family.slice(0, 3)) {
      await page.keyboard.insertText(letter);
      await page.waitForTimeout(KEY_MS);
    }
    const entered = performance.now();
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      (wanted) => document.querySelector('[data-look="ok"]')?.textContent?.includes(wanted) === true,
      family,
      { polling: 'raf' },
    );
    answers.push(performance.now() - entered);
    await page.waitForTimeout(KEY_MS);
  }
  return { aMinute: ARRIVALS / ((performance.now() - started) / 60_000), answerMs: median(answers) };
}

async function byKeyboard(): Promise<Evening> {
  const folder = mkdtempSync(join(tmpdir(), 'orda-bench-'));
  const child = spawn(process.execPath, [PROGRAM, '--no-window', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const page = await (await sharedBrowser()).newPage();
  try {
    let text = '';
    for await (const chunk of child.stdout) {
      text += String(chunk);
      if (text.includes('\n')) break;
    }
    await openDoor(page, /Orda: (http:\S+)/.exec(text)?.[1] ?? '');
    return await evening(page);
  } finally {
    await page.close();
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'close');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The rows of the benchmark table about the door. */
export async function checkInBench(): Promise<BenchRow[]> {
  const built = await buildRenderer();
  if (built.code !== 0) throw new Error(`the screens could not be built:\n${built.output}`);
  const folder = mkdtempSync(join(tmpdir(), 'orda-bench-'));
  try {
    const ours = await medianInChild(RUNS, HERE, 'marked', folder);
    const reference = await medianInChild(RUNS, new URL('./record.bench.ts', HERE), 'bare', folder, true);
    const desk = await byKeyboard();
    const perSecond = (ms: number): string =>
      `${Math.round((MARKS * 1000) / ms).toLocaleString('en')} a second`;
    return [
      {
        work: 'a mark at the door: scan decoded, rule asked, one durable commit',
        ours: perSecond(ours.ms),
        reference: perSecond(reference.ms),
        referenceWas: 'a bare prepared insert with a commit each',
        ratio: ours.ms / reference.ms,
        aim: 'shown',
        ok: true,
        note: 'one commit with synchronous=FULL for each mark; the rest is finding the person, asking whether they may enter, the log and its clock',
      },
      {
        work: 'people a minute at one desk by keyboard alone',
        ours: `${Math.round(desk.aMinute)} a minute`,
        reference: `${AIM_A_MINUTE} a minute`,
        referenceWas: 'what the users asked for',
        ratio: desk.aMinute / AIM_A_MINUTE,
        aim: '≥ 1',
        ok: desk.aMinute >= AIM_A_MINUTE,
        note: `three letters and Enter at ${KEY_MS} ms a key in a real browser; from Enter to the painted name ${Math.round(desk.answerMs)} ms`,
      },
    ];
  } finally {
    await closeBrowser();
    rmSync(folder, { recursive: true, force: true });
  }
}
