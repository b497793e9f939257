import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { EvaluationSide } from '../../core/evaluate/evaluation-side.ts';
import { AppError, describeUnknown, toAppError } from '../../shared/app-error.ts';
import { readSides, stemOf } from './read-sides.ts';

/** What says most comes first. */
const EXTENSIONS = ['json', 'rttm', 'vtt', 'srt', 'txt'];
/** Files that Voxlane writes beside results and that are no results. */
const COMPANIONS = /\.(?:source\.json|chapters\.vtt|activity\.json)$|^voxlane-failed\.json$/i;

/** The files of a folder that can be scored, by name without extension, those that say most first. Not of its subfolders. */
export async function filesByStem(folder: string): Promise<Map<string, string[]>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError(
      'input-unreadable',
      {
        what: `The folder ${folder} could not be read (${describeUnknown(cause)}).`,
        meaning: 'Nothing was scored.',
        action: 'Check its name and that you may read it.',
      },
      { cause, details: { path: folder } },
    );
  });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const rank = (name: string): number => EXTENSIONS.indexOf(name.split('.').at(-1)?.toLowerCase() ?? '');
  const stems = new Map<string, string[]>();
  for (const name of names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))) {
    if (rank(name) < 0 || !name.includes('.') || COMPANIONS.test(name)) continue;
    stems.set(stemOf(name), [...(stems.get(stemOf(name)) ?? []), join(folder, name)]);
  }
  return new Map([...stems].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Everything that the files of one name say together: turns from the first that has them, the transcript from the first
 * that has one. A file that cannot be read is a note as long as another can. Throws the first file's error otherwise.
 */
export async function readTogether(
  paths: readonly string[],
): Promise<{ readonly side: EvaluationSide; readonly notes: readonly string[] }> {
  let side: EvaluationSide | undefined;
  let fault: AppError | undefined;
  const notes: string[] = [];
  for (const path of paths) {
    if (side?.turns !== undefined && side.transcript !== undefined) break;
    try {
      const read = await readSides(path);
      const more = onlySide(path, read.sides);
      notes.push(...read.notes);
      side = { ...more, ...side };
    } catch (cause) {
      const error = toAppError(cause);
      fault ??= error;
      notes.push(`${basename(path)} was not used: ${error.parts.what}`);
    }
  }
  if (side !== undefined) return { side, notes };
  throw fault ?? new AppError('input-not-found', nothingNamed);
}

const nothingNamed = {
  what: 'There is no file to read.',
  meaning: 'Nothing was scored.',
  action: 'Name a file.',
};

/** The recording of a file that should hold one; of an RTTM file with several, the one that is called like the file. */
function onlySide(path: string, sides: ReadonlyMap<string, EvaluationSide>): EvaluationSide {
  const [first] = sides.values();
  const chosen = sides.get(stemOf(path)) ?? (sides.size === 1 ? first : undefined);
  if (chosen !== undefined) return chosen;
  throw new AppError('format-invalid', {
    what: `${path} holds ${sides.size} recordings and none is called ${stemOf(path)}.`,
    meaning: 'In a folder each file stands for one recording.',
    action: 'Score this file on its own against another RTTM file.',
  });
}
