type Headers = Readonly<Record<string, string>>;

export type TestTablet = {
  /** Loads a page as the camera would; the answer is not followed anywhere. */
  readonly get: (
    path: string,
  ) => Promise<{ readonly status: number; readonly text: string; readonly headers: globalThis.Headers }>;
  /** Sends the form of the page that a link leads to; out: the status. */
  readonly pair: (link: string) => Promise<number>;
  readonly call: (
    procedure: string,
    input?: unknown,
    headers?: Headers,
  ) => Promise<{ readonly status: number; readonly value: unknown; readonly headers: globalThis.Headers }>;
  readonly cookie: () => string;
  /** The whole header that gave the token. */
  readonly setCookie: () => string;
};

/** A volunteer's device without its script: it keeps its token and calls what it is told to. */
export const newTablet = (url: () => string, own: Headers = {}): TestTablet => {
  let given = '';
  const ask = async (
    path: string,
    init: Pick<RequestInit, 'method' | 'body'> = {},
    headers: Headers = {},
  ) => {
    const response = await fetch(new URL(path, url()), {
      ...init,
      redirect: 'manual',
      headers: {
        'accept-language': 'ru',
        connection: 'close',
        ...(given !== '' && { cookie: given.split(';')[0] ?? '' }),
        ...own,
        ...headers,
      },
    });
    given = response.headers.get('set-cookie') ?? given;
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));
  return {
    get: (path) => ask(path),
    pair: async (link) => {
      const body = new URLSearchParams({ c: link.slice(-8) }).toString();
      return (await ask('/t/pair', { method: 'POST', body })).status;
    },
    call: async (procedure, input = {}, headers = {}) => {
      const body = JSON.stringify(input) ?? '';
      const {
        status,
        text,
        headers: told,
      } = await ask(
        `/t/${procedure}`,
        { method: 'POST', body },
        { 'content-type': 'application/json', 'x-part': '1', ...headers },
      );
      return { status, value: parsed(text), headers: told };
    },
    cookie: () => given.split(';')[0] ?? '',
    setCookie: () => given,
  };
};
