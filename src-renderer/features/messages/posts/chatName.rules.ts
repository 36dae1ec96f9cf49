/**
 * A channel as people write it: `@name`, a bare name, a link to it, or the number of a closed one. Out: `@name` or the number, as the Bot
 * API takes it; null where it is neither.
 */
export const readChatName = (typed: string): string | null => {
  const bare = typed
    .trim()
    .replace(/^(https?:\/\/)?(www\.)?(t|telegram)\.me\//i, '')
    .replace(/[/?#].*$/, '')
    .replace(/^[−–—]/, '-');
  if (/^-\d{1,20}$/.test(bare)) return bare;
  const name = bare.replace(/^@/, '');
  return /^[A-Za-z]\w{3,31}$/.test(name) ? `@${name}` : null;
};
