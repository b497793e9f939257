import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseWavHeader, type WavHeader } from '../../core/audio/wav.ts';
import { describeFailure } from '../ffmpeg/failures.ts';

const MIB = 1024 * 1024;

/** A regular, readable, non-empty file, with what its bytes say before any decoder sees it. */
export interface InputFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** First 32 hex digits of SHA-256 over the first MiB, the last MiB and the size (8 bytes, little-endian). */
  readonly contentId: string;
  /** Up to the first MiB. */
  readonly head: Uint8Array;
  readonly wav: WavHeader;
}

/**
 * Opens and checks a file the user named. Throws `AppError`: `input-name-refused` (NUL in the name), `input-not-found`,
 * `input-unreadable` (no permission, folder, device, pipe or socket), `input-empty`.
 */
export async function examineFile(name: string): Promise<InputFile> {
  if (name.includes('\0')) throw describeFailure('input-name-refused', JSON.stringify(name));
  const path = resolve(name);
  const handle = await openRegular(path);
  try {
    const sizeBytes = (await handle.stat()).size;
    if (sizeBytes === 0) throw describeFailure('input-empty', path);
    const head = await readRange(handle, 0, Math.min(MIB, sizeBytes));
    const tail = await readRange(handle, Math.max(0, sizeBytes - MIB), Math.min(MIB, sizeBytes));
    const size = new Uint8Array(new BigUint64Array([BigInt(sizeBytes)]).buffer);
    const contentId = createHash('sha256').update(head).update(tail).update(size).digest('hex').slice(0, 32);
    return { path, sizeBytes, contentId, head, wav: await readWavHeader(handle, head, sizeBytes) };
  } finally {
    await handle.close();
  }
}

/**
 * Opens a regular file for reading; a pipe or device is refused without blocking on it.
 * Throws `AppError` `input-not-found` or `input-unreadable`.
 */
export async function openRegular(path: string): Promise<FileHandle> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    throw describeFailure(missing ? 'input-not-found' : 'input-unreadable', path, code);
  });
  const stats = await handle.stat();
  if (stats.isFile()) return handle;
  await handle.close();
  throw describeFailure('input-unreadable', path, stats.isDirectory() ? 'it is a folder' : 'it is not a regular file');
}

/** Reads the WAVE header through an open file, fetching more of it when the sound starts late. */
async function readWavHeader(handle: FileHandle, head: Uint8Array, sizeBytes: number): Promise<WavHeader> {
  let header = parseWavHeader(head, sizeBytes);
  while (header.kind === 'need-more') {
    const wanted = Math.min(sizeBytes, header.bytes);
    const bytes = await readRange(handle, 0, wanted);
    if (bytes.length < wanted) return { kind: 'truncated', reason: 'the file shrank while it was read' };
    header = parseWavHeader(bytes, sizeBytes);
  }
  return header;
}

/** Reads exactly the bytes asked for, or fewer when the file ends first. */
export async function readRange(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
