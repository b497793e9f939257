import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a secret opens: `login` one session, once; `session` the page; `api` the REST endpoints. */
type SecretKind = 'login' | 'session' | 'api';

const DAY_MS = 86_400_000;
/** How long each kind holds. A link that nobody opened for a day lies in some scroll-back; programs keep their token. */
const LIFE_MS: Readonly<Record<SecretKind, number>> = { login: DAY_MS, session: 30 * DAY_MS, api: Infinity };
/** The oldest go when there are more. */
const MOST: Readonly<Record<SecretKind, number>> = { login: 16, session: 32, api: 16 };

/**
 * Who may come in, kept below the library folder so that a page is still signed in after a restart. Each secret is a file
 * named by its SHA-256; the secrets themselves are stored nowhere. Folder and files are the owner's only.
 */
export class AccessStore {
  readonly folder: string;

  constructor(library: string) {
    this.folder = join(library, 'access');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.#sweep();
  }

  /** A new secret of 256 bits. */
  issue(kind: SecretKind): string {
    const secret = randomBytes(32).toString('base64url');
    writeFileSync(this.#pathOf(kind, hashOf(secret)), '', { mode: 0o600, flag: 'wx' });
    this.#sweep();
    return secret;
  }

  /** Whether a secret is good. */
  accepts(kind: SecretKind, secret: string): boolean {
    return this.#find(kind, secret) !== undefined;
  }

  /** Whether a secret was good; it is not any more. Only one of several who ask at a time is told so. */
  redeem(kind: SecretKind, secret: string): boolean {
    const path = this.#find(kind, secret);
    if (path === undefined) return false;
    try {
      rmSync(path);
      return true;
    } catch (error) {
      if (!existsSync(path)) return false;
      throw error;
    }
  }

  #find(kind: SecretKind, secret: string): string | undefined {
    const wanted = Buffer.from(hashOf(secret), 'hex');
    let found: string | undefined;
    for (const hash of this.#hashes(kind)) if (timingSafeEqual(Buffer.from(hash, 'hex'), wanted)) found = hash;
    if (found === undefined) return undefined;
    const path = this.#pathOf(kind, found);
    return ageOf(path) > LIFE_MS[kind] ? undefined : path;
  }

  #hashes(kind: SecretKind): string[] {
    const form = new RegExp(`^${kind}-([0-9a-f]{64})$`);
    return readdirSync(this.folder).flatMap((name) => form.exec(name)?.[1] ?? []);
  }

  #pathOf(kind: SecretKind, hash: string): string {
    return join(this.folder, `${kind}-${hash}`);
  }

  #sweep(): void {
    for (const kind of ['login', 'session', 'api'] as const) {
      const byAge = this.#hashes(kind)
        .map((hash) => ({ path: this.#pathOf(kind, hash), age: ageOf(this.#pathOf(kind, hash)) }))
        .sort((a, b) => a.age - b.age);
      for (const [place, { path, age }] of byAge.entries())
        if (place >= MOST[kind] || age > LIFE_MS[kind]) rmSync(path, { force: true });
    }
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Milliseconds since a file was written; a file that is gone is as old as can be. */
function ageOf(path: string): number {
  const info = statSync(path, { throwIfNoEntry: false });
  return info === undefined ? Infinity : Date.now() - info.mtimeMs;
}
