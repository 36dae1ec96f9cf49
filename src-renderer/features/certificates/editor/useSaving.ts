import { useEffect, useRef, useState } from 'react';
import type { Template } from '../../../../src-core/certificates/template.rules.ts';
import { client } from '../../../api/client.ts';
import { failureOf } from '../../../api/failure.ts';

/** A pause of so many milliseconds after the last change, and the template is written. */
const PAUSE = 1200;

export type Saving = {
  /** `overtaken`: another window has written since; nothing is written until somebody decides. */
  readonly state: 'saved' | 'waiting' | 'saving' | 'failed' | 'overtaken';
  readonly error: unknown;
  /** Writes at once what is not written yet. */
  readonly flush: () => Promise<void>;
  /** Writes this window's template over the other's. */
  readonly keepMine: () => Promise<void>;
  /** Gives this window's changes up: nothing of them is written any more. */
  readonly giveUp: () => void;
};

/**
 * Writes the template after each pause, and at once when the editor is left; the browser asks before a window with
 * unwritten changes is closed. A template without a name is written with the name that it had. In: `version`, of which state
 * the template was read; a later state that is not this window's own is never written over unasked.
 */
export const useSaving = (id: string, template: Template, version: number): Saving => {
  const [state, setState] = useState<Saving['state']>('saved');
  const [error, setError] = useState<unknown>(null);
  const written = useRef(template);
  const latest = useRef(template);
  const over = useRef<number | undefined>(version);
  const isHeld = useRef(false);
  const running = useRef(Promise.resolve());
  const flush = useRef(async (): Promise<void> => undefined);
  useEffect(() => {
    latest.current = template;
    const write = async (): Promise<void> => {
      const next = latest.current;
      if (next === written.current || isHeld.current) return;
      setState('saving');
      try {
        const name = next.name.trim() || written.current.name;
        const saved = await client.certificateTemplates.save.mutate({
          id,
          template: { ...next, name },
          ...(over.current !== undefined && { over: over.current }),
        });
        over.current = saved.version;
        written.current = next;
        setError(null);
        setState(latest.current === next ? 'saved' : 'waiting');
      } catch (problem) {
        isHeld.current = failureOf(problem).code === 'CERTIFICATE_TEMPLATE_CHANGED';
        setError(problem);
        setState(isHeld.current ? 'overtaken' : 'failed');
      }
    };
    flush.current = async () => {
      // One after the other: an earlier state must not arrive after a later one.
      const before = running.current;
      running.current = (async () => {
        await before;
        await write();
      })();
      return running.current;
    };
    if (template === written.current || isHeld.current) return undefined;
    setState('waiting');
    const timer = setTimeout(() => void flush.current(), PAUSE);
    return () => clearTimeout(timer);
  }, [id, template]);
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent): void => {
      if (latest.current === written.current) return;
      void flush.current();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', guard);
    return () => {
      window.removeEventListener('beforeunload', guard);
      void flush.current();
    };
  }, []);
  return {
    state,
    error,
    flush: () => flush.current(),
    keepMine: async () => {
      isHeld.current = false;
      over.current = undefined;
      await flush.current();
    },
    giveUp: () => {
      written.current = latest.current;
      isHeld.current = true;
    },
  };
};
