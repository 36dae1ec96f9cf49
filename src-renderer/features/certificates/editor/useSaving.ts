import { useEffect, useRef, useState } from 'react';
import type { Template } from '../../../../src-core/certificates/template.rules.ts';
import { client } from '../../../api/client.ts';

/** A pause of so many milliseconds after the last change, and the template is written. */
const PAUSE = 1200;

export type Saving = {
  readonly state: 'saved' | 'waiting' | 'saving' | 'failed';
  readonly error: unknown;
  /** Writes at once what is not written yet. */
  readonly flush: () => Promise<void>;
};

/**
 * Writes the template after each pause, and at once when the editor is left; the browser asks before a window with
 * unwritten changes is closed. A template without a name is written with the name that it had.
 */
export const useSaving = (id: string, template: Template): Saving => {
  const [state, setState] = useState<Saving['state']>('saved');
  const [error, setError] = useState<unknown>(null);
  const written = useRef(template);
  const latest = useRef(template);
  const running = useRef(Promise.resolve());
  const flush = useRef(async (): Promise<void> => undefined);
  useEffect(() => {
    latest.current = template;
    const write = async (): Promise<void> => {
      const next = latest.current;
      if (next === written.current) return;
      setState('saving');
      try {
        const name = next.name.trim() || written.current.name;
        await client.certificateTemplates.save.mutate({ id, template: { ...next, name } });
        written.current = next;
        setError(null);
        setState(latest.current === next ? 'saved' : 'waiting');
      } catch (problem) {
        setError(problem);
        setState('failed');
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
    if (template === written.current) return undefined;
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
  return { state, error, flush: () => flush.current() };
};
