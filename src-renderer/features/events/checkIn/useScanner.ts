import { useEffect, useRef } from 'react';
import {
  hearKey,
  hearSilence,
  isScan,
  NO_BURST,
  SCAN_END_MS,
} from '../../../../src-core/events/scanTiming.rules.ts';

type Typed = { readonly field: HTMLInputElement | HTMLTextAreaElement; readonly value: string };

/** The text field that has the focus, with what stands in it. */
const focusedField = (): Typed | undefined => {
  const field = document.activeElement;
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
    ? { field, value: field.value }
    : undefined;
};

/** Puts a field back to what it held, in a way that React hears. */
const putBack = ({ field, value }: Typed): void => {
  if (field.value === value) return;
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

/**
 * Hears a scanner wherever the focus is. What it typed into a field before it was known for a scanner is taken out again,
 * and its Enter presses no button. Out, through `onScan`: the characters as the keyboard layout gave them, and what the field
 * held before them.
 */
export const useScanner = (onScan: (typed: string, before: string) => void): void => {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  });
  useEffect(() => {
    let burst = NO_BURST;
    let before: Typed | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const finish = (scan: string): void => {
      if (before !== undefined) putBack(before);
      const held = before?.value ?? '';
      before = undefined;
      latest.current(scan, held);
    };
    const onSilence = (): void => {
      const heard = hearSilence(burst, performance.now());
      burst = heard.burst;
      if (heard.scan !== undefined) finish(heard.scan);
    };
    const onKey = (event: KeyboardEvent): void => {
      clearTimeout(timer);
      // A key that is held down repeats as fast as a scanner types.
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) {
        burst = NO_BURST;
        return;
      }
      const heard = hearKey(burst, event.key, event.timeStamp);
      burst = heard.burst;
      if (burst.typed.length === 1) before = focusedField();
      if (heard.scan !== undefined || isScan(burst)) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (heard.scan !== undefined) finish(heard.scan);
      else timer = setTimeout(onSilence, SCAN_END_MS + 20);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
};
