/** The page that checks certificates without a network: bundled with its page into one file by `scripts/verifierPage.ts`. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { isTrusted, judge, readIssuerFile } from '../../src-core/certificates/issuer.rules.ts';
import type { Cryptography, IssuerFile, Verdict } from '../../src-core/certificates/issuer.rules.ts';
import { certificateTexts } from '../../src-core/certificates/certificates.texts.ts';
import type { Language } from '../i18n/language.ts';
import { codeIn } from './photo.ts';
import { sha256 } from './sha256.ts';
import { verifierTexts } from './verifier.texts.ts';

type TextName = keyof (typeof verifierTexts)['en'];

const LANGUAGES = [
  ['kk', 'Қазақша'],
  ['ru', 'Русский'],
  ['en', 'English'],
] as const;

const crypto: Cryptography = {
  sha256,
  verify(publicKey, message, signature) {
    try {
      const key = Uint8Array.from(publicKey.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
      return ed25519.verify(signature, message, key, { zip215: false });
    } catch {
      return false;
    }
  },
};

const element = (id: string): HTMLElement => document.getElementById(id) ?? document.body;
const typed = (id: string): string => {
  const field = element(id);
  return field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement ? field.value : '';
};

const ownLanguage = (): Language =>
  LANGUAGES.find(([name]) => navigator.language.startsWith(name))?.[0] ?? 'ru';

let language = ownLanguage();
let issuer: IssuerFile | null = readIssuerFile(element('issuer').textContent ?? '', crypto);
let photoSays: TextName | null = null;
let fileSays: TextName | null = null;

const say = (name: TextName): string => verifierTexts[language][name];

function make(tag: string, text: string, name = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name !== '') made.className = name;
  return made;
}

function facts(pairs: readonly (readonly [string, string])[]): HTMLElement {
  const list = document.createElement('dl');
  for (const [term, fact] of pairs) list.append(make('dt', term), make('dd', fact));
  return list;
}

const day = (date: string): string => certificateTexts[language].date(date.slice(0, 10));

function nameLine(verdict: Verdict): HTMLElement {
  if (verdict.nameMatches === null) return make('p', say('nameNone'));
  return make('p', verdict.nameMatches ? `✓ ${say('nameGood')}` : `✗ ${say('nameBad')}`, 'verdict');
}

/** Below what is not signed by a known key stands nothing that the code says: it would be believed. */
function resultOf(verdict: Verdict): HTMLElement {
  const isGood = verdict.state === 'good' && verdict.nameMatches !== false;
  const card = make('section', '', `card ${isGood ? 'agree' : 'differs'}`);
  card.append(make('p', `${isGood ? '✓' : '✗'} ${say(verdict.state)}`, 'verdict'));
  if (verdict.state === 'unknownKey') card.append(make('p', say('unknownHint')));
  const { payload, number, organisation } = verdict;
  if (payload === null || number === null || organisation === null) return card;
  card.append(
    nameLine(verdict),
    facts([
      [say('issuer'), organisation],
      [say('event'), payload.title],
      [say('date'), day(payload.date)],
      [say('number'), number],
      [say('issued'), day(payload.issued)],
      ...(verdict.revokedAt === null ? [] : [[say('revokedAt'), day(verdict.revokedAt)] as const]),
    ]),
  );
  return card;
}

function showKnown(): void {
  const place = element('known');
  if (issuer === null) return place.replaceChildren(make('p', say('nobody')));
  const { organisation, at, revoked, keys } = issuer;
  const about = say('knownAt').replace('{date}', day(at)).replace('{count}', String(revoked.length));
  const state = (key: IssuerFile['keys'][number]): TextName =>
    key.withdrawnAt !== null ? 'keyStolen' : key.retiredAt !== null ? 'keyRetired' : 'keyNow';
  place.replaceChildren(
    make('p', organisation, 'verdict'),
    make('p', about, 'muted'),
    ...keys.map((key) =>
      make('p', `${say('key')} ${key.id} · ${say(state(key))} · ${day(key.madeAt)}`, 'muted small'),
    ),
  );
}

function showResult(): void {
  const code = typed('code');
  const verdict = judge(code, typed('name'), issuer === null ? [] : [issuer], crypto);
  element('result').replaceChildren(...(code.trim() === '' ? [] : [resultOf(verdict)]));
}

function show(): void {
  document.documentElement.lang = language;
  document.title = `Orda · ${say('title')}`;
  for (const place of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const name = place.dataset['text'];
    if (name !== undefined && name in verifierTexts.en) place.textContent = say(name as TextName);
  }
  element('languages').replaceChildren(
    ...LANGUAGES.map(([name, own]) => {
      const button = make('button', own);
      button.setAttribute('type', 'button');
      button.setAttribute('aria-pressed', String(name === language));
      button.lang = name;
      button.addEventListener('click', () => {
        language = name;
        show();
      });
      return button;
    }),
  );
  element('photoSays').textContent = photoSays === null ? '' : say(photoSays);
  element('fileSays').textContent = fileSays === null ? '' : say(fileSays);
  showKnown();
  showResult();
}

/** Takes an issuer file into the page, for as long as it is open. */
async function takeFile(file: File): Promise<void> {
  const read = readIssuerFile(await file.text(), crypto);
  if (read === null) fileSays = 'brokenFile';
  else if (issuer !== null && !isTrusted(read, issuer.keys, crypto)) fileSays = 'foreign';
  else if (issuer !== null && read.at < issuer.at) fileSays = 'older';
  else {
    issuer = read;
    fileSays = 'tookFile';
  }
  show();
}

async function takePhoto(file: File): Promise<void> {
  const text = await codeIn(file);
  photoSays = text === null ? 'noCode' : null;
  const field = element('code');
  if (text !== null && field instanceof HTMLTextAreaElement) field.value = text;
  show();
}

function take(file: File | undefined): void {
  if (file === undefined) return;
  const isJson = file.type === 'application/json' || file.name.toLowerCase().endsWith('.json');
  void (isJson ? takeFile(file) : takePhoto(file));
}

for (const id of ['photo', 'issuerFile']) {
  const input = element(id);
  input.addEventListener('change', () => {
    if (!(input instanceof HTMLInputElement)) return;
    take(input.files?.[0]);
    // The same file chosen again is to be read again.
    input.value = '';
  });
}
for (const id of ['code', 'name']) element(id).addEventListener('input', showResult);
const drop = element('drop');
for (const kind of ['dragover', 'drop', 'dragleave'])
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle('over', kind === 'dragover');
    if (event instanceof DragEvent && kind === 'drop') take(event.dataTransfer?.files[0]);
  });

// A QR code with the page's own address brings its text behind the #.
if (location.hash.length > 1) {
  const field = element('code');
  if (field instanceof HTMLTextAreaElement) field.value = decodeURIComponent(location.hash.slice(1));
}
show();
