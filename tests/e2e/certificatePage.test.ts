/**
 * Holds: the page for strangers, opened from a file in a real browser that reaches nothing, reads a printed certificate from its
 * picture, believes it, knows its name from another, and believes nothing that was tampered with, revoked or signed by
 * somebody else.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERIFIER_PAGE, verifierPage } from '../../scripts/verifierPage.ts';
import { fillVerifierPage } from '../../src-core/certificates/issuer.rules.ts';
import { issuedBatch, openCertificateDesk } from '../../src-core/certificates/certificates.test-support.ts';
import type { CertificateDesk } from '../../src-core/certificates/certificates.test-support.ts';
import { qrParts } from '../../src-core/certificates/certificatePdf.ts';
import { qrSvg } from '../../src-core/documents/qr/qr.ts';
import { closeBrowser, patient, sharedBrowser } from './browser.ts';

const NAME = { family_name: 'Тұрғынбекова', given_name: 'Айгерім', patronymic: 'Серікқызы' };
let folder = '';
let desk: CertificateDesk;
let page: Page;
let asked: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orda-page-'));
  desk = await openCertificateDesk();
  const context = await (await sharedBrowser()).newContext({ viewport: { width: 360, height: 740 } });
  page = await patient(context).newPage();
  page.on('request', (request) => void asked.push(request.url()));
});
afterAll(async () => {
  await closeBrowser();
  desk.close();
  rmSync(folder, { recursive: true });
});

async function openPage(name: string): Promise<void> {
  const { file } = await desk.api.certificates.issuerFile();
  const path = join(folder, name);
  writeFileSync(path, fillVerifierPage(readFileSync(VERIFIER_PAGE, 'utf8'), file));
  asked = [];
  await page.goto(pathToFileURL(path).href);
  await page.getByRole('button', { name: 'English' }).click();
}

const pictures = process.env['ORDA_SHOTS'];
const picture = async (shot: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${shot}.png`), fullPage: true });
};

const code = () => page.getByLabel('Text of the QR code');
const name = () => page.getByLabel('The name as it is printed on the paper');
const verdict = () => page.locator('#result .verdict').first().textContent();

test('is what its sources make', async () => {
  expect(readFileSync(VERIFIER_PAGE, 'utf8') === (await verifierPage())).toBe(true);
});

test('believes a certificate from a picture of its code, and its own name alone', async () => {
  const { rows } = await issuedBatch(desk, NAME, { family_name: 'Ким', given_name: 'Вера' });
  const own = rows.find((row) => row.values.family === NAME.family_name);
  await openPage('good.html');
  const drawn = await (await sharedBrowser()).newPage({ viewport: { width: 900, height: 700 } });
  await drawn.setContent(
    `<div style="width:320px;margin:90px 200px;transform:rotate(4deg)">${qrSvg(qrParts(own?.code ?? ''))}</div>`,
  );
  const photo = await drawn.screenshot({ path: join(folder, 'photo.png') });
  await drawn.close();
  expect(photo.length).toBeGreaterThan(1000);
  await page.getByLabel('Photo of the QR code').setInputFiles(join(folder, 'photo.png'));
  await expect.poll(verdict).toBe('✓ The certificate is genuine');
  await expect.poll(() => code().inputValue()).toBe(own?.code);
  await expect.poll(() => page.locator('#result').textContent()).toContain(own?.number);
  await name().fill('айгерім  серікқызы ТҰРҒЫНБЕКОВА');
  await expect.poll(() => page.locator('#result').textContent()).toContain('The name is the same');
  await picture('certificate-page-good');
  await name().fill('Ким Вера');
  await expect.poll(() => page.locator('#result').textContent()).toContain('The name is not the one');
  await name().fill('');
  const text = own?.code ?? '';
  const changed = text.slice(0, 30) + (text[30] === '0' ? '1' : '0') + text.slice(31);
  await code().fill(changed);
  await expect.poll(verdict).toMatch(/^✗/);
  await code().fill(`https://club.kz/check#${text}`);
  await expect.poll(verdict).toBe('✓ The certificate is genuine');
  expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('blob:'))).toEqual([]);
});

test('shows what was revoked since by way of a newer issuer file, and takes none from strangers or from before', async () => {
  const { rows } = await issuedBatch(desk, { family_name: 'Отозванный', given_name: 'Олег' });
  const [row] = rows;
  const { token: before } = await desk.api.certificates.issuerFile();
  await openPage('revoked.html');
  await code().fill(row?.code ?? '');
  await expect.poll(verdict).toBe('✓ The certificate is genuine');
  desk.setNow(Date.UTC(2026, 8, 10));
  await desk.api.certificates.revoke({ id: row?.id ?? '', reason: 'личное' });
  // The key changes too: the old one vouches for the new one that signs the file.
  await desk.api.certificates.rotateKey({ isStolen: false });
  const { token } = await desk.api.certificates.issuerFile();
  const give = async (bytes: Buffer): Promise<void> => {
    writeFileSync(join(folder, 'issuer.json'), bytes);
    await page.getByLabel('Open an issuer file').setInputFiles(join(folder, 'issuer.json'));
  };
  const says = () => page.locator('#fileSays').textContent();
  const bytes = desk.offered(token);
  await give(Buffer.from(bytes.toString().replace('Білім ордасы', 'Басқа ұйым')));
  await expect.poll(says).toContain('was changed');
  const stranger = await openCertificateDesk();
  await give(stranger.offered((await stranger.api.certificates.issuerFile()).token));
  await expect.poll(says).toContain('does not follow');
  stranger.close();
  await give(bytes);
  await expect.poll(says).toContain('up to date');
  await expect.poll(verdict).toBe('✗ The certificate is revoked');
  await picture('certificate-page-revoked');
  expect(bytes.toString()).not.toContain('личное');
  await give(desk.offered(before));
  await expect.poll(says).toContain('older');
});

test('names no other place that it could ask', () => {
  expect(readFileSync(VERIFIER_PAGE, 'utf8')).not.toMatch(
    /\b(?:fetch|XMLHttpRequest|WebSocket|sendBeacon)\b\s*\(/,
  );
});
