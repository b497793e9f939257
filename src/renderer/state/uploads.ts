import { type AppError, toAppError } from '../../shared/app-error.ts';
import type { Host } from '../client/host.ts';
import { store } from './store.ts';

/** A file on its way to the studio's machine. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
}

const stops = new Map<number, AbortController>();
let lastKey = 0;

export const uploads = store<{ readonly list: readonly Upload[] }>({ list: [] });

/** Inputs that files became, and what ended the upload of the next one, if anything did. */
interface Brought {
  readonly paths: readonly string[];
  readonly error?: AppError;
}

/** Makes inputs of files, one after the other; what was cancelled is left out, and so is what comes after a failure. */
export async function bringFiles(host: Host, files: readonly File[]): Promise<Brought> {
  if (host.kind === 'desktop') {
    const run = { signal: new AbortController().signal, onProgress: () => undefined };
    return { paths: await host.takeFiles(files, run) };
  }
  const waiting = files.map((file) => {
    lastKey += 1;
    stops.set(lastKey, new AbortController());
    return { key: lastKey, file };
  });
  uploads.setState(({ list }) => ({
    list: [
      ...list,
      ...waiting.map(({ key, file }) => ({ key, name: file.name, sentBytes: 0, totalBytes: Math.max(1, file.size) })),
    ],
  }));
  const paths: string[] = [];
  try {
    for (const { key, file } of waiting) {
      const { signal } = stops.get(key) ?? { signal: AbortSignal.abort() };
      if (signal.aborted) continue;
      try {
        paths.push(...(await host.takeFiles([file], { signal, onProgress: (now) => progress(key, now.sentBytes) })));
      } catch (error) {
        if (!signal.aborted) return { paths, error: toAppError(error) };
      }
      forget(key);
    }
  } finally {
    for (const { key } of waiting) forget(key);
  }
  return { paths };
}

/** Stops an upload; the others go on. */
export function cancelUpload(key: number): void {
  stops.get(key)?.abort();
  uploads.setState(({ list }) => ({ list: list.filter((upload) => upload.key !== key) }));
}

export function cancelUploads(): void {
  for (const { key } of uploads.getState().list) cancelUpload(key);
}

function progress(key: number, sentBytes: number): void {
  uploads.setState(({ list }) => ({
    list: list.map((upload) =>
      upload.key === key ? { ...upload, sentBytes: Math.max(upload.sentBytes, sentBytes) } : upload,
    ),
  }));
}

function forget(key: number): void {
  stops.delete(key);
  uploads.setState(({ list }) => ({ list: list.filter((upload) => upload.key !== key) }));
}
