import type { UploadState } from '../../contract/link.ts';
import { valueOf } from '../../contract/reply.ts';
import { cancelled, toAppError } from '../../shared/app-error.ts';
import { ask, type WebStudioParts } from './web-studio.ts';

/** How far the upload of one file is. */
interface Progress {
  readonly name: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** A file, or what stands for one outside a browser. */
export interface UploadFile {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): Blob;
}

/** A piece that failed this often in a row, with pauses of this many milliseconds times its count, ends the upload. */
const MOST_TRIES = 8;
const PAUSE_MS = 500;
/** A piece takes no longer even over a slow line; it is sent again then. */
const PIECE_MS = 120_000;

/** Sends a file in pieces and returns its path on the server. After a lost connection it goes on where it ended. */
export async function uploadFile(
  parts: WebStudioParts,
  file: UploadFile,
  run: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
): Promise<string> {
  const { signal } = run;
  const tell = (sentBytes: number): void =>
    run.onProgress({ name: file.name, sentBytes, totalBytes: Math.max(file.size, 1) });
  const send = async (method: string, path: string, body?: Blob | string): Promise<UploadState> => {
    const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
    const headers = body === undefined ? {} : { 'content-type': type };
    return valueOf(
      await ask<UploadState>(parts, path, {
        method,
        headers,
        body: body ?? null,
        signal,
        waitForLink: true,
        timeoutMs: PIECE_MS,
      }),
    );
  };
  let state = await send('POST', '/uploads', JSON.stringify({ name: file.name, sizeBytes: file.size }));
  const place = `/uploads/${state.id}`;
  tell(0);
  for (let tries = 0; state.path === undefined;) {
    try {
      const end = Math.min(state.offset + state.chunkBytes, file.size);
      state = await send('PUT', `${place}?offset=${state.offset}`, file.slice(state.offset, end));
      tries = 0;
    } catch (error) {
      const { code } = toAppError(error);
      if (signal.aborted) {
        // Best effort: the server forgets it by itself after a while.
        await ask(parts, place, { method: 'DELETE', waitForLink: false, timeoutMs: PIECE_MS });
        throw cancelled(signal.reason);
      }
      if (!['connection-lost', 'upload-failed', 'internal'].includes(code) || ++tries >= MOST_TRIES) throw error;
      await pause(PAUSE_MS * tries, signal);
      state = await send('GET', place).catch((again: unknown) => {
        if (toAppError(again).code !== 'connection-lost') throw again;
        return state;
      });
    }
    tell(state.path === undefined ? state.offset : file.size);
  }
  return state.path;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
