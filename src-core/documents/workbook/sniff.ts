/** What the first bytes of a file say it is, or the refusal they already mean. */
export type FileKind =
  | 'zip'
  | 'ole'
  | 'html'
  | 'spreadsheet-xml'
  | 'flat-ods'
  | 'text'
  | 'empty-file'
  | 'lock-file'
  | 'password'
  | 'too-old'
  | 'not-a-table';

const LOCK_FILE_BYTES = 165;
/** Other kinds of files, and kinds of tables so rare that saving them anew is the better advice. */
const FOREIGN_STARTS = [
  '%PDF',
  '{\\rtf',
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  'Rar!',
  '7z\xbc\xaf',
  '\x1f\x8b',
  'SQLite format 3',
  'ID;P',
  'TABLE\r\n0,1',
  'MIME-Version:',
  '%!PS',
];

/** Looks at content first; the name helps only to tell Excel's and LibreOffice's lock files. */
export function sniff(bytes: Buffer, fileName: string): FileKind {
  if (bytes.length === 0) return 'empty-file';
  const start = bytes.toString('latin1', 0, 16);
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'zip';
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return kindOfOle(bytes);
  if (isLockFile(bytes, fileName)) return 'lock-file';
  // BIFF2 to BIFF4 have no container: the file starts with its BOF record.
  if (['\x09\0\x04\0', '\x09\x02\x06\0', '\x09\x04\x06\0'].some((mark) => start.startsWith(mark)))
    return 'too-old';
  if (FOREIGN_STARTS.some((mark) => start.startsWith(mark))) return 'not-a-table';
  return kindOfText(bytes);
}

function isLockFile(bytes: Buffer, fileName: string): boolean {
  const name = fileName.split(/[/\\]/).at(-1) ?? '';
  if (name.startsWith('~$') || name.startsWith('.~lock.')) return true;
  // The owner's name: its length, then its letters in one byte each, padded by spaces, then the same in two bytes each.
  return (
    bytes.length === LOCK_FILE_BYTES && (bytes[0] ?? 255) < 55 && bytes[55] === bytes[0] && bytes[56] === 0
  );
}

function kindOfOle(bytes: Buffer): FileKind {
  const holds = (stream: string): boolean => bytes.includes(Buffer.from(stream, 'utf16le'));
  if (holds('EncryptedPackage')) return 'password';
  if (holds('WordDocument') || holds('PowerPoint Document')) return 'not-a-table';
  if (holds('Workbook') || holds('Book')) return 'ole';
  return 'not-a-table';
}

const MARKUP_SAMPLE = 64 * 1024;

function kindOfText(bytes: Buffer): FileKind {
  const isWide = bytes[1] === 0 || bytes[0] === 0xff;
  const start = bytes
    .toString(isWide ? 'utf16le' : 'utf8', 0, MARKUP_SAMPLE)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (!start.startsWith('<')) return 'text';
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(start) && /<(\w+:)?Workbook\b/.test(start))
    return 'spreadsheet-xml';
  if (/urn:oasis:names:tc:opendocument/.test(start) && /<office:document\b/.test(start)) return 'flat-ods';
  if (/<(!doctype html|html|head|body|table|meta|style)\b/i.test(start)) return 'html';
  return start.startsWith('<?xml') ? 'not-a-table' : 'text';
}
