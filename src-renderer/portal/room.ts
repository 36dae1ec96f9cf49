/** Which room is shown: the part of the address after `#`, so that the phone's own "back" works. */
import { useEffect, useState } from 'preact/hooks';

const ROOMS = [
  'events',
  'code',
  'messages',
  'me',
  'check-in',
  'form',
  'visits',
  'certificates',
  'shows',
  'look',
] as const;
export type RoomName = (typeof ROOMS)[number];
export type Room = { readonly name: RoomName; readonly id: string };

/** The rooms below, of which each tab has some. */
export const TAB_OF: Readonly<Record<RoomName, 'events' | 'code' | 'messages' | 'me'>> = {
  events: 'events',
  'check-in': 'events',
  form: 'events',
  code: 'code',
  messages: 'messages',
  me: 'me',
  visits: 'me',
  certificates: 'me',
  shows: 'me',
  look: 'me',
};

const read = (): Room => {
  const [name = '', id = ''] = location.hash.slice(1).split('/');
  return { name: ROOMS.find((room) => room === name) ?? 'events', id: decodeURIComponent(id) };
};

/** The address of a room. */
export const roomAddress = (name: RoomName, id = ''): string =>
  `#${name}${id === '' ? '' : `/${encodeURIComponent(id)}`}`;

export const goTo = (name: RoomName, id = ''): void => {
  location.hash = roomAddress(name, id);
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
