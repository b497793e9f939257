import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as transcribeCpp from 'transcribe-cpp';
import { describeUnknown } from '../../shared/app-error.ts';
import { outsideArchive } from '../storage/outside-archive.ts';

/** The npm package `transcribe-cpp`, loaded with its native library. */
export type TranscribeCpp = typeof transcribeCpp;

/** Whether GGUF models can run here; `reason` is a sentence. */
export type BindingState =
  | { readonly kind: 'ready'; readonly binding: TranscribeCpp }
  | { readonly kind: 'unavailable'; readonly reason: string };

/**
 * Loads the package and its native library into this process, once. The package, the library for this platform, the part
 * that calls it (koffi) or all of them may be missing or broken: that is an answer, not an error.
 * @param load for tests
 */
export async function loadBinding(load: () => Promise<TranscribeCpp> = importPackage): Promise<BindingState> {
  try {
    const binding = await load();
    // The first call opens the library, checks that it is the one the package was made for, and looks for devices.
    binding.version();
    return { kind: 'ready', binding };
  } catch (error) {
    return { kind: 'unavailable', reason: reasonOf(error) };
  }
}

/** In a packaged app the package is loaded from beside the archive, where the system finds the libraries next to it. */
async function importPackage(): Promise<TranscribeCpp> {
  const own = fileURLToPath(import.meta.url);
  if (outsideArchive(own) === own) return import('transcribe-cpp');
  const place = outsideArchive(fileURLToPath(import.meta.resolve('transcribe-cpp')));
  return (await import(pathToFileURL(place).href)) as TranscribeCpp;
}

function reasonOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  const text = describeUnknown(error).split('\n')[0].trim();
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND')
    return 'The package transcribe-cpp is not installed.';
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
