import { readOrganisation } from '../access/index.ts';
import { isAtGate, livingEvent, markOf, momentOf } from '../events/index.ts';
import type { Store } from '../store/index.ts';
import { ASKED_AT_FIRST, readTyped } from './arrival.rules.ts';
import type { AskedField, AskedFields, QueueReason, Typed, TypedProblem } from './arrival.rules.ts';
import { arrive, holdForAnswer, markKnown, ownerOfPhone, waitingOfPhone } from './arrivals.ts';
import type { Outcome, Phone } from './arrivals.ts';
import { isCodeAlive, isPassGood, originOf, passFor } from './code.ts';
import { questionOf, readDoor, readSpans, readWaves } from './door.store.ts';
import { createTries, foldedAnswer, questionAt } from './question.ts';
import type { Asks, Question } from './question.ts';
import { gateAt, openWaveAt, timingOf } from './wave.rules.ts';
import type { WaveSpan } from './wave.rules.ts';

/** Who writes when a phone marks its owner. */
const PHONE = 'phone';

/** What a phone shows. `pass` goes into the page's form. */
export type Reply =
  | {
      readonly state: 'known';
      readonly name: string;
      readonly pass: string;
      /** The answer that the showing asks for; null where it asks nothing. */
      readonly asks: Asks | null;
    }
  | {
      readonly state: 'form';
      readonly pass: string;
      readonly problems: Readonly<Partial<Record<'full_name' | AskedField, TypedProblem>>>;
      readonly asks: Asks | null;
    }
  | {
      readonly state: 'marked';
      readonly personId: string;
      readonly name: string;
      readonly atMs: number;
      readonly isLate: boolean;
    }
  | { readonly state: 'waiting'; readonly reason: QueueReason; readonly atMs: number }
  /** No showing is open: when to come back (milliseconds), where that is known. Nothing has been written down. */
  | { readonly state: 'early'; readonly opensMs: number | null }
  /** A showing is open, and the phone has no living code. `isOld`: it came with one that has run out, or was sent one. */
  | { readonly state: 'askCode'; readonly isOld: boolean }
  | { readonly state: 'cancelled' };

/** What a phone shows beside the reply. */
export type DoorFace = {
  readonly title: string;
  readonly timeZone: string;
  readonly asked: AskedFields;
};

export type PhoneDoor = {
  readonly eventId: string;
  face(): Promise<DoorFace>;
  phone(keyHash: string, address: string, browser: string): Promise<Phone>;
  /** What a phone sees that came with a code, or with the pass of a page it has, or with nothing. */
  greet(
    phone: Phone,
    shown: {
      readonly code?: string;
      readonly pass?: string;
      /** The phone's owner says that it is not them: they get the form. */
      readonly isSomeoneElse?: boolean;
    },
  ): Promise<Reply>;
  /** `answer` is that to the question on the stage; without one it does not matter. */
  mark(phone: Phone, pass: string, answer?: string): Promise<Reply>;
  register(phone: Phone, pass: string, form: Readonly<Record<string, string>>): Promise<Reply>;
  close(): void;
};

type Config = DoorFace & {
  readonly secret: string;
  readonly isCancelled: boolean;
  readonly startMs: number;
  readonly waves: readonly WaveSpan[];
  readonly questions: ReadonlyMap<number, Question>;
};

const CONFIG_TABLES = ['event', 'door', 'wave', 'organisation', 'section', 'entry_list'];

async function readConfig(store: Store, eventId: string): Promise<Config> {
  const event = await livingEvent(store, eventId);
  const door = await readDoor(store, eventId);
  const organisation = await readOrganisation(store);
  const waves = await readWaves(store, eventId);
  const timeZone = organisation?.time_zone ?? 'UTC';
  return {
    title: event.title,
    timeZone,
    asked: door ?? ASKED_AT_FIRST,
    secret: door?.secret ?? '',
    isCancelled: event.cancelled_at !== null,
    startMs: momentOf(event.starts_at, timeZone),
    waves: await readSpans(store, event),
    questions: new Map(
      waves.flatMap((wave) => {
        const question = questionOf(wave);
        if (question === null) return [];
        return [[wave.number, { ...question, answers: question.answers.map(foldedAnswer) }] as const];
      }),
    ),
  };
}

/**
 * One event's door as its phones see it: the few things that they may ask for. What changes rarely is kept in memory and
 * read again after every commit that touches it.
 */
