import { useState } from 'react';
import { PHRASE_BYTES, phraseOf, SHORTEST_PHRASE } from '../../../src-core/access/phrase.rules.ts';

const fresh = (): string => phraseOf(crypto.getRandomValues(new Uint8Array(PHRASE_BYTES)));

/** The words for one file: drawn here, and replaced by whatever the person types instead. */
export const usePhrase = () => {
  const [phrase, setPhrase] = useState(fresh);
  return {
    phrase,
    setPhrase,
    renew: () => setPhrase(fresh()),
    isLongEnough: phrase.trim().length >= SHORTEST_PHRASE,
  };
};
