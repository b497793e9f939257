import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

/**
 * The parts of the path in an address of the page's origin, or `undefined` for one that names no file of ours: a part that
 * climbs, is empty or hidden, or holds what a file system reads as another separator, drive or stream.
 */
export function pathSegments(url: string): readonly string[] | undefined {
  // The raw text: parsing an address would silently resolve what climbs.
  const raw = /^[a-z]+:\/\/[^/?#]+(\/[^?#]*)?/i.exec(url)?.[1] ?? '/';
  if (raw === '/') return ['index.html'];
  let path: string;
  try {
    path = decodeURIComponent(raw.slice(1));
  } catch {
    return undefined;
  }
  const segments = path.split('/');
  return segments.every(isPlain) ? segments : undefined;
}

function isPlain(segment: string): boolean {
  // eslint-disable-next-line no-control-regex
  return segment !== '' && !segment.startsWith('.') && !/[\\:%~\u0000-\u001f\u007f]/.test(segment);
}

/** The file an address stands for, links resolved; `undefined` when it is not there or not below `root`. */
export async function fileOfAddress(root: string, url: string): Promise<string | undefined> {
  const segments = pathSegments(url);
  if (segments === undefined) return undefined;
  try {
    const [home, file] = [await realpath(root), await realpath(join(root, ...segments))];
    return isBelow(home, file) ? file : undefined;
  } catch {
    // Not there, or not readable: there is nothing to serve either way.
    return undefined;
  }
}

/** Whether a path is a folder or lies below it. Compares parts of paths: `/data-evil` is not below `/data`. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
