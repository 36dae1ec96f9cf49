/** The JSON API of the phone page, below /me/api: sessions, protection against other sites, limits, and strict shapes both ways. */
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { fail, Failure, failureOf } from '../../src-core/access/index.ts';
import type { RelayEnv } from '../caller.ts';
import { dropToken, keepToken, tokenIn } from './cookie.ts';
import { readInitData } from './initData.ts';
import { ACTION_INPUTS, lookInput, QUESTION_INPUTS, signInInput } from './inputs.ts';
import type { ActionInput, ActionName } from './inputs.ts';
import { createBucket } from './limits.ts';
import { packed } from './packed.ts';
import type { Rooms } from './rooms.ts';
import type { Session, Sessions } from './sessions.ts';
import { failureShape, formViewShape, foundShape, seenProfileShape, stateShape } from './shapes.ts';

export type PortalApiParts = {
  readonly rooms: Rooms;
  readonly sessions: Sessions;
  readonly now: () => number;
  /** Undefined where there is no bot: then nobody comes in from Telegram. */
  readonly botToken: string | undefined;
  /** The asking machine's address. */
  readonly from: (context: Context<RelayEnv>) => string;
  /** The relay's address as the asking browser calls it. */
  readonly publicUrl: (context: Context<RelayEnv>) => string;
  readonly onError: (error: unknown) => void;
};

/** Other sites cannot send this header without asking first, and nobody answers them. */
const OWN_HEADER = 'x-orda-page';
const BODY_LIMIT = 64 * 1024;
/** A hall behind one address signs in at once; wrong codes are what is few. */
const WRONG_CODES = { most: 20, everyMs: 30_000 };
const SIGN_INS = { most: 400, everyMs: 200 };
const REQUESTS = { most: 60, everyMs: 500 };
const LOOKS = { most: 20, everyMs: 10_000 };

const STATUS = { invalid: 400, 'not-found': 404, refused: 403, conflict: 409, unavailable: 503 } as const;

const failed = (
  code: string,
  status: 400 | 401 | 403 | 404 | 409 | 429 | 500 | 503,
  waitMs = 0,
): Response => {
  const headers: Record<string, string> =
    waitMs === 0 ? {} : { 'retry-after': String(Math.ceil(waitMs / 1000)) };
  return Response.json(failureShape.parse({ code, waitMs }), { status, headers });
};

/** The wait is the only thing that a failure tells beside its code: fields may name what the asking person must not know. */
const answerOf = (error: unknown, onError: (error: unknown) => void): Response => {
  const failure = error instanceof Failure ? error : failureOf(error);
  if (failure !== undefined) {
    const { code, kind, fields } = failure;
    if (code === 'TOO_OFTEN') return failed(code, 429, Number(fields['waitMs'] ?? 0));
    return failed(code, code === 'SIGNED_OUT' ? 401 : STATUS[kind]);
  }
  onError(error);
  return failed('INTERNAL', 500);
};

const tooOften = (waitMs: number): Failure => fail('unavailable', 'TOO_OFTEN', { waitMs });

const hostOf = (url: string): string | undefined => URL.parse(url)?.host;

