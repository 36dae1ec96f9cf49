import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { asWriteFailure, writeFailure } from './writeFailure.ts';

/** Where a document goes: a file's path, or a stream (a download), which is ended or destroyed. */
export type Target = string | Writable;

/** A document on its way out: bytes in order, then either all of it is there or none of it. */
export type Output = {
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /** Makes the document real and gives its size in bytes. */
  readonly finish: () => Promise<number>;
  /** Leaves nothing behind: no half file at the path, and a download that is visibly broken. */
  readonly abandon: () => Promise<void>;
};

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let at = 0;
  while (at < chunk.byteLength) {
    const { bytesWritten } = await handle.write(chunk, at, chunk.byteLength - at);
    if (bytesWritten === 0) throw writeFailure('DISK_FULL');
    at += bytesWritten;
  }
}

/**
 * A rename is safe against a power cut only when its folder is on the disk too. Windows and some network disks cannot do this
 * for a folder; the file itself is safe then all the same.
 */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

async function openFile(path: string): Promise<Output> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.part`;
  const handle = await open(draft, 'wx');
  let bytes = 0;
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  };
  return {
    write: async (chunk) => {
      await writeAll(handle, chunk);
      bytes += chunk.byteLength;
    },
    finish: async () => {
      await handle.sync();
      await close();
      await rename(draft, path);
      await syncFolder(path);
      return bytes;
    },
    abandon: async () => {
      await close().catch(() => undefined);
      await rm(draft, { force: true }).catch(() => undefined);
    },
  };
}

function openStream(stream: Writable): Output {
  let bytes = 0;
  let broken: { readonly error: unknown } | undefined;
  const ended = finished(stream).catch((error: unknown) => {
    broken = { error };
  });
  const stopIfBroken = () => {
    if (broken !== undefined) throw broken.error;
  };
  return {
    write: async (chunk) => {
      stopIfBroken();
      bytes += chunk.byteLength;
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain').catch(() => undefined), ended]);
      stopIfBroken();
    },
    finish: async () => {
      stream.end();
      await ended;
      stopIfBroken();
      return bytes;
    },
    abandon: async () => {
      stream.destroy();
      await ended;
    },
  };
}

/**
 * Writes a document in one piece or not at all: opens the target, lets `fill` write into it, and finishes it; when anything
 * fails, nothing is left behind and the error is a write failure with its code (or the error of the rows' own source).
 */
export async function writeDocument<Result>(
  target: Target,
  fill: (write: Output['write']) => Promise<Result>,
): Promise<{ readonly result: Result; readonly bytes: number }> {
  let output: Output | undefined;
  try {
    output = typeof target === 'string' ? await openFile(target) : openStream(target);
    const result = await fill(output.write);
    return { result, bytes: await output.finish() };
  } catch (error) {
    await output?.abandon();
    throw asWriteFailure(error);
  }
}

/** Gathers a document in memory. */
export async function documentBytes(fill: (write: Output['write']) => Promise<unknown>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await fill(async (chunk) => {
    chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}
