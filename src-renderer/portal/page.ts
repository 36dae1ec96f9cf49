/** What the page knows, and the few things that change it. Everything shown follows from one value that is replaced as a whole. */
import { useEffect, useState } from 'preact/hooks';
import type { PortalState } from '../../src-relay/portal/shapes.ts';
import type { Language } from '../i18n/language.ts';
import { clockOff, setClockOff } from './clock.ts';
import { askState, forgetMark, sendPress, signIn, signOut } from './call.ts';
import type { Answer } from './call.ts';
import {
  forget,
  keepLanguage,
  keepQueue,
  keepState,
  keptLanguage,
  keptQueue,
  keptStateOf,
  lastPerson,
  onKept,
} from './kept.ts';
import type { KeptState } from './kept.ts';
import { withPress } from './presses.rules.ts';
import type { NewPress, Press } from './presses.rules.ts';
import { firstLanguage } from './words.ts';

export type Page = {
  readonly language: Language;
  /** The last state that came, and its moment; undefined before the first. */
  readonly kept: KeptState | undefined;
  /** What was pressed and has not arrived yet, oldest first. */
  readonly queue: readonly Press[];
  /** Whether the relay answered the last time. */
  readonly isOnline: boolean;
  readonly isSignedOut: boolean;
  /** The code of the last failure, until it is read. */
  readonly failure: string | undefined;
};

let page: Page = {
  language: firstLanguage(keptLanguage()),
  kept: undefined,
  queue: [],
  isOnline: true,
  isSignedOut: false,
  failure: undefined,
};
const listeners = new Set<() => void>();

const change = (part: Partial<Page>): void => {
  page = { ...page, ...part };
  for (const listener of listeners) listener();
};

/** The page's knowledge; the component is drawn again when it changes. */
export const usePage = (): Page => {
  const [shown, show] = useState(page);
  useEffect(() => {
    const hear = (): void => show(page);
    listeners.add(hear);
    hear();
    return () => void listeners.delete(hear);
  }, []);
  return shown;
};

/** A random UUID; the browser's own function is only there over https. */
const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const accept = (state: PortalState): void => {
  const kept = { at: Date.now(), off: clockOff(), state };
  // An answer about somebody else than who is shown now came too late to be shown.
  if (page.kept !== undefined && page.kept.state.personId !== state.personId) return;
  keepState(kept);
  change({ kept, isOnline: true, isSignedOut: false });
};

/** Takes an answer in; out: its kind. */
const take = (answer: Answer<PortalState>): Answer<PortalState>['kind'] => {
  if (answer.kind === 'done') accept(answer.value);
  else if (answer.kind === 'same' && page.kept !== undefined) accept(page.kept.state);
  else if (answer.kind === 'signedOut') change({ isOnline: true, isSignedOut: true });
  else if (answer.kind === 'refused') change({ isOnline: true, failure: answer.code });
  else if (answer.kind === 'later' && answer.waitMs === 0) change({ isOnline: false });
  return answer.kind;
};

/** Milliseconds between two tries, and between two looks at what is new. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;
const REFRESH_EVERY = 60_000;
let wait = FIRST_WAIT;
let timer: ReturnType<typeof setTimeout> | undefined;

const again = (ms: number): void => {
  clearTimeout(timer);
  timer = setTimeout(() => void deliver(), ms);
};

/** Of two tabs one delivers; where the browser has no locks both do, and the keys keep the relay from doing it twice. */
const alone = (work: () => Promise<void>): Promise<void> =>
  'locks' in navigator ? navigator.locks.request('orda.me.queue', work).then(() => undefined) : work();

let running: Promise<void> | undefined;

/** Keys of presses to which the relay said no, for whoever waits for them. */
const refused = new Set<string>();

const drop = (press: Press): void => {
  const queue = keptQueue().filter(({ body }) => body.key !== press.body.key);
  keepQueue(queue);
  change({ queue });
};

