/** A name for a file that every system can keep, out of a title. */
export function fileNameOf(title: string, extension: string): string {
  const plain = title
    .replaceAll(/[<>:"/\\|?*\p{Cc}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return `${plain.slice(0, 100).trim() || 'orda'}${extension}`;
}
