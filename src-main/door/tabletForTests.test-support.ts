import type { DoorDesk } from './doorForTests.test-support.ts';

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

export const PEOPLE = [
  ['Оспанов', 'Данияр', 'ИС-22-1', '220017', '+77011112233'],
  ['Оспанова', 'Дана', 'ИС-22-1', '220018', '+77011112234'],
  ['Әлиев', 'Ерлан', 'ФК-21', '220019', '+77011112235'],
] as const;

/** What the tests of volunteers' devices do at a desk: add people, invite, pair, look. */
export const volunteersOf = (desk: () => DoorDesk) => {
  const url = (): string => desk().doors.state()?.url ?? '';
  const addPeople = async (): Promise<void> => {
    for (const [family_name, given_name, study_group, student_card_no, phone] of PEOPLE)
      await desk().api.people.add({
        family_name,
        given_name,
        study_group,
        student_card_no,
        phone,
        telegram: `tg_${student_card_no}`,
        email: `${student_card_no}@mail.example`,
        iin: null,
        note: `тайна ${student_card_no}`,
      });
  };

  const invite = async (role: 'steward' | 'supervisor', name = 'Мадина') =>
    (await desk().api.tablets.invite({ eventId: desk().eventId, name, role })).link;

  const pairedTablet = async (
    role: 'steward' | 'supervisor' = 'steward',
    name?: string,
  ): Promise<TestTablet> => {
    const { url: link } = await invite(role, name);
    const tablet = newTablet(url);
    await tablet.pair(link);
    return tablet;
  };

  const list = () => desk().api.tablets.list({ eventId: desk().eventId });
  const came = async () => (await desk().api.checkIn.counters({ eventId: desk().eventId })).came;
  return { url, addPeople, invite, pairedTablet, list, came };
};
