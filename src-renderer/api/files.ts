import { failureError } from './failure.ts';

export type Uploaded = { readonly token: string; readonly name: string; readonly size: number };

const isUploaded = (value: unknown): value is Uploaded =>
  typeof value === 'object' && value !== null && 'token' in value && typeof value.token === 'string';

/** Hands a chosen file to the desk; out: the token that procedures take. */
export const upload = async (file: File, signal?: AbortSignal): Promise<Uploaded> => {
  const answer = await fetch('/upload', {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
    signal: signal ?? null,
  });
  const told: unknown = await answer.json().catch(() => undefined);
  if (answer.ok && isUploaded(told)) return told;
  const code =
    typeof told === 'object' && told !== null && 'code' in told ? String(told.code) : 'UPLOAD_UNREADABLE';
  throw failureError({ code, fields: {} });
};

/** Saves a file that the desk made, the way the browser saves any download. */
export const download = (token: string): void => {
  const link = document.createElement('a');
  link.href = `/download/${encodeURIComponent(token)}`;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
};

/**
 * Shows a PDF that the desk made in a window of its own, to be read and printed there; where no window opens, as in
 * Electron, it is saved like any other file.
 */
export const openPdf = async (token: string, name: string): Promise<void> => {
  const answer = await fetch(`/download/${encodeURIComponent(token)}`);
  if (!answer.ok) throw failureError({ code: 'NO_JOB_FILE', fields: {} });
  const address = URL.createObjectURL(await answer.blob());
  if (window.ordaWindow === undefined && window.open(address, '_blank') !== null) return;
  saveFrom(address, name);
};

const saveFrom = (address: string, name: string): void => {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
};

/** Saves a text that this screen has put together. */
export const saveText = (text: string, name: string, type: string): void =>
  saveFrom(URL.createObjectURL(new Blob([text], { type })), name);
