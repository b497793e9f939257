import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Zip, ZipPassThrough } from 'fflate';
import { AppError, cancelled, describeUnknown } from '../../shared/app-error.ts';
import { isDiskFull } from './free-space.ts';

/** What a ZIP without its 64-bit extension holds, which not every system can open. */
const MOST_FILES = 65_000;
const MOST_BYTES = 0xffff_ffff - 64 * 1024 * 1024;

/**
 * Moves files into a ZIP at `target`, which must not be there yet: each is gone once it is in. They are stored as they
 * are, since sound hardly shrinks. Returns the size of the ZIP in bytes. Throws `AppError` `output-failed` for more than a ZIP
 * holds, before anything is moved, and when reading or writing fails; `disk-full` and `cancelled`. No ZIP is left then.
 */
export async function zipFiles(paths: readonly string[], target: string, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  for (const path of paths) bytes += (await stat(path)).size;
  if (paths.length > MOST_FILES || bytes > MOST_BYTES) throw tooMuch(paths.length, bytes);
  try {
    await pipeline(Readable.from(zipped(paths)), createWriteStream(target, { flags: 'wx' }), { signal });
    return (await stat(target)).size;
  } catch (cause) {
    await rm(target, { force: true }).catch(() => undefined);
    throw signal.aborted ? cancelled(signal.reason) : zipError(target, cause);
  }
}

/** The bytes of the ZIP, a piece of a file at a time. */
async function* zipped(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  const waiting: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    waiting.push(piece);
  });
  for (const path of paths) {
    const entry = new ZipPassThrough(basename(path));
    zip.add(entry);
    for await (const piece of createReadStream(path)) {
      entry.push(piece as Uint8Array);
      yield* waiting.splice(0);
    }
    entry.push(new Uint8Array(), true);
    yield* waiting.splice(0);
    await rm(path, { force: true });
  }
  zip.end();
  yield* waiting.splice(0);
}

function tooMuch(files: number, bytes: number): AppError {
  const gigabytes = (bytes / 1e9).toFixed(1);
  return new AppError('output-failed', {
    what: `${files} files of ${gigabytes} GB are more than a ZIP holds (${MOST_FILES} files, ${(MOST_BYTES / 1e9).toFixed(1)} GB).`,
    meaning: 'No ZIP was made.',
    action: 'Ask for fewer, for FLAC or MP3, or for a folder of the computer that Voxlane runs on.',
  });
}

function zipError(path: string, cause: unknown): AppError {
  const full = isDiskFull(cause);
  return new AppError(
    full ? 'disk-full' : 'output-failed',
    {
      what: full
        ? `The disk is full; ${path} was not written.`
        : `${path} could not be written (${describeUnknown(cause)}).`,
      meaning: 'No ZIP was made.',
      action: full
        ? 'Free some space and try again.'
        : 'Try again; if it fails again, look at the disk of the library.',
    },
    { cause, details: { path } },
  );
}
