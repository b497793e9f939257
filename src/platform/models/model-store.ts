import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type InstalledModel, type ModelManifest, modelManifestSchema } from '../../core/models/manifest.ts';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { outsideArchive } from '../storage/outside-archive.ts';
import { describeWhisperFolder } from './describe-whisper-folder.ts';
import { findModelFileProblem, nameProblem } from './model-file-check.ts';
import { findSignatureProblem } from './onnx-interface.ts';
import { hashAndRemember, verifiedHash } from './verified-hash.ts';

/** Folders of the models that come with Voxlane: fixtures from `resources`, the speech detector placed by the build. */
function bundledModelFolders(): string[] {
  return ['../../../resources/models/bundled', '../../../dist/models'].map((relative) =>
    outsideArchive(fileURLToPath(new URL(relative, import.meta.url))),
  );
}

/**
 * Lists every model in the given folders and among the bundled ones. A folder counts when it has a `manifest.json`, or
 * when it is a Hugging Face Whisper ONNX export as downloaded. Damaged entries are listed with their problem.
 */
export async function listInstalledModels(folders: readonly string[]): Promise<InstalledModel[]> {
  const found: InstalledModel[] = [];
  const seen = new Set<string>();
  for (const [root, bundled] of [
    ...folders.map((folder) => [resolve(folder), false] as const),
    ...bundledModelFolders().map((folder) => [folder, true] as const),
  ]) {
    const candidates = [root, ...(await subfolders(root))];
    for (const folder of candidates) {
      const model = await describeFolder(folder, bundled);
      if (model === undefined || seen.has(model.manifest.id)) continue;
      seen.add(model.manifest.id);
      found.push(model);
    }
  }
  return found;
}

/** A whole model in the folder of that id below a models folder; `undefined` when absent or not usable. */
export async function findInstalledIn(modelsFolder: string, id: string): Promise<InstalledModel | undefined> {
  const model = await describeFolder(join(modelsFolder, id), false);
  return model?.manifest.id === id && model.problem === undefined ? model : undefined;
}

async function subfolders(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  return (
    entries
      // Hidden folders hold downloads that are not finished.
      .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
      .map((entry) => join(root, entry.name))
      .sort()
  );
}

async function describeFolder(folder: string, bundled: boolean): Promise<InstalledModel | undefined> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined) {
    const manifest = await describeWhisperFolder(folder);
    if (manifest === undefined) return undefined;
    return { manifest, folder, bundled, problem: await findBrokenGraph(folder, manifest) };
  }
  const manifest = parseManifest(text);
  if (typeof manifest === 'string') return damaged(folder, bundled, manifest);
  return { manifest, folder, bundled, problem: await findProblem(folder, manifest) };
}

/** A folder whose manifest cannot be read stays visible, so its owner learns why the model is not offered. */
function damaged(folder: string, bundled: boolean, reason: string): InstalledModel {
  const id = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '-');
  return {
    manifest: { ...UNKNOWN_MANIFEST, id, name: basename(folder) },
    folder,
    bundled,
    problem: `its manifest.json is not valid (${reason.split('\n', 1)[0]})`,
  };
}

const UNKNOWN_MANIFEST: Omit<ModelManifest, 'id' | 'name'> = {
  schema: 1,
  task: 'asr',
  layout: 'whisper-onnx',
  fixture: false,
  licence: 'unknown',
  languages: [],
  files: [],
  signature: { inputs: [], outputs: [] },
};

function parseManifest(text: string): ModelManifest | string {
  try {
    const parsed = modelManifestSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : parsed.error.message;
  } catch (cause) {
    return describeUnknown(cause);
  }
}

/** Without a manifest there is no size or hash to compare with; a broken download still shows. */
async function findBrokenGraph(folder: string, manifest: ModelManifest): Promise<string | undefined> {
  for (const { path } of manifest.files) {
    const problem = await findModelFileProblem(join(folder, path));
    if (problem !== undefined) return nameProblem(path, problem);
  }
  return undefined;
}

async function findProblem(folder: string, manifest: ModelManifest): Promise<string | undefined> {
  for (const file of manifest.files) {
    const info = await stat(join(folder, file.path)).catch(() => undefined);
    if (info === undefined) return `${file.path} is missing`;
    if (info.size !== file.bytes) return `${file.path} has ${info.size} bytes instead of ${file.bytes}`;
  }
  return undefined;
}

/** Smaller files are hashed at every load; larger ones once, and again when they have changed. */
const ALWAYS_HASHED_BYTES = 64 * 1024 * 1024;

/**
 * Checks a model's files against its manifest before anything native reads them: sizes, headers, hashes, and that the
 * graph is of the kind the manifest says. `full` hashes everything again, whatever is remembered.
 * Throws `model-corrupt` or `model-unsupported`.
 */
export async function verifyModel(model: InstalledModel, options: { readonly full: boolean }): Promise<void> {
  const problem = model.problem ?? (await findProblem(model.folder, model.manifest));
  if (problem !== undefined) throw corrupt(model, problem);
  for (const file of model.manifest.files) {
    const unreadable = await findModelFileProblem(join(model.folder, file.path));
    if (unreadable !== undefined) throw corrupt(model, nameProblem(file.path, unreadable));
    if (UNKNOWN_HASH.test(file.sha256)) continue;
    const remembered = !options.full && file.bytes > ALWAYS_HASHED_BYTES;
    const sha256 = await (remembered ? verifiedHash : hashAndRemember)(join(model.folder, file.path));
    if (sha256 !== file.sha256) throw corrupt(model, `${file.path} does not match its SHA-256`);
  }
  const other = findSignatureProblem(model.folder, model.manifest);
  if (other !== undefined) throw otherKind(model, other);
}

/** Manifests made up for folders without one carry zeros: there is nothing to compare with. */
export const UNKNOWN_HASH = /^0{64}$/;

function otherKind(model: InstalledModel, problem: string): AppError {
  return new AppError(
    'model-unsupported',
    {
      what: `The model ${model.manifest.id} is not what its manifest says: ${problem}.`,
      meaning: 'It was not loaded.',
      action: `Remove it (voxlane models remove ${model.manifest.id}) and install the right one.`,
    },
    { details: { model: model.manifest.id } },
  );
}

function corrupt(model: InstalledModel, problem: string): AppError {
  return new AppError(
    'model-corrupt',
    {
      what: `The model ${model.manifest.id} is damaged: ${problem}.`,
      meaning: 'It was not loaded, because a damaged model gives wrong text or crashes.',
      action: `Remove it (voxlane models remove ${model.manifest.id}, or delete ${model.folder}) and install it again.`,
    },
    { details: { model: model.manifest.id } },
  );
}
