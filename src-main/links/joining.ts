/** The first words with a relay or a laptop: the operator's code or an invitation becomes a token, and a phrase the key. */
import { z } from 'zod';
import { fail, ROLES, type Failure, type FailureFields, type Role } from '../../src-core/access/index.ts';
import { unwrap, type PhraseKey } from '../../src-core/laptops/index.ts';
import { PROTOCOL } from '../../src-core/sync/index.ts';
import { tokenOfLan } from './envelope.ts';
import { createLanTransport } from './lanTransport.ts';
import { createTransport, type Answer } from './transport.ts';
import { LinkTrouble, troubleOf } from './trouble.ts';

/** Who asks. */
type Own = { readonly node: string };

export type Paired = {
  readonly kind: 'relay' | 'laptop';
  /** The other side's node. */
  readonly node: string;
  readonly token: string;
  readonly key: Uint8Array;
  readonly role: Role;
};

const token = z.string().min(20).max(200);
const node = z.string().regex(/^[0-9a-z]{8}$/);
const claimed = z.object({ token, node });
const pairedShape = z.object({
  token: token.optional(),
  /** Of a laptop: in the organisation's envelope. */
  sealedToken: z.string().optional(),
  wrappedKey: z.string(),
  node,
  role: z.enum(ROLES),
});
const helloShape = z.object({ node });

const bytesOf = (value: object): Buffer => Buffer.from(JSON.stringify(value));

const jsonIn = ({ body }: Answer): unknown => {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
};

const post = async (address: string, path: string, body: Buffer, signal?: AbortSignal): Promise<Answer> => {
  const transport = createTransport(address);
  try {
    const message = { method: 'POST', path, token: null, type: 'application/json', body } as const;
    const answer = await transport.ask(message, signal === undefined ? {} : { signal });
    if (answer.status === 404) throw new LinkTrouble('notUnderstood', codeOf(jsonIn(answer)));
    return answer;
  } finally {
    transport.close();
  }
};

const codeOf = (told: unknown): string => z.object({ code: z.string() }).safeParse(told).data?.code ?? '';

const failed = (error: unknown, unreachable: string, fields: FailureFields): Failure => {
  const { problem, code } = troubleOf(error);
  if (code === 'TOO_MANY') return fail('unavailable', 'TOO_MANY');
  if (problem === 'protocol') return fail('unavailable', 'OTHER_PROTOCOL');
  return fail('unavailable', problem === 'unreachable' ? unreachable : 'NOT_A_RELAY', fields);
};

/** Uses the code up that the relay printed. Throws RELAY_UNREACHABLE, RELAY_CODE_WRONG, NOT_A_RELAY, OTHER_PROTOCOL, TOO_MANY. */
export const claimRelay = async (
  own: Own,
  address: string,
  code: string,
): Promise<z.output<typeof claimed>> => {
  try {
    const body = bytesOf({ protocol: PROTOCOL, code, node: own.node });
    return claimed.parse(jsonIn(await post(address, '/claim', body)));
  } catch (error) {
    if (/CODE|CLAIM/.test(troubleOf(error).code)) throw fail('refused', 'RELAY_CODE_WRONG');
    throw failed(error, 'RELAY_UNREACHABLE', { address });
  }
};

const OF_INVITATION: Readonly<Record<string, string>> = {
  UNKNOWN_INVITATION: 'INVITATION_UNKNOWN',
  INVITATION_USED: 'INVITATION_USED',
  INVITATION_EXPIRED: 'INVITATION_EXPIRED',
};

/**
 * Uses an invitation up, at a relay or at a laptop. Throws JOIN_UNREACHABLE, INVITATION_UNKNOWN, INVITATION_USED,
 * INVITATION_EXPIRED, TOO_MANY, OTHER_PROTOCOL, NOT_A_RELAY.
 */
export const pairWith = async (
  own: Own,
  address: string,
  phrase: PhraseKey,
  signal: AbortSignal,
): Promise<Paired> => {
  const body = bytesOf({ protocol: PROTOCOL, id: phrase.id, node: own.node });
  try {
    const told = pairedShape.parse(jsonIn(await post(address, '/pair', body, signal)));
    const { sealedToken, wrappedKey, role } = told;
    const key = unwrap(phrase, wrappedKey);
    const given = key && sealedToken !== undefined ? tokenOfLan(sealedToken, key) : told.token;
    if (key === undefined || given === undefined) throw new LinkTrouble('notUnderstood', '');
    const kind = sealedToken === undefined ? 'relay' : 'laptop';
    return { kind, node: told.node, token: given, key, role };
  } catch (error) {
    const code = OF_INVITATION[troubleOf(error).code];
    if (code !== undefined) throw fail('refused', code);
    throw failed(error, 'JOIN_UNREACHABLE', { address });
  }
};

const leftShape = z.object({ invitation: z.enum(['free', 'used']) });
/** Milliseconds that somebody who has cancelled waits for the other side to take its invitation back. */
export const LEAVING = 3_000;

/** Tells the other side that this laptop does not come after all; out: what that means for the invitation. Throws nothing. */
export const leave = async (
  address: string,
  paired: Pick<Paired, 'kind' | 'key' | 'token'>,
): Promise<'free' | 'used' | 'unknown'> => {
  const transport =
    paired.kind === 'relay' ? createTransport(address) : createLanTransport(address, paired.key);
  const patience = { connectMs: LEAVING, idleMs: LEAVING, wholeMs: LEAVING };
  try {
    const answer = await transport.ask({ method: 'POST', path: '/leave', token: paired.token }, { patience });
    // An older program knows no way back.
    return leftShape.safeParse(jsonIn(answer)).data?.invitation ?? 'used';
  } catch {
    return 'unknown';
  } finally {
    transport.close();
  }
};

/** Whether a laptop of the same organisation listens there and knows one of the tokens: then nobody need be invited. */
export const findKnown = async (
  address: string,
  key: Uint8Array,
  tokens: readonly string[],
): Promise<{ readonly node: string; readonly token: string } | undefined> => {
  const transport = createLanTransport(address, key);
  try {
    const hello = helloShape.parse(
      jsonIn(await transport.ask({ method: 'GET', path: '/hello', token: null })),
    );
    for (const known of tokens) {
      const answer = await transport
        .ask({ method: 'GET', path: '/sync/wait?after=0', token: known })
        .catch(() => undefined);
      if (answer?.status === 200) return { node: hello.node, token: known };
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    transport.close();
  }
};
