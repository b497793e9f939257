import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { type UploadState, uploadWishSchema } from '../../contract/link.ts';
import { titleStem } from '../../core/sources/clean-title.ts';
import { freeBytes, isDiskFull } from '../../platform/storage/free-space.ts';
import { makeFolder } from '../../platform/storage/make-folder.ts';
import { syncFolder } from '../../platform/text/atomic-write.ts';
import { UPLOADS } from './remove-uploads.ts';
import { fileGone, noSpace, outOfOrder, tooMany, uploadNotHere, uploadUnknown } from './upload-errors.ts';

const CHUNK_BYTES = 8 * 1024 * 1024;
/** Largest file taken; a day of video has less. */
const MOST_BYTES = 64 * 1024 ** 3;
/** What the library itself still needs while an upload fills the disk. */
const SPARE_BYTES = 512 * 1024 ** 2;
const MOST_UNFINISHED = 32;
const STALE_MS = 7 * 86_400_000;
const ID = /^[A-Za-z0-9_-]{22}$/;

/**
 * Files that come in over the network, below the library. Pieces are appended in order, so that a lost connection goes on
 * where it ended, also after a restart. A whole file lies in a folder of its own, which content and name give: the same
 * one is kept once, and a copy under another name is another file.
 */
export class UploadStore {
  readonly #folder: string;
  readonly #parts: string;
  /** Uploads that are being written to; a second writer would mix the pieces. */
  readonly #busy = new Map<string, Writing>();
  /** Paths of the last that became whole, for who did not hear it. */
  readonly #whole = new Map<string, string>();

  constructor(library: string) {
    this.#folder = join(library, UPLOADS);
    this.#parts = join(this.#folder, 'unfinished');
  }

