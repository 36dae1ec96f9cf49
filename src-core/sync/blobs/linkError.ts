import { z } from 'zod';

/** The other side answers, but not as this needs: `status` is HTTP's, `code` its own word, `of` which room is full. */
export class BlobLinkError extends Error {
  readonly status: number;
  readonly code: string;
  readonly of: string;
  constructor(status: number, code: string, of = '') {
    super(code);
    this.name = 'BlobLinkError';
    this.status = status;
    this.code = code;
    this.of = of;
  }
}

const refusalShape = z.object({
  code: z.string().max(100),
  fields: z.object({ of: z.string().max(20).default('') }).default({ of: '' }),
});

/** The answer's body, where it is a success. Throws a BlobLinkError with what it says otherwise. */
export function bodyOf(answer: { readonly status: number; readonly body: Uint8Array }): Buffer {
  const body = Buffer.from(answer.body);
  if (answer.status >= 200 && answer.status < 300) return body;
  const said = refusalShape.safeParse(parsed(body.toString('utf8'))).data;
  throw new BlobLinkError(answer.status, said?.code ?? 'NOT_UNDERSTOOD', said?.fields.of);
}

/** The code of any error that has one: what the other side refused, whoever read its answer. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** What a text of JSON says, or undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
