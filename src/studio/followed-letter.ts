import { readFile, unlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { isRunning } from '../platform/process/process-start.ts';
import { writeFileAtomic } from '../platform/text/atomic-write.ts';
import { cancelled } from '../shared/app-error.ts';

/** What the owner says of work that takes long; the newest only. */
const SIGN = '.sign.json';
/** The sender has enough. */
const STOP = '.stop.json';

/** Endings of what lies beside a letter whose work takes long. */
export const FOLLOWING = [SIGN, STOP] as const;

/** A letter whose work takes long, as its owner carries it out: it tells how far that is, and ends when nobody waits any more. */
export class FollowedLetter {
  /** Aborts when the sender has enough or is gone, and when `closing` does. */
  readonly signal: AbortSignal;
  readonly #path: string;
  readonly #sender: string;
  readonly #stop = new AbortController();
  #news: unknown;
  #writing: Promise<void> | undefined;

  /** `path` is that of the letter without its ending, `sender` the tag of the process that wrote it. */
  constructor(path: string, sender: string, closing: AbortSignal) {
    this.#path = path;
    this.#sender = sender;
    this.signal = AbortSignal.any([this.#stop.signal, closing]);
  }

  /** Looks whether somebody still waits. */
  look(): void {
    if (this.#stop.signal.aborted) return;
    if (existsSync(this.#path + STOP) || !isRunning(this.#sender)) this.#stop.abort(cancelled());
  }

  /** Tells an event. What cannot be written is not told: the next one may be. */
  tell(event: unknown): void {
    this.#news = event;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when all that was told is there to be read. Never rejects. */
  async told(): Promise<void> {
    await this.#writing;
  }

  /** Takes away what lies beside the letter, unless somebody is there to read it and do that. Never rejects. */
  async end(): Promise<void> {
    if (!isRunning(this.#sender)) await forgetFollowing(this.#path);
  }

  async #write(): Promise<void> {
    while (this.#news !== undefined) {
      const text = JSON.stringify(this.#news);
      this.#news = undefined;
      await writeFileAtomic(this.#path + SIGN, text).catch(() => undefined);
    }
  }
}

/** What the owner told last, as text; `undefined` where it told nothing yet. */
export function readSign(path: string): Promise<string | undefined> {
  return readFile(path + SIGN, 'utf8').catch(() => undefined);
}

/** Tells the owner that the sender has enough. */
export async function askToStop(path: string): Promise<void> {
  await writeFileAtomic(path + STOP, '{}');
}

/** Removes what lies beside a letter. Never rejects: what stays is removed when a mailbox is opened. */
export async function forgetFollowing(path: string): Promise<void> {
  for (const ending of FOLLOWING) await unlink(path + ending).catch(() => undefined);
}