const sendAll = async (): Promise<void> => {
  for (;;) {
    // Another tab may have sent some of it.
    const queue = keptQueue();
    change({ queue });
    const [press] = queue;
    if (press === undefined) return;
    const answer = await sendPress(press.name, press.body);
    const kind = take(answer);
    if (answer.kind === 'later') {
      again(Math.max(answer.waitMs, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT);
      return;
    }
    if (kind === 'signedOut') return;
    wait = FIRST_WAIT;
    if (kind === 'refused') refused.add(press.body.key);
    drop(press);
  }
};

/** Sends what waits, in its order; then it is either gone or another try is set. */
const deliver = (): Promise<void> => {
  running ??= alone(sendAll).finally(() => {
    running = undefined;
  });
  return running;
};

/** Where a press is: done by the relay, kept until there is a connection, or not done, with the reason in the page's `failure`. */
export type Pressed = 'done' | 'kept' | 'refused';

/** Notes a press and sends it as soon as that can be. */
export const press = async (pressed: NewPress): Promise<Pressed> => {
  const personId = page.kept?.state.personId ?? '';
  const whole = { name: pressed.name, body: { ...pressed.body, personId, key: newKey() } } as Press;
  const before = keptQueue();
  const queue = withPress(before, whole);
  if (queue !== before) {
    keepQueue(queue);
    change({ queue, failure: undefined });
  }
  // The delivery under way may have looked into the queue before this press was in it.
  await running;
  await deliver();
  if (refused.delete(whole.body.key)) return 'refused';
  return page.queue.some(({ body }) => body.key === whole.body.key) ? 'kept' : 'done';
};

/** Asks for the newest state. */
export const refresh = async (): Promise<void> => {
  if (page.isSignedOut) return;
  await deliver();
  if (page.queue.length > 0) return;
  const answer = await askState(page.kept?.state.personId ?? lastPerson());
  if (answer.kind !== 'refused' || answer.code !== 'NOT_YOURS') return void take(answer);
  // The last person shown is no longer one of the session's.
  forget();
  change({ kept: undefined, queue: [] });
  take(await askState(undefined));
};

/** Shows another of the session's persons: at once what is kept of them, then what is new. */
export const switchTo = async (personId: string): Promise<void> => {
  const kept = keptStateOf(personId);
  if (kept !== undefined) {
    keepState(kept);
    change({ kept });
    return refresh();
  }
  const answer = await askState(personId);
  if (answer.kind === 'done') change({ kept: undefined });
  take(answer);
};

/** Signs in; out: the code of what is in the way, or undefined. What another person left on this phone goes. */
export const enter = async (proof: Parameters<typeof signIn>[0]): Promise<string | undefined> => {
  const answer = await signIn(proof);
  if (answer.kind === 'refused' || answer.kind === 'later') return answer.code;
  if (answer.kind !== 'done') return 'SIGNED_OUT';
  const mine = answer.value.persons.map(({ id }) => id);
  const queue = keptQueue().filter(({ body }) => mine.includes(body.personId));
  forget(mine);
  keepQueue(queue);
  change({ kept: undefined, queue, failure: undefined });
  accept(answer.value);
  const { language } = answer.value.profile;
  if (keptLanguage() === undefined && language !== null) speak(language);
  void deliver();
  return undefined;
};

/** Signs out and leaves nothing on the phone. */
export const leave = async (): Promise<void> => {
  await signOut();
  forget();
  change({ kept: undefined, queue: [], isSignedOut: true, failure: undefined });
};

/** Changes the language of the page, here and now. */
export const speak = (language: Language): void => {
  document.documentElement.lang = language;
  keepLanguage(language);
  change({ language });
};

export const forgetFailure = (): void => change({ failure: undefined });

/** What the address brought to sign in with. */
export type Proofs = { readonly code: string | undefined; readonly initData: string | undefined };

/** Shows what is kept, then asks what is new, and goes on asking while the page is looked at. */
export const startPage = async ({ code, initData }: Proofs): Promise<void> => {
  document.documentElement.lang = page.language;
  const personId = lastPerson();
  const kept = personId === undefined ? undefined : keptStateOf(personId);
  setClockOff(kept?.off ?? 0);
  change({ kept, queue: keptQueue() });
  onKept(() => {
    forgetMark();
    const shown = page.kept?.state.personId ?? lastPerson();
    change({ kept: shown === undefined ? undefined : keptStateOf(shown), queue: keptQueue() });
  });
  addEventListener('online', () => void refresh());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void refresh();
  });
  setInterval(() => {
    if (document.visibilityState === 'visible') void refresh();
  }, REFRESH_EVERY);
  const first = code === undefined ? undefined : await enter({ code });
  if (code === undefined || first !== undefined) await refresh();
  if (!page.isSignedOut) return;
  // Whoever is signed in already needs to hear nothing of a code that was used before.
  const failure = initData === undefined ? first : await enter({ initData });
  if (failure !== undefined) change({ failure });
};
