import { realpathSync } from 'node:fs';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import { freeBytes, isDiskFull } from '../storage/free-space.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { examineDatabase } from './examine-database.ts';
import { MIGRATIONS, migrate, type Migrations } from './migrations.ts';
import { findPlace, type FolderPlace, type PlaceProbe } from './network-folder.ts';
import { storeLocked, takeOwnership } from './owner-lock.ts';
import { keepReserve, releaseReserve } from './reserve-file.ts';
import { loadSqlite, SQLITE, sqliteCode } from './sqlite.ts';

export interface StoreOptions {
  readonly log: Logger;
  readonly migrations?: Migrations;
  readonly reserveBytes?: number;
  /** How to find out what the folder lies on; the system is asked when absent. */
  readonly place?: PlaceProbe;
}

/** An open database. Tables are reached through the `*Table` functions beside this file. */
export interface Store {
  readonly db: DatabaseSync;
  readonly path: string;
  /**
   * Runs `work` as one transaction that is on the disk when this returns (it survives kill -9 and loss of power).
   * When the disk is full the reserve is given up and the work tried once more. Throws `AppError` `disk-full`.
   */
  commit<T>(work: () => T): T;
  /** The same for what may be lost with the power, such as progress: not waited for. */
  note(work: () => void): void;
  close(): void;
}

/** Space kept for the moment when the disk is full. */
const RESERVE_BYTES = 64 * 1024 * 1024;

/**
 * Opens the database of a library folder, making both when absent: one owner process, quick check, migrations after a
 * backup, WAL. On network and synchronised folders a rollback journal instead of WAL, and a warning. Throws `AppError` `store-locked`, `store-newer`, `store-damaged`, `store-unsupported`, `disk-full` or
 * `output-failed`; the database is then unchanged.
 */
export async function openStore(folder: string, options: StoreOptions): Promise<Store> {
  const { sqlite, version } = await loadSqlite();
  await makeFolder(folder);
  const lock = takeOwnership(folder);
  const path = join(folder, 'library.db');
  const reserve = join(folder, 'reserve');
  const migrations = options.migrations ?? MIGRATIONS;
  let db: DatabaseSync | undefined;
  try {
    options.log.debug(`SQLite ${version}`, { path });
    examineDatabase(sqlite, path, migrations.length);
    db = new sqlite.DatabaseSync(path);
    // Exclusive: the system itself then refuses a second process, whatever happened to the lock file.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    db.exec(`PRAGMA journal_mode = ${chooseJournal(folder, options)}`);
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA foreign_keys = ON');
    migrate(db, path, migrations);
    tryReserve(reserve, options);
  } catch (cause) {
    db?.close();
    lock.release();
    throw openError(folder, path, cause);
  }
  const open = db;
  const inode = statSync(path).ino;
  return {
    db: open,
    path,
    commit(work) {
      // The system keeps a removed file for those who have it open: what is written then is lost with the process.
      if (statSync(path, { throwIfNoEntry: false })?.ino !== inode) throw removed(path);
      try {
        return inTransaction(open, work);
      } catch (cause) {
        if (!isFull(cause, folder)) throw cause;
        if (!releaseReserve(reserve)) throw diskFull(path, cause);
        options.log.warn('The disk is full. The reserve of the library was given up so that work can be recorded.');
      }
      try {
        return inTransaction(open, work);
      } catch (cause) {
        throw isFull(cause, folder) ? diskFull(path, cause) : cause;
      }
    },
    note(work) {
      open.exec('PRAGMA synchronous = NORMAL');
      try {
        inTransaction(open, work);
      } catch (cause) {
        // Progress is worth no reserve: the next commit meets the same disk and decides.
        if (!isFull(cause, folder)) throw cause;
      } finally {
        open.exec('PRAGMA synchronous = FULL');
      }
    },
    close() {
      open.close();
      lock.release();
    },
  };
}

/**
 * WAL needs shared memory and a second file that belongs to the first at every moment. A network does not promise the
 * one, and a program that copies files one by one breaks the other.
 */
function chooseJournal(folder: string, options: StoreOptions): 'WAL' | 'TRUNCATE' {
  const place = findPlace(realpathSync.native(folder), options.place);
  if (place.kind === 'local') return 'WAL';
  options.log.warn(placeWarning(folder, place), { folder, place: place.kind, name: place.name });
  return place.kind === 'unsure' ? 'WAL' : 'TRUNCATE';
}

function placeWarning(folder: string, place: Exclude<FolderPlace, { kind: 'local' }>): string {
  const advice = 'Keep the library on a disk of this machine (--home); results can be written anywhere.';
  switch (place.kind) {
    case 'network':
      return `The library ${folder} is on a network (${place.name}). It works slower and may be damaged when the connection breaks or two machines use it. ${advice}`;
    case 'synced':
      return `The library ${folder} is in a folder that ${place.name} synchronises. Its copies may not fit together, and two machines must never use it at once. ${advice}`;
    case 'unsure':
      return `The library ${folder} is on a file system in user space (${place.name}). If that is a server, the library may be damaged. ${advice}`;
  }
}

/** A library without its reserve is better than none. */
function tryReserve(path: string, options: StoreOptions): void {
  try {
    keepReserve(path, options.reserveBytes ?? RESERVE_BYTES);
  } catch (cause) {
    releaseReserve(path);
    options.log.warn(`No disk space could be kept in reserve at ${path} (${describeUnknown(cause)}).`);
  }
}

function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw cause;
  }
}

/** SQLite says "disk I/O error" when there is no room for its shared memory file, which is less than this. */
const SHARED_MEMORY_BYTES = 64 * 1024;

function isFull(cause: unknown, folder: string): boolean {
  const code = sqliteCode(cause);
  return code === SQLITE.full || (code === SQLITE.ioError && freeBytes(folder) < SHARED_MEMORY_BYTES);
}

function openError(folder: string, path: string, cause: unknown): unknown {
  if (cause instanceof AppError) return cause;
  const code = sqliteCode(cause);
  if (code === SQLITE.busy || code === SQLITE.locked) return storeLocked(folder, undefined);
  if (isFull(cause, folder) || isDiskFull(cause)) return diskFull(path, cause);
  return new AppError(
    'output-failed',
    {
      what: `The library database ${path} cannot be opened (${describeUnknown(cause)}).`,
      meaning: 'It was not changed.',
      action: 'Get the right to write there, or choose another library with --home.',
    },
    { cause, details: { path } },
  );
}

function removed(path: string): AppError {
  return new AppError(
    'output-failed',
    {
      what: `The library database ${path} was removed or replaced while it was in use.`,
      meaning: 'Nothing more can be recorded in it; files that were written elsewhere are intact.',
      action: 'Put the library back, or choose another one with --home and add the recordings again.',
    },
    { details: { path } },
  );
}

function diskFull(path: string, cause: unknown): AppError {
  return new AppError(
    'disk-full',
    {
      what: `The disk is full; ${path} could not take the change.`,
      meaning: 'Everything recorded before is intact; this change was not recorded.',
      action: 'Free some space, then run the queue again: it goes on where it stopped.',
    },
    { cause, details: { path } },
  );
}