/** Adds the API to the relay's routes. */
export const mountPortalApi = (app: Hono<RelayEnv>, parts: PortalApiParts): void => {
  const { rooms, sessions, now, botToken, from, publicUrl, onError } = parts;
  const wrongCodes = createBucket({ ...WRONG_CODES, now });
  const signIns = createBucket({ ...SIGN_INS, now });
  const requests = createBucket({ ...REQUESTS, now });
  const looks = createBucket({ ...LOOKS, now });

  const isSecure = (context: Context<RelayEnv>): boolean => publicUrl(context).startsWith('https:');

  /** Throws where the request does not come from this page itself. */
  const requireOwnPage = (context: Context<RelayEnv>): void => {
    const { req } = context;
    const origin = req.header('origin');
    const isOwn =
      origin === undefined
        ? req.method === 'GET'
        : [req.header('host'), hostOf(publicUrl(context))].includes(hostOf(origin));
    const site = req.header('sec-fetch-site');
    const isForeign = site !== undefined && site !== 'same-origin';
    if (req.header(OWN_HEADER) !== '1' || !isOwn || isForeign) throw fail('refused', 'NOT_FROM_PAGE');
  };

  const requireSession = async (context: Context<RelayEnv>): Promise<Session> => {
    const session = await sessions.read(tokenIn(context.req.raw.headers));
    if (session === undefined) throw fail('refused', 'SIGNED_OUT');
    const wait = requests.take(session.personId);
    if (wait > 0) throw tooOften(wait);
    return session;
  };

  const personsOf = async ({ personId }: Session) => {
    const persons = await rooms.personsOf(personId);
    if (persons.length === 0) throw fail('refused', 'SIGNED_OUT');
    return persons;
  };

  const read = async <Shape extends z.ZodType>(
    context: Context<RelayEnv>,
    shape: Shape,
  ): Promise<z.infer<Shape>> => {
    const parsed = shape.safeParse(await context.req.json().catch(() => undefined));
    if (!parsed.success) throw fail('invalid', 'BAD_REQUEST');
    return parsed.data;
  };

  /** Whom of the session's persons something is about, the first where none is named; who is not among them cannot be asked for. */
  const meant = async (session: Session, asked: string | undefined) => {
    const persons = await personsOf(session);
    const person = persons.find(({ id }) => id === (asked ?? persons[0]?.id));
    if (person === undefined) throw fail('refused', 'NOT_YOURS');
    return { personId: person.id, persons };
  };

  const stateOf = async (
    context: Context<RelayEnv>,
    session: Session,
    asked: string | undefined,
  ): Promise<Response> => {
    const { personId, persons } = await meant(session, asked);
    const state = stateShape.parse(await rooms.state(personId, persons));
    const answer = await packed(context.req.raw.headers, JSON.stringify(state));
    if (session.isRenewed)
      answer.headers.set('set-cookie', keepToken(tokenIn(context.req.raw.headers), isSecure(context)));
    return answer;
  };

  const fromPage = async (
    context: Context<RelayEnv>,
    answer: (context: Context<RelayEnv>) => Promise<Response>,
  ): Promise<Response> => {
    requireOwnPage(context);
    return answer(context);
  };

  const route = (
    method: 'GET' | 'POST',
    path: string,
    answer: (context: Context<RelayEnv>) => Promise<Response>,
  ): void => {
    app.on(
      method,
      `/me/api/${path}`,
      bodyLimit({ maxSize: BODY_LIMIT, onError: () => failed('BAD_REQUEST', 400) }),
      async (context) => {
        const answered = await fromPage(context, answer).catch((error: unknown) => answerOf(error, onError));
        // The page goes by this clock: it is the one by which the relay judges.
        answered.headers.set('date', new Date(now()).toUTCString());
        return answered;
      },
    );
  };

  const byCode = async (address: string, code: string, signedIn: string | null): Promise<string> => {
    const wait = wrongCodes.look(address);
    if (wait > 0) throw tooOften(wait);
    try {
      return (await rooms.redeem(code, signedIn)).personId;
    } catch (error) {
      if (error instanceof Failure) wrongCodes.take(address);
      throw error;
    }
  };

  const byTelegram = async (initData: string): Promise<string> => {
    if (botToken === undefined) throw fail('refused', 'NO_TELEGRAM_HERE');
    const opened = readInitData(initData, botToken, now());
    if (opened.kind === 'forged') throw fail('refused', 'TELEGRAM_FORGED');
    if (opened.kind === 'old') throw fail('refused', 'TELEGRAM_OLD');
    if (!(await sessions.useOnce(opened.fingerprint, opened.endsMs))) throw fail('refused', 'TELEGRAM_OLD');
    const entered = await rooms.enterFromTelegram(opened.telegramId);
    if (entered === null) throw fail('not-found', 'TELEGRAM_UNKNOWN');
    return entered.personId;
  };

  route('POST', 'sign-in', async (context) => {
    const address = from(context);
    const wait = signIns.take(address);
    if (wait > 0) throw tooOften(wait);
    const { code, initData } = await read(context, signInInput);
    if ((code === undefined) === (initData === undefined)) throw fail('invalid', 'BAD_REQUEST');
    const before = tokenIn(context.req.raw.headers);
    const signedIn = (await sessions.read(before))?.personId ?? null;
    const personId =
      initData === undefined ? await byCode(address, code ?? '', signedIn) : await byTelegram(initData);
    await sessions.end(before);
    const token = await sessions.begin(personId);
    const answer = await stateOf(context, { personId, isRenewed: false }, undefined);
    answer.headers.set('set-cookie', keepToken(token, isSecure(context)));
    return answer;
  });

  route('POST', 'sign-out', async (context) => {
    await sessions.end(tokenIn(context.req.raw.headers));
    return context.body(null, 204, { 'set-cookie': dropToken(isSecure(context)) });
  });

  const question = <Name extends keyof typeof QUESTION_INPUTS>(
    name: Name,
    answer: (
      context: Context<RelayEnv>,
      session: Session,
      asked: z.infer<(typeof QUESTION_INPUTS)[Name]>,
    ) => Promise<Response>,
  ): void =>
    route('GET', name, async (context) => {
      const session = await requireSession(context);
      const asked = QUESTION_INPUTS[name].safeParse(context.req.query());
      if (!asked.success) throw fail('invalid', 'BAD_REQUEST');
      return answer(context, session, asked.data as z.infer<(typeof QUESTION_INPUTS)[Name]>);
    });

  question('state', (context, session, { person }) => stateOf(context, session, person));

  question('form', async (context, session, { person, use }) => {
    const { personId } = await meant(session, person);
    const view = formViewShape.parse(await rooms.form(personId, use));
    return packed(context.req.raw.headers, JSON.stringify(view));
  });

  question('at', async (context, session, { person, code }) => {
    const { personId } = await meant(session, person);
    const found = foundShape.parse(await rooms.at(personId, code));
    return packed(context.req.raw.headers, JSON.stringify(found));
  });

  route('POST', 'look', async (context) => {
    const session = await requireSession(context);
    const wait = looks.take(session.personId);
    if (wait > 0) throw tooOften(wait);
    const { who } = await read(context, lookInput);
    return Response.json(seenProfileShape.parse(await rooms.look(session.personId, who)));
  });

  const mountAction = (name: ActionName): void =>
    route('POST', name, async (context) => {
      const session = await requireSession(context);
      const input = (await read(context, ACTION_INPUTS[name])) as ActionInput<ActionName>;
      const persons = await personsOf(session);
      if (!persons.some(({ id }) => id === input.personId)) throw fail('refused', 'NOT_YOURS');
      await rooms.act(name, input);
      return stateOf(context, session, input.personId);
    });
  for (const name of Object.keys(ACTION_INPUTS) as ActionName[]) mountAction(name);
};
