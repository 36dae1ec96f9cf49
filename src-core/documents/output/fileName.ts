/** A name that every system can keep, made of words of the user's. */
export function fileName(words: string, extension: string): string {
  const plain = words
    .replaceAll(/[<>:"/\\|?*\p{Cc}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return `${plain.slice(0, 120)}.${extension}`;
}
