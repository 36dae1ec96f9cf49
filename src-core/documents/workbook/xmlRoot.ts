import { refuse } from './refusal.ts';

export type XmlRoot = {
  /** What stands before the names of the part, colon included, such as `x:`. */
  readonly prefix: string;
  readonly name: string;
  /** Behind the tag that opens the root. */
  readonly end: number;
};

/** The root element of a part. Refuses a DOCTYPE as `hostile`, since only entity bombs need one here. */
export function rootOf(bytes: Buffer): XmlRoot {
  let at = 0;
  for (;;) {
    at = bytes.indexOf('<', at);
    if (at === -1) return refuse('damaged');
    const mark = bytes.toString('latin1', at + 1, at + 4);
    if (mark.startsWith('?')) at = find(bytes, '?>', at);
    else if (mark === '!--') at = find(bytes, '-->', at + 4);
    else if (mark.startsWith('!')) return refuse('hostile');
    else break;
  }
  const end = find(bytes, '>', at) + 1;
  const name = /^<((?:[^\s:>/]+:)?)([^\s:>/]+)/.exec(bytes.toString('utf8', at, Math.min(end, at + 200)));
  if (!name) return refuse('damaged');
  return { prefix: name[1] ?? '', name: name[2] ?? '', end };
}

function find(bytes: Buffer, what: string, from: number): number {
  const found = bytes.indexOf(what, from);
  return found === -1 ? refuse('damaged') : found;
}
