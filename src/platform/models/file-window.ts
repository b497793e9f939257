import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const BLOCK_BYTES = 256 * 1024;

/** Random access to a large file through one cached block, for parsers that read many small heads. */
export class FileWindow {
  readonly size: number;
  readonly #fd: number;
  #block: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(path: string) {
    this.#fd = openSync(path, 'r');
    this.size = fstatSync(this.#fd).size;
  }

  /** Up to `length` bytes from `at`, fewer at the end of the file. Valid until the next call. */
  read(at: number, length: number): Buffer {
    const missing = at < this.#start || at + length > this.#start + this.#block.length;
    if (missing) this.#load(at, Math.max(length, BLOCK_BYTES));
    return this.#block.subarray(at - this.#start, at - this.#start + length);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #load(at: number, length: number): void {
    const wanted = Math.max(0, Math.min(length, this.size - at));
    const block = Buffer.alloc(wanted);
    let done = 0;
    while (done < wanted) {
      const count = readSync(this.#fd, block, done, wanted - done, at + done);
      if (count === 0) break;
      done += count;
    }
    this.#block = block.subarray(0, done);
    this.#start = at;
  }
}
