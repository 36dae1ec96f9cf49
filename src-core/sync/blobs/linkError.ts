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

/** What an answer that is no success says. */
export async function errorOf(answer: Response): Promise<BlobLinkError> {
  const said = refusalShape.safeParse(parsed(await answer.text())).data;
  const { code, fields } = said ?? {
    code: 'NOT_UNDERSTOOD',
    fields: { of: '' },
  };
  return new BlobLinkError(answer.status, code, fields.of);
}

/** What a text of JSON says, or undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
