import type * as Sqlite from 'node:sqlite';
import { AppError } from '../../shared/app-error.ts';

/** Result codes of SQLite that mean something to us (primary codes, lowest byte of the extended ones). */
export const SQLITE = { busy: 5, locked: 6, ioError: 10, corrupt: 11, full: 13, notADatabase: 26 } as const;

/** The primary result code of an error thrown by `node:sqlite`; `undefined` for any other error. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

/**
 * True for versions without the WAL-reset fault that can corrupt a database: 3.51.3 and later of that line, and 3.53 on.
 * The 3.52 line was withdrawn.
 */
export function isSafeSqlite(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major !== 3) return major > 3;
  return minor >= 53 || (minor === 51 && patch >= 3);
}

/**
 * The SQLite of this Node. Loaded on demand, so that a Node without it can run everything else.
 * Throws `AppError` `store-unsupported` when it is absent or below the floor.
 */
export async function loadSqlite(): Promise<{ readonly sqlite: typeof Sqlite; readonly version: string }> {
  const sqlite = await import('node:sqlite').catch((cause: unknown) => {
    throw unsupported('has no SQLite', cause);
  });
  const version = process.versions['sqlite'] ?? '0';
  if (!isSafeSqlite(version)) throw unsupported(`brings SQLite ${version}, which has a known fault`);
  return { sqlite, version };
}

function unsupported(problem: string, cause?: unknown): AppError {
  return new AppError(
    'store-unsupported',
    {
      what: `This Node (${process.version}) ${problem}.`,
      meaning: 'The queue keeps its jobs in SQLite 3.51.3, 3.53 or newer; nothing was opened or changed.',
      action: 'Use Node 24.21 or newer for the queue; `voxlane transcribe` works without it.',
    },
    cause === undefined ? {} : { cause },
  );
}
