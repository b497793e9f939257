import { unzipSync } from 'fflate';
import { describeUnknown } from '../../shared/app-error.ts';
import { type NpyArray, parseNpy } from './npy.ts';

/** More than any array of a PLDA model takes, unpacked. */
const MAX_ENTRY_BYTES = 32 * 1024 * 1024;
const MAX_ENTRIES = 64;

/**
 * Reads the named arrays of a `.npz` file (a ZIP of `.npy` files, stored or deflated); others are not unpacked. Returns what is
 * wrong with it as text when it is not a whole archive, an array is not one of plain numbers, or it unpacks to too much.
 */
export function parseNpz(bytes: Uint8Array, wanted: readonly string[]): ReadonlyMap<string, NpyArray> | string {
  let problem: string | undefined;
  let entries = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        entries += 1;
        if (entries > MAX_ENTRIES) problem ??= 'it holds too many files';
        if (problem !== undefined || !wanted.includes(arrayName(name))) return false;
        if (originalSize > MAX_ENTRY_BYTES) problem ??= `${name} unpacks to ${originalSize} bytes`;
        return problem === undefined;
      },
    });
  } catch (cause) {
    return `it is not a whole ZIP archive (${describeUnknown(cause)})`;
  }
  if (problem !== undefined) return problem;
  const arrays = new Map<string, NpyArray>();
  for (const [name, content] of Object.entries(files)) {
    const array = parseNpy(content);
    if (typeof array === 'string') return `${name}: ${array}`;
    arrays.set(arrayName(name), array);
  }
  return arrays;
}

function arrayName(file: string): string {
  return file.replace(/\.npy$/, '');
}
