/** Answers to laptops, before a host puts them on its own kind of wire. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** Nothing that a laptop is told is kept on its way. */
const jsonHeaders = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/** Why something was not done: a code, and what goes with it. */
export const refusal = (
  status: number,
  code: string,
  fields: Readonly<Record<string, string | number>> = {},
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { ...jsonHeaders, ...headers },
  body: Buffer.from(JSON.stringify({ code, fields })),
});

/** The packed message that answers one. */
export const messageAnswer = (body: Uint8Array): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
  body,
});

/** The answer as `fetch` has it. */
export const responseOf = ({ status, headers, body }: Answer): Response =>
  new Response(Buffer.from(body), { status, headers });
