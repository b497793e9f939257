import { dirname, join } from 'node:path';
import { findProfile } from '../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../core/document/types.ts';
import type { Loss } from '../core/formats/codec.ts';
import { requireCodec } from '../core/formats/registry.ts';
import { writeInChunks } from '../core/formats/write-in-chunks.ts';
import { findFolderProblem, makeFolder } from '../platform/storage/make-folder.ts';
import { writeFileAtomic } from '../platform/text/atomic-write.ts';
import { removeStrayTemporaries } from '../platform/text/temporary-name.ts';
import { AppError } from '../shared/app-error.ts';
import type { CollectedInput } from './collect-inputs.ts';
import { outputStems } from './output-names.ts';

export interface WrittenFile {
  readonly format: string;
  readonly path: string;
  /** What this format could not hold. */
  readonly losses: readonly Loss[];
}

/** Where each input's files go and in which formats. */
export interface OutputPlan {
  readonly formats: readonly string[];
  readonly folders: readonly string[];
  readonly stems: readonly string[];
}

/** Plans the outputs of a batch: into `folder`, or beside each input when there is none. */
export function planOutputs(
  inputs: readonly CollectedInput[],
  formats: readonly string[],
  folder: string | undefined,
): OutputPlan {
  const folderOf = (path: string): string => folder ?? dirname(path);
  const paths = inputs.map((input) => input.path);
  return { formats, folders: paths.map(folderOf), stems: outputStems(paths, folderOf) };
}

/**
 * Checks where an input's files go before hours are spent on them. Throws `output-failed` when the folder is a file or
 * may not be written in; makes nothing.
 */
export async function checkOutputFolder(source: string, index: number, plan: OutputPlan): Promise<void> {
  const folder = plan.folders[index] ?? dirname(source);
  const problem = await findFolderProblem(folder);
  if (problem === undefined) return;
  throw new AppError(
    'output-failed',
    {
      what: `Nothing can be written in ${folder} (${problem}).`,
      meaning: 'The recording was not processed.',
      action: 'Choose another folder with --out.',
    },
    { details: { path: folder } },
  );
}

/** Writes a document in every planned format, each file whole or not at all. Throws `output-failed` or `disk-full`. */
export async function writeOutputs(
  document: VoxlaneDocument,
  source: string,
  index: number,
  plan: OutputPlan,
): Promise<WrittenFile[]> {
  const folder = plan.folders[index] ?? dirname(source);
  await makeFolder(folder);
  await removeStrayTemporaries(folder);
  const dash = findProfile(document.profile)?.dash;
  const files: WrittenFile[] = [];
  for (const format of plan.formats) {
    const codec = requireCodec(format);
    const { chunks, losses } = writeInChunks(codec, document, dash === undefined ? {} : { dash });
    const path = join(folder, `${plan.stems[index] ?? 'output'}.${codec.extensions[0] ?? format}`);
    await writeFileAtomic(path, chunks);
    files.push({ format, path, losses });
  }
  return files;
}
