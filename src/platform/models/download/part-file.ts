import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../../text/atomic-write.ts';
import { makeFolder } from '../../storage/make-folder.ts';
import { writeFailed } from './errors.ts';

/** Written bytes between two flushes; at most so much is fetched again after a power cut. */
const FLUSH_BYTES = 8 * 1024 * 1024;

const stateSchema = z.object({
  etag: z.string().optional(),
  offset: z.int().nonnegative(),
  /** Hash of the first `offset` bytes. */
  sha256: z.string(),
  done: z.boolean(),
  commit: z.string().optional(),
});
export type PartState = z.infer<typeof stateSchema>;

/**
 * A file on its way: `NAME.part` and a small state file with the server's etag, the bytes known to be on disk and their
 * hash. The hash runs along while writing; on resume the bytes on disk are hashed again and must agree, or the download
 * starts over.
 */
export class PartFile {
  readonly #path: string;
  readonly #statePath: string;
  readonly #handle: FileHandle;
  #hash: Hash = createHash('sha256');
  #offset = 0;
  #flushed = 0;
  etag: string | undefined;
  commit: string | undefined;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#statePath = `${path}.state.json`;
    this.#handle = handle;
  }

  /** Bytes that are there. */
  get offset(): number {
    return this.#offset;
  }

  /** State of a finished file that still has the bytes it was finished with, else `undefined`. */
  static async findDone(path: string): Promise<PartState | undefined> {
    const state = await readState(`${path}.state.json`);
    if (state?.done !== true) return undefined;
    const { hash, bytes } = await hashFile(path, Number.MAX_SAFE_INTEGER).catch(() => ({ hash: undefined, bytes: 0 }));
    return bytes === state.offset && hash?.digest('hex') === state.sha256 ? state : undefined;
  }

  static async open(path: string): Promise<PartFile> {
    await makeFolder(dirname(path));
    const handle = await open(`${path}.part`, 'a+').catch((cause: unknown) => {
      throw writeFailed(path, cause);
    });
    const part = new PartFile(path, await reopen(handle, `${path}.part`));
    await part.#resume();
    return part;
  }

  /** Forgets what is there. */
  async restart(): Promise<void> {
    await this.#handle.truncate(0);
    this.#hash = createHash('sha256');
    this.#offset = 0;
    this.#flushed = 0;
    this.etag = undefined;
    this.commit = undefined;
  }

  async append(chunk: Uint8Array): Promise<void> {
    try {
      let done = 0;
      while (done < chunk.length) {
        const { bytesWritten } = await this.#handle.write(chunk, done, chunk.length - done, this.#offset + done);
        done += bytesWritten;
      }
      this.#hash.update(chunk);
      this.#offset += chunk.length;
      if (this.#offset - this.#flushed >= FLUSH_BYTES) await this.flush();
    } catch (cause) {
      throw writeFailed(this.#path, cause);
    }
  }

  /** Brings the bytes to disk, then says so in the state file. */
  async flush(): Promise<void> {
    await this.#handle.sync();
    await this.#saveState(false);
    this.#flushed = this.#offset;
  }

  /** Hash of all bytes so far. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Makes it the finished file. */
  async finish(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(`${this.#path}.part`, this.#path);
    await this.#saveState(true);
  }

  /** Throws the bytes away. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await discardFile(this.#path);
  }

  /** Ends this try; the bytes stay for the next. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#handle.close();
    }
  }

  async #resume(): Promise<void> {
    const state = await readState(this.#statePath);
    const { hash, bytes } = await hashFile(`${this.#path}.part`, state?.offset ?? 0);
    const same = state?.etag !== undefined && bytes === state.offset && hash.copy().digest('hex') === state.sha256;
    if (!same) return this.restart();
    await this.#handle.truncate(state.offset);
    this.#hash = hash;
    this.#offset = state.offset;
    this.#flushed = state.offset;
    this.etag = state.etag;
    this.commit = state.commit;
  }

  #saveState(done: boolean): Promise<void> {
    const state: PartState = {
      ...(this.etag === undefined ? {} : { etag: this.etag }),
      offset: this.#offset,
      sha256: this.digest(),
      done,
      ...(this.commit === undefined ? {} : { commit: this.commit }),
    };
    return writeFileAtomic(this.#statePath, JSON.stringify(state));
  }
}

/** Removes a file with its part and state. */
export async function discardFile(path: string): Promise<void> {
  for (const name of [`${path}.state.json`, `${path}.part`, path]) await rm(name, { force: true });
}

/** `a+` makes the file where it is missing; writing at a position needs `r+`. */
async function reopen(handle: FileHandle, path: string): Promise<FileHandle> {
  await handle.close();
  return open(path, 'r+');
}

async function readState(path: string): Promise<PartState | undefined> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

async function hashFile(path: string, length: number): Promise<{ readonly hash: Hash; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  if (length === 0) return { hash, bytes };
  for await (const chunk of createReadStream(path, { end: length - 1 })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { hash, bytes };
}
