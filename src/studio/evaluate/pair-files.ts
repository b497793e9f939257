import { stat } from 'node:fs/promises';
import { AppError } from '../../shared/app-error.ts';
import { filesByStem } from './read-folder.ts';
import { stemOf } from './read-sides.ts';

/** Files about one recording. */
export interface FileGroup {
  readonly name: string;
  readonly reference: string;
  /** Absent when the folder has none of that name. */
  readonly hypothesis?: string;
  readonly source?: string;
}

export interface FileGroups {
  readonly groups: readonly FileGroup[];
  readonly isFolder: boolean;
  readonly notes: readonly string[];
}

/**
 * Two or three files as one group, or those of folders by name; a language behind the name (`episode.fr.srt`) does not
 * count. Throws `AppError` `options-invalid` for a mix of files and folders, `input-not-found` when no name is in both.
 */
export async function pairFiles(reference: string, hypothesis: string, source?: string): Promise<FileGroups> {
  const all = [reference, hypothesis, ...(source === undefined ? [] : [source])];
  const kinds = await Promise.all(all.map(isFolder));
  if (kinds.every((kind) => !kind)) {
    const group = { name: stemOf(reference), reference, hypothesis, ...(source === undefined ? {} : { source }) };
    return { groups: [group], isFolder: false, notes: [] };
  }
  if (!kinds.every((kind) => kind)) throw mixed();
  const [references, hypotheses] = [await byName(reference), await byName(hypothesis)];
  const sources = source === undefined ? undefined : await byName(source);
  if (![...references.keys()].some((name) => hypotheses.has(name))) throw nothingAlike(reference, hypothesis);
  const groups = [...references].map(([name, path]): FileGroup => {
    const [other, spoken] = [hypotheses.get(name), sources?.get(name)];
    return {
      name,
      reference: path,
      ...(other === undefined ? {} : { hypothesis: other }),
      ...(spoken === undefined ? {} : { source: spoken }),
    };
  });
  const extra = [...hypotheses.keys()].filter((name) => !references.has(name)).length;
  return {
    groups,
    isFolder: true,
    notes: extra === 0 ? [] : [`${extra} names of ${hypothesis} have no reference; not scored.`],
  };
}

/** The first file with cues of each name. */
async function byName(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [stem, paths] of await filesByStem(folder)) {
    const name = stem.replace(/\.[a-z]{2,3}$/iu, '');
    const path = paths.find((candidate) => /\.(?:json|vtt|srt)$/iu.test(candidate));
    if (path !== undefined && !files.has(name)) files.set(name, path);
  }
  return files;
}

async function isFolder(path: string): Promise<boolean> {
  // What is not there is named by the reader, as a file.
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

function mixed(): AppError {
  return new AppError('options-invalid', {
    what: 'Files and folders are mixed.',
    meaning: 'Nothing was scored.',
    action: 'Give files only, or folders with files of the same names.',
  });
}

function nothingAlike(reference: string, hypothesis: string): AppError {
  return new AppError('input-not-found', {
    what: `No file of ${reference} has a counterpart of the same name in ${hypothesis}.`,
    meaning: 'Nothing was scored.',
    action: 'Name the files of both folders alike; what stands behind the last dots may differ.',
  });
}
