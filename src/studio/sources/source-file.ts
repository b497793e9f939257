import { lstat, readFile } from 'node:fs/promises';
import { readSourceFile, type SourceDescription } from '../../core/sources/source-description.ts';

export type SourceFile =
  | { readonly kind: 'found'; readonly description: SourceDescription }
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged'; readonly reason: string };

/** Descriptions are a few kilobytes; what is larger is none. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Reads a `.source.json` file, which anybody may have written. Never throws. */
export async function readSourceFileAt(path: string): Promise<SourceFile> {
  try {
    const info = await lstat(path);
    if (!info.isFile()) return { kind: 'damaged', reason: 'it is not a file' };
    if (info.size > MAX_BYTES) return { kind: 'damaged', reason: 'it is too large' };
    const description = readSourceFile(await readFile(path, 'utf8'));
    return description === undefined
      ? { kind: 'damaged', reason: 'it does not describe a recording' }
      : { kind: 'found', description };
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
    return missing ? { kind: 'none' } : { kind: 'damaged', reason: 'it cannot be read' };
  }
}
