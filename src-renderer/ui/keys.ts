import { useEffect, useRef } from 'react';

type Handler = (event: KeyboardEvent) => void;

/** Keys by physical place, so that a shortcut works in the Russian and Kazakh layouts too: `KeyK` is К's key in all of them. */
const nameOf = (event: KeyboardEvent): string => {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('Mod');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey && event.code !== 'Slash') parts.push('Shift');
  const key = event.code.startsWith('Key')
    ? event.code.slice(3)
    : event.code === 'Slash' && event.shiftKey
      ? '?'
      : event.key;
  return [...parts, key].join('+');
};

/** Whether the person is typing into something, where single letters are text and not commands. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Binds keys of the whole window: `{ 'Mod+K': open, '?': help, 'N': add }`. Single keys rest while someone types;
 * combinations with Mod work always.
 */
export const useKeys = (bindings: Readonly<Record<string, Handler>>): void => {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const name = nameOf(event);
      const handler = latest.current[name];
      if (handler === undefined || (isTyping(event.target) && !name.startsWith('Mod+'))) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
};