export function openPhoneDoor(store: Store, eventId: string): PhoneDoor {
  const now = (): number => store.now();
  let config = readConfig(store, eventId);
  config.catch(() => undefined);
  const stop = store.onCommit(({ tables }) => {
    if (!CONFIG_TABLES.some((table) => tables.has(table))) return;
    config = readConfig(store, eventId);
    config.catch(() => undefined);
  });

  const unopened = async (isOld: boolean): Promise<Reply> => {
    const { waves, startMs } = await config;
    const nowMs = now();
    if (openWaveAt(nowMs, waves) !== undefined) return { state: 'askCode', isOld };
    return { state: 'early', opensMs: waves.length === 0 && startMs > nowMs ? startMs : null };
  };

  const tries = createTries();
  /** What the stage asks at this moment. */
  const asked = async (): Promise<Question | undefined> => {
    const { waves, questions } = await config;
    return questions.size === 0 ? undefined : questionAt(now(), waves, questions);
  };
  const asksOf = (
    phone: Phone,
    question: Question | undefined,
    problem: Asks['problem'] = null,
  ): Asks | null => (question === undefined ? null : { problem, left: tries.left(phone.keyHash, question) });

  const replyTo = async (phone: Phone, outcome: Outcome, pass: string): Promise<Reply> => {
    if (outcome.state === 'unknown')
      return { state: 'form', pass, problems: {}, asks: asksOf(phone, await asked()) };
    const atMs = Date.parse(outcome.at);
    if (outcome.state === 'waiting') return { state: 'waiting', reason: outcome.reason, atMs };
    const { waves, startMs } = await config;
    const { isLate } = timingOf(atMs, waves, startMs);
    return { state: 'marked', personId: outcome.personId, name: outcome.name, atMs, isLate };
  };

  /** What this phone has done already, whatever code it shows. */
  const settled = async (phone: Phone): Promise<Reply | undefined> => {
    const waiting = await waitingOfPhone(store, eventId, phone.keyHash);
    if (waiting !== undefined)
      return { state: 'waiting', reason: waiting.reason, atMs: Date.parse(waiting.at) };
    const own = ownerOfPhone(store, eventId, phone.keyHash);
    const at = own?.isBound === true ? markOf(store, eventId, own.id) : undefined;
    if (own === undefined || at === undefined) return undefined;
    return replyTo(phone, { state: 'already', personId: own.id, name: own.name, at }, '');
  };

  const hold = async (phone: Phone, pass: string, typed: Typed | undefined): Promise<Reply> => {
    const intent = { actor: PHONE, action: 'door.hold' };
    const { value } = await store.writeTogether(intent, (tx) => holdForAnswer(tx, eventId, phone, typed));
    return replyTo(phone, value, pass);
  };

  /** What a known phone sees that has not answered the stage's question; undefined where it has. */
  const unanswered = async (
    phone: Phone,
    pass: string,
    question: Question,
    answer: string,
  ): Promise<Reply | undefined> => {
    const done = await settled(phone);
    if (done !== undefined && !isOnTheWay(phone, done)) return done;
    const verdict = tries.judge(phone.keyHash, question, answer);
    if (verdict === 'right') return undefined;
    if (verdict === 'exhausted') return hold(phone, pass, undefined);
    const own = ownerOfPhone(store, eventId, phone.keyHash);
    const asks = asksOf(phone, question, verdict);
    return own && { state: 'known', name: own.name, pass, asks };
  };

  /** Whether this showing leads somebody who is marked into another room than theirs. */
  const isOnTheWay = ({ gate }: Phone, done: Reply): boolean =>
    gate !== undefined && done.state === 'marked' && !isAtGate(store, eventId, done.personId, gate);

  return {
    eventId,
    face: () => config,
    async phone(keyHash, address, browser) {
      const { secret, waves } = await config;
      return { keyHash, origin: originOf(secret, address, browser), gate: gateAt(now(), waves) };
    },
    async greet(phone, { code, pass, isSomeoneElse = false }) {
      const { secret, waves, isCancelled } = await config;
      if (isCancelled) return { state: 'cancelled' };
      const done = await settled(phone);
      if (done !== undefined && !isOnTheWay(phone, done)) return done;
      const nowMs = now();
      const wave = openWaveAt(nowMs, waves);
      const isLetIn =
        (pass !== undefined && isPassGood(secret, phone.keyHash, pass, nowMs)) ||
        (code !== undefined && wave !== undefined && isCodeAlive(secret, wave.number, code, nowMs));
      if (!isLetIn) return done ?? unopened(code !== undefined || pass !== undefined);
      const fresh = passFor(secret, phone.keyHash, nowMs);
      const own = ownerOfPhone(store, eventId, phone.keyHash);
      const asks = asksOf(phone, await asked());
      if (own === undefined || isSomeoneElse) return { state: 'form', pass: fresh, problems: {}, asks };
      return { state: 'known', name: own.name, pass: fresh, asks };
    },
    async mark(phone, pass, answer = '') {
      const { secret, isCancelled } = await config;
      if (isCancelled) return { state: 'cancelled' };
      if (!isPassGood(secret, phone.keyHash, pass, now())) return unopened(true);
      const question = await asked();
      if (question !== undefined) {
        const stopped = await unanswered(phone, pass, question, answer);
        if (stopped !== undefined) return stopped;
      }
      const intent = { actor: PHONE, action: 'door.mark' };
      const { value } = await store.writeTogether(intent, (tx) => markKnown(tx, eventId, phone));
      return replyTo(phone, value, pass);
    },
    async register(phone, pass, form) {
      const { secret, asked: fields, isCancelled } = await config;
      if (isCancelled) return { state: 'cancelled' };
      if (!isPassGood(secret, phone.keyHash, pass, now())) return (await settled(phone)) ?? unopened(true);
      const read = readTyped(form, fields);
      const question = await asked();
      const verdict =
        question === undefined ? 'right' : tries.judge(phone.keyHash, question, form['answer'] ?? '');
      if ('problems' in read || verdict === 'missing' || verdict === 'wrong') {
        const problem = verdict === 'right' ? null : verdict === 'missing' ? 'missing' : 'wrong';
        const problems = 'problems' in read ? read.problems : {};
        return { state: 'form', pass, problems, asks: asksOf(phone, question, problem) };
      }
      if (verdict === 'exhausted') return hold(phone, pass, read.typed);
      const intent = { actor: PHONE, action: 'door.register' };
      const { value } = await store.writeTogether(intent, (tx) => arrive(tx, eventId, phone, read.typed));
      return replyTo(phone, value, pass);
    },
    close: stop,
  };
}
