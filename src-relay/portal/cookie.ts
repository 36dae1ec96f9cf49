import { SESSION_SLIDES } from './sessions.ts';

/** The one cookie of the page: a random token that no script can read. */
const NAME = 'orda_me';

/** The token in the headers; empty where there is none. */
export const tokenIn = (headers: Headers): string =>
  (headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === NAME)?.[1] ?? '';

const cookie = (value: string, seconds: number, isSecure: boolean): string =>
  `${NAME}=${value}; Path=/me; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;

export const keepToken = (token: string, isSecure: boolean): string =>
  cookie(token, Math.floor(SESSION_SLIDES / 1000), isSecure);

export const dropToken = (isSecure: boolean): string => cookie('', 0, isSecure);
