import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueueHome, QueueJob } from '../../tests/support/queue-home.ts';

const FORMATS = 5;

/** Compares the files of each recording's job, byte by byte, with those of the same recording in another library. */
export function compareResults(
  jobs: readonly QueueJob[],
  undisturbed: readonly QueueJob[],
): { readonly files: number; readonly problems: readonly string[] } {
  const problems: string[] = [];
  let files = 0;
  for (const job of jobs) {
    const own = job.result?.files ?? [];
    const other = undisturbed.find(({ path }) => path === job.path)?.result?.files ?? [];
    if (own.length !== FORMATS || other.length !== FORMATS)
      problems.push(`job ${job.id}: ${own.length} files, ${other.length} undisturbed`);
    for (const [index, path] of own.entries()) {
      files++;
      if (!sameBytes(path, other[index])) problems.push(`${path} differs from the undisturbed run's`);
    }
  }
  return { files, problems };
}

function sameBytes(path: string, other: string | undefined): boolean {
  try {
    return other !== undefined && readFileSync(path).equals(readFileSync(other));
  } catch {
    return false;
  }
}

/** What kills left behind: temporary files, letters nobody fetched, work of jobs that have ended. */
export function leftovers(home: QueueHome): Record<string, number> {
  const temporary = (folder: string): number => names(folder).filter((name) => /\.(tmp|part|stale)$/.test(name)).length;
  const work = [join(home.env['VOXLANE_CACHE'] ?? '', 'jobs'), join(home.library, 'work')];
  return {
    temporaryOutputs: temporary(home.out),
    temporaryInLibrary: temporary(home.library) + temporary(join(home.library, 'reports')),
    letters: names(join(home.library, 'mailbox')).length,
    workFolders: work.reduce((sum, folder) => sum + names(folder).length, 0),
  };
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
