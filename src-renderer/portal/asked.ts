/** A question that one room asks the relay when it is opened: what the state of the person does not have. */
import { useEffect, useState } from 'preact/hooks';
import type { Answer } from './call.ts';

export type Asked<T> = {
  /** Undefined until the relay has answered. */
  readonly answer: Answer<T> | undefined;
  /** Asks once more. */
  readonly again: () => void;
};

/** In: the question, the person and what it is about. A connection that comes back is asked at once. */
export const useAsked = <T>(
  ask: (personId: string, about: string) => Promise<Answer<T>>,
  personId: string,
  about: string,
): Asked<T> => {
  const [answer, setAnswer] = useState<Answer<T> | undefined>();
  const [turn, setTurn] = useState(0);
  const again = (): void => setTurn((before) => before + 1);
  useEffect(() => {
    let isHeard = true;
    const hear = async (): Promise<void> => {
      const given = await ask(personId, about);
      if (isHeard) setAnswer(given);
    };
    setAnswer(undefined);
    void hear();
    addEventListener('online', again);
    return () => {
      isHeard = false;
      removeEventListener('online', again);
    };
  }, [ask, personId, about, turn]);
  return { answer, again };
};
