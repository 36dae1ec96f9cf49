import { PREFIX } from '../../../../src-core/certificates/certificate.code.rules.ts';
import { latinKeys } from '../../../../src-core/people/code.rules.ts';

/**
 * The text of a code as it was scanned, pasted or typed: a scanner under a Cyrillic layout types other letters for the same
 * keys, among them «Ж» for the colon, and is put right. A text that holds a code stays as it is.
 */
export const scannedText = (typed: string): string => {
  if (typed.toUpperCase().includes(PREFIX)) return typed;
  const keys = latinKeys(typed).replaceAll('Ж', ':');
  return keys.includes(PREFIX) ? keys : typed;
};
