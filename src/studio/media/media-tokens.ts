import { randomBytes } from 'node:crypto';

/** A file that the page may read, and the type to serve it as. */
export interface MediaFile {
  readonly path: string;
  readonly mime: string;
}

/** A page has few players at a time; the token that was given out longest ago stops counting. */
const MOST_TOKENS = 256;

/**
 * Files that the page may read, by tokens that cannot be guessed. The page never sees or names a path, so it can read no
 * other file. Tokens live as long as the process.
 */
export class MediaTokens {
  readonly #files = new Map<string, MediaFile & { readonly jobId: number }>();

  /** The token of a file of a job: the same one for the same file. */
  give(jobId: number, { path, mime }: MediaFile): string {
    for (const [token, file] of this.#files) {
      if (file.jobId !== jobId || file.path !== path || file.mime !== mime) continue;
      // Given out again, so it is the youngest now.
      this.#files.delete(token);
      this.#files.set(token, file);
      return token;
    }
    const token = randomBytes(24).toString('base64url');
    this.#files.set(token, { jobId, path, mime });
    for (const oldest of this.#files.keys()) {
      if (this.#files.size <= MOST_TOKENS) break;
      this.#files.delete(oldest);
    }
    return token;
  }

  file(token: string): MediaFile | undefined {
    const known = this.#files.get(token);
    return known === undefined ? undefined : { path: known.path, mime: known.mime };
  }

  /** The token counts no more; false when it did not before. */
  revoke(token: string): boolean {
    return this.#files.delete(token);
  }

  /** All tokens of a job count no more. */
  revokeJob(jobId: number): void {
    for (const [token, file] of this.#files) if (file.jobId === jobId) this.#files.delete(token);
  }
}
