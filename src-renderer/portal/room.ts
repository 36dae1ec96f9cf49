/** Which room is shown: the part of the address after `#`, so that the phone's own "back" works. */
import { useEffect, useState } from 'preact/hooks';

const ROOMS = [
  'events',
  'code',
  'messages',
  'me',
  'at',
  'check-in',
  'form',
  'visits',
  'certificates',
  'shows',
  'settings',
  'look',
] as const;
export type RoomName = (typeof ROOMS)[number];
export type Room = { readonly name: RoomName; readonly id: string };

/** The rooms below, of which each tab has some. */
export const TAB_OF: Readonly<Record<RoomName, 'events' | 'code' | 'messages' | 'me'>> = {
  events: 'events',
  at: 'events',
  'check-in': 'events',
  form: 'events',
  code: 'code',
  messages: 'messages',
  me: 'me',
  visits: 'me',
  certificates: 'me',
  shows: 'me',
  settings: 'me',
  look: 'me',
};

/** An address that somebody cut short leads nowhere, and does not break the page. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};

const roomIn = (hash: string): Room => {
  const [name = '', id = ''] = hash.slice(1).split('/');
  return { name: ROOMS.find((room) => room === name) ?? 'events', id: decoded(id) };
};
const read = (): Room => roomIn(location.hash);

/** The address of a room. */
export const roomAddress = (name: RoomName, id = ''): string =>
  `#${name}${id === '' ? '' : `/${encodeURIComponent(id)}`}`;

export const goTo = (name: RoomName, id = ''): void => {
  location.hash = roomAddress(name, id);
};

/** The room that an address of the relay names: a form's, an event's code (`/me?at=`), else what stands after `#`. */
export const roomNamedBy = ({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): string => {
  const form = /^\/me\/forms\/([^/]+)$/.exec(pathname)?.[1];
  if (form !== undefined) return roomAddress('form', decoded(form));
  const code = new URLSearchParams(search).get('at');
  return code === null ? hash : roomAddress('at', code);
};

const SIGN_IN = '#sign-in/';

/** Where signing in is asked for on purpose, and the way back from there into the room that was left. */
export const signInAddress = (): string => SIGN_IN + encodeURIComponent(location.hash);
export const isSigningIn = (): boolean => location.hash.startsWith(SIGN_IN);
export const leaveSignIn = (): void => {
  if (isSigningIn()) location.replace(decoded(location.hash.slice(SIGN_IN.length)) || roomAddress('events'));
};

export const useRoom = (): Room => {
  const [room, setRoom] = useState(read);
  useEffect(() => {
    const hear = (): void => {
      setRoom(read());
      scrollTo(0, 0);
    };
    addEventListener('hashchange', hear);
    return () => removeEventListener('hashchange', hear);
  }, []);
  return room;
};