  /** Begins an upload. Throws `upload-failed` for a file that is too large or one too many, `disk-full`. */
  async begin(wish: z.infer<typeof uploadWishSchema>): Promise<UploadState> {
    await makeFolder(this.#parts);
    await this.#sweep();
    if (wish.sizeBytes > MOST_BYTES) throw tooMany(`"${wish.name}" is larger than this server takes.`);
    const parts = (await readdir(this.#parts)).filter((name) => name.endsWith('.part'));
    if (parts.length >= MOST_UNFINISHED) throw tooMany('Too many uploads are under way.');
    const free = freeBytes(this.#folder);
    if (free < wish.sizeBytes + SPARE_BYTES) throw noSpace(wish.name, wish.sizeBytes, free);
    const id = randomBytes(16).toString('base64url');
    const part = { name: cleanName(wish.name), sizeBytes: wish.sizeBytes };
    await writeFile(this.#pathOf(id, 'json'), JSON.stringify(part), { flag: 'wx' });
    await writeFile(this.#pathOf(id, 'part'), '', { flag: 'wx' });
    return { id, offset: 0, chunkBytes: CHUNK_BYTES };
  }

  /** How far an upload is. Throws `upload-failed` for one that is not there. */
  async stateOf(id: string): Promise<UploadState> {
    const whole = this.#wholeOf(id);
    if (whole !== undefined) return whole;
    return { id, offset: await this.#sizeOf(id), chunkBytes: CHUNK_BYTES };
  }

  /**
   * Appends a piece that belongs at `offset`; what arrived of one that broke off is kept, and one whose connection was lost
   * unnoticed makes way. With the last one the file is whole and has its path, also for who asks again. Throws
   * `upload-failed` for a piece out of order or past the end, `disk-full`.
   */
  append(id: string, offset: number, pieces: AsyncIterable<Uint8Array>): Promise<UploadState> {
    return this.#append(id, offset, pieces, CHUNK_BYTES);
  }

  /** Takes a whole file at once; `upload` is its name for `pathOf`. Throws what `begin` and `append` throw. */
  async take(
    wish: z.infer<typeof uploadWishSchema>,
    pieces: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly upload: string; readonly path: string }> {
    const { id } = await this.begin(wish);
    try {
      const { path } = await this.#append(id, 0, pieces, wish.sizeBytes);
      if (path === undefined) throw outOfOrder();
      return { upload: basename(dirname(path)), path };
    } catch (error) {
      await this.#remove(id);
      throw error;
    }
  }

  /** Where a file lies that was uploaded as a whole. Throws `input-not-found` when there is none of that name. */
  async pathOf(upload: string): Promise<string> {
    const folder = join(this.#folder, upload);
    const [name] = /^[0-9a-f]{32}$/.test(upload) ? await readdir(folder).catch(() => []) : [];
    if (name === undefined) throw uploadNotHere();
    return join(folder, name);
  }

  async #append(
    id: string,
    offset: number,
    pieces: AsyncIterable<Uint8Array>,
    mostBytes: number,
  ): Promise<UploadState> {
    await this.#takeOver(id, pieces);
    const writing = writingOf(pieces);
    this.#busy.set(id, writing);
    try {
      const whole = this.#wholeOf(id);
      if (whole !== undefined) return whole;
      const part = await this.#partOf(id);
      if ((await this.#sizeOf(id)) !== offset) throw outOfOrder();
      const file = await open(this.#pathOf(id, 'part'), 'a');
      let arrived = offset;
      try {
        for await (const piece of pieces) {
          arrived += piece.length;
          if (arrived > part.sizeBytes || arrived - offset > mostBytes) throw outOfOrder();
          await writeAll(file, piece);
        }
        if (arrived === part.sizeBytes) await file.sync();
      } catch (cause) {
        throw isDiskFull(cause) ? noSpace(part.name, part.sizeBytes, freeBytes(this.#folder), cause) : cause;
      } finally {
        await file.close();
      }
      const state = { id, offset: arrived, chunkBytes: CHUNK_BYTES };
      return arrived < part.sizeBytes ? state : { ...state, path: await this.#finish(id, part.name) };
    } finally {
      this.#busy.delete(id);
      writing.end();
    }
  }

  /** Whoever sends an upload sends one piece after the other, so one that is still being taken was given up. */
  async #takeOver(id: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
    for (let other = this.#busy.get(id); other !== undefined; other = this.#busy.get(id)) {
      if (pieces instanceof Readable && pieces.destroyed) throw outOfOrder();
      other.stop();
      await other.ended;
    }
  }

  #wholeOf(id: string): UploadState | undefined {
    const path = this.#whole.get(id);
    if (path === undefined) return undefined;
    const offset = statSync(path, { throwIfNoEntry: false })?.size;
    return offset === undefined ? undefined : { id, offset, chunkBytes: CHUNK_BYTES, path };
  }

  /** Forgets an upload that is not wanted any more. */
  async drop(id: string): Promise<void> {
    await this.#partOf(id);
    await this.#remove(id);
  }

  async #finish(id: string, name: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const piece of createReadStream(this.#pathOf(id, 'part'))) hash.update(piece as Uint8Array);
    const folder = join(this.#folder, hash.update(`/${name}`).digest('hex').slice(0, 32));
    await makeFolder(folder);
    const path = join(folder, name);
    // The same content under the same name is the same file.
    await rename(this.#pathOf(id, 'part'), path);
    await syncFolder(folder);
    await this.#remove(id);
    this.#whole.set(id, path);
    for (const oldest of this.#whole.keys()) if (this.#whole.size > MOST_UNFINISHED) this.#whole.delete(oldest);
    return path;
  }

  async #partOf(id: string): Promise<z.infer<typeof uploadWishSchema>> {
    if (!ID.test(id)) throw uploadUnknown();
    const text = await readFile(this.#pathOf(id, 'json'), 'utf8').catch(() => undefined);
    if (text === undefined) throw uploadUnknown();
    const part = uploadWishSchema.safeParse(parse(text));
    if (!part.success) throw uploadUnknown();
    return part.data;
  }

  async #sizeOf(id: string): Promise<number> {
    await this.#partOf(id);
    const info = await stat(this.#pathOf(id, 'part')).catch(() => undefined);
    if (info === undefined) throw fileGone();
    return info.size;
  }

  #pathOf(id: string, ending: 'part' | 'json'): string {
    return join(this.#parts, `${id}.${ending}`);
  }

  async #remove(id: string): Promise<void> {
    for (const ending of ['part', 'json'] as const) await rm(this.#pathOf(id, ending), { force: true });
  }

  /** Uploads that nobody went on with for a week. */
  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#parts)) {
      const path = join(this.#parts, name);
      const info = await stat(path).catch(() => undefined);
      const partner = await stat(path.replace(/\.json$/, '.part')).catch(() => undefined);
      const touched = Math.max(info?.mtimeMs ?? 0, partner?.mtimeMs ?? 0);
      if (Date.now() - touched > STALE_MS) await rm(path, { force: true });
    }
  }
}

/** A piece that is being taken. */
interface Writing {
  readonly ended: Promise<void>;
  /** Takes no more of it. */
  stop(): void;
  end(): void;
}

function writingOf(pieces: AsyncIterable<Uint8Array>): Writing {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const stop = (): void => {
    if (pieces instanceof Readable) pieces.destroy();
  };
  return { ended, stop, end };
}

/** A name from outside as a file name: the last part of a path, its ending kept, nothing that means something. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const ending = /^\.[A-Za-z0-9]{1,8}$/.exec(extname(last))?.[0]?.toLowerCase() ?? '';
  return titleStem(ending === '' ? last : last.slice(0, -ending.length), 'recording') + ending;
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    if (bytesWritten === 0) throw new Error('the system wrote nothing');
    done += bytesWritten;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
