import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { isBelow } from '../scheme/page-path.ts';

/** What the page wants to do with a path: read a file, fill a folder, write a file, or read a list of other paths. */
export type PathUse = 'read' | 'folder' | 'write' | 'list';

/** Endings of files that only hold text; nothing that a system would run. */
const WRITABLE = /\.(?:srt|vtt|ass|ssa|ttml|dfxp|itt|stl|sbv|lrc|rttm|txt|csv|tsv|json|xml|md|html|docx|voxlane)$/i;

/**
 * What the user chose, by dialog, drop, menu or file association. The page may name these paths and no others. They are
 * kept and compared with all links resolved, at every use, so that a link that points elsewhere by then counts for nothing.
 */
export class PickedPaths {
  readonly #chosen = new Set<string>();
  /** Where results may go: folders of chosen files. */
  readonly #beside = new Set<string>();

  #adding: Promise<unknown> = Promise.resolve();

  /** Like `add`, for choices told without waiting: later questions are answered once it is known. */
  expect(path: string): void {
    this.#adding = Promise.all([this.#adding, this.add(path)]);
  }

  /** Remembers a choice. One that is not there now may be later, on a disk that is plugged in. */
  async add(path: string): Promise<void> {
    if (!isAbsolute(path) || path.includes('\0')) return;
    const real = (await resolved(path)) ?? (await stillToBe(path));
    this.#chosen.add(real);
    this.#beside.add(dirname(real));
  }

  /** Results may go here, though nothing in it was chosen to be read. */
  async addResultFolder(folder: string): Promise<void> {
    this.#beside.add((await resolved(folder)) ?? folder);
  }

  async allows(path: string, use: PathUse): Promise<boolean> {
    await this.#adding;
    if (!isAbsolute(path) || path.includes('\0')) return false;
    if (use === 'write') return WRITABLE.test(path) && !basename(path).startsWith('.') && this.#writes(path);
    const real = (await resolved(path)) ?? (await stillToBe(path));
    if (use === 'folder') return this.#beside.has(real) || this.#isChosen(real) || this.#isBesideChosen(real);
    // A list names other files, so it counts only when it was chosen itself.
    return use === 'list' ? this.#chosen.has(real) : this.#isChosen(real);
  }

  async #writes(path: string): Promise<boolean> {
    const folder = await resolved(dirname(path));
    if (folder === undefined) return false;
    const target = await resolved(join(folder, basename(path)));
    const isPlain = target === undefined || dirname(target) === folder;
    return isPlain && (this.#beside.has(folder) || this.#isChosen(folder));
  }

  /** A folder to be made beside what was chosen. */
  #isBesideChosen(real: string): boolean {
    return this.#beside.has(dirname(real));
  }

  #isChosen(real: string): boolean {
    if (this.#chosen.has(real)) return true;
    for (let at = dirname(real); ; at = dirname(at)) {
      if (this.#chosen.has(at) && isBelow(at, real)) return true;
      if (dirname(at) === at) return false;
    }
  }
}

async function resolved(path: string): Promise<string | undefined> {
  // What is not there or cannot be looked at cannot be used either.
  return realpath(path).catch(() => undefined);
}

/** Where a path will be that is not there: below the folder closest above it that is, with its links resolved. */
async function stillToBe(path: string): Promise<string> {
  const wanted = resolve(path);
  for (let at = dirname(wanted); ; at = dirname(at)) {
    const real = await resolved(at);
    if (real !== undefined) return join(real, relative(at, wanted));
    if (dirname(at) === at) return wanted;
  }
}
