import { useState } from 'react';

/**
 * What is being typed into a field over `value`, and how to change it. Another value from outside replaces it; the field itself
 * stays, so whoever stands in it (or is on the way into it by Tab) keeps the focus.
 */
export const useTyped = <Value>(value: Value): readonly [Value, (typed: Value) => void] => {
  const [typed, setTyped] = useState(value);
  const [taken, setTaken] = useState(value);
  if (taken !== value) {
    setTaken(value);
    setTyped(value);
  }
  return [typed, setTyped];
};
