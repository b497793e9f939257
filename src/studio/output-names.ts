import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';

/** Longest file name most file systems take, in bytes. */
const NAME_MAX_BYTES = 255;
/** Room for the longest extension and for the temporary name used while writing. */
const RESERVED_BYTES = 40;

/**
 * The stem of the output files of each input, in input order: the input's name without its extension, shortened (with a
 * hash) when the outputs' names would get too long, and numbered when two inputs of one run would write the same files.
 */
export function outputStems(paths: readonly string[], folderOf: (path: string) => string): string[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const stem = shorten(basename(path, extname(path)), path);
    for (let copy = 1; ; copy++) {
      const candidate = copy === 1 ? stem : `${stem}-${copy}`;
      // Folded, because some file systems treat names that differ in case or composition as one.
      const key = `${folderOf(path)}\0${candidate.normalize('NFC').toLowerCase()}`;
      if (taken.has(key)) continue;
      taken.add(key);
      return candidate;
    }
  });
}

function shorten(stem: string, path: string): string {
  const limit = NAME_MAX_BYTES - RESERVED_BYTES;
  if (Buffer.byteLength(stem) <= limit) return stem;
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8);
  let kept = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(stem)) {
    if (Buffer.byteLength(kept + segment) > limit - 10) break;
    kept += segment;
  }
  return `${kept}-${hash}`;
}
