import { refuse } from './refusal.ts';

/**
 * Rewrites legal but rare XML into the plain form that the byte scanners know: comments and processing instructions go, CDATA becomes
 * escaped text, `</c >` becomes `</c>`. Latin-1 keeps every byte as one character, so UTF-8 passes through untouched.
 */
export function plainXml(part: Buffer): Buffer {
  const source = part.toString('latin1');
  const kept: string[] = [];
  let from = 0;
  for (let at = source.indexOf('<'); at !== -1; at = source.indexOf('<', at + 1)) {
    const [end, instead] = rareAt(source, at);
    if (end === undefined) continue;
    kept.push(source.slice(from, at), instead);
    from = end;
    at = end - 1;
  }
  kept.push(source.slice(from));
  return Buffer.from(kept.join(''), 'latin1');
}

/** Where a rare construct that starts here ends, and what stands for it. */
function rareAt(source: string, at: number): [end: number | undefined, instead: string] {
  if (source.startsWith('<!--', at)) return [endOf(source, '-->', at + 4), ''];
  if (source.startsWith('<?', at)) return [endOf(source, '?>', at), ''];
  if (source.startsWith('<![CDATA[', at)) {
    const end = endOf(source, ']]>', at);
    const text = source
      .slice(at + 9, end - 3)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;');
    return [end, text];
  }
  if (!source.startsWith('</', at)) return [undefined, ''];
  const end = endOf(source, '>', at);
  const tag = source.slice(at, end);
  return /\s>$/.test(tag) ? [end, tag.replace(/\s+/g, '')] : [undefined, ''];
}

/** A construct that never ends makes the part broken, and ends the search: no input is searched twice. */
function endOf(source: string, what: string, from: number): number {
  const found = source.indexOf(what, from);
  return found === -1 ? refuse('damaged') : found + what.length;
}
