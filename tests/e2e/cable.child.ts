/**
 * Runs in a network of its own, in which it may pull the cable: a desk with an open door and a window on it, before, without
 * and after the laptop's address. Prints what the window showed as one line of JSON.
 */
import { execFileSync, spawn } from 'node:child_process';
import { closeBrowser, patient, sharedBrowser } from './browser.ts';
import { call } from './call.ts';

const ADDRESS = '192.168.77.5';
const ip = (...words: readonly string[]): Buffer => execFileSync('ip', words);
const plug = (): Buffer => ip('addr', 'add', `${ADDRESS}/32`, 'dev', 'lo');
const pull = (): Buffer => ip('addr', 'del', `${ADDRESS}/32`, 'dev', 'lo');

const [dataFolder = '', picture] = process.argv.slice(2);
ip('link', 'set', 'lo', 'up');
plug();
const desk = spawn(process.execPath, ['src-main/start.ts', '--no-window', '--data', dataFolder], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise<string>((resolve) => {
  let output = '';
  desk.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    const found = /Orda: (http:\S+)/.exec(output)?.[1];
    if (found !== undefined) resolve(found);
  });
});
try {
  const browser = await sharedBrowser();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await patient(context).newPage();
  await page.goto(url);
  const organisation = { name: 'IT-клуб', language: 'ru', currency: 'KZT', timeZone: 'Asia/Almaty' };
  await call(page, 'setup.startOwn', { ...organisation, owner: 'Айгерим' });
  const fields = {
    title: 'Митап о сетях',
    club_id: null,
    place: 'ауд. 301',
    starts_at: '2026-01-15T18:00',
    ends_at: '2026-01-15T20:00',
    capacity: null,
    registration: 'open',
    note: null,
  };
  const { id: eventId } = await call<{ id: string }>(page, 'events.create', { fields });
  const person = { family_name: 'Сейтқали', given_name: 'Айгерім' };
  const { id: personId } = await call<{ id: string }>(page, 'people.add', person);
  await call(page, 'events.registered.add', { eventId, who: { kind: 'people', ids: [personId] } });
  await call(page, 'door.open', { eventId, address: ADDRESS });
  await page.goto(new URL(`/events/${eventId}/attendance`, url).href);
  await page.getByText('Сейтқали Айгерім').waitFor();

  const line = page.getByTestId('conditions');
  const shows = async (words: string) => {
    await line.filter({ hasText: words }).waitFor();
    return { line: await line.innerText(), content: await page.locator('#content').innerText() };
  };
  const before = await shows('Есть предупреждение');
  pull();
  const without = await shows('Недоступно: 1');
  await line.click();
  const why = await page.getByText('Ноутбук не подключён ни к какой сети').innerText();
  if (picture !== undefined) await page.screenshot({ path: picture });
  await page.keyboard.press('Escape');
  const mark = { eventId, who: { personId }, source: 'desk.list' };
  const { verdict } = await call<{ verdict: string }>(page, 'checkIn.mark', mark);
  plug();
  const after = await shows('Есть предупреждение');
  process.stdout.write(`${JSON.stringify({ before, without, why, verdict, after: after.line })}\n`);
} finally {
  await closeBrowser();
  desk.kill();
}
