import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, lstat, open, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { CatalogueEntry } from '../../core/models/catalogue.ts';
import { type ModelManifest, modelManifestSchema, relativeFile } from '../../core/models/manifest.ts';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { describeWhisperFolder } from './describe-whisper-folder.ts';
import { describeTextModel } from './describe-text-model.ts';
import { checkSpace, DOWNLOAD_LIMITS } from './download/download-file.ts';
import { damagedFile, writeFailed } from './download/errors.ts';
import { installStaged, stagingFolder } from './download/install-folder.ts';
import { withModelLock } from './download/model-lock.ts';

export interface ImportOptions {
  readonly modelsFolder: string;
  readonly signal: AbortSignal;
  /** The catalogue entry this is, for files that do not say it themselves. */
  readonly entry: CatalogueEntry | undefined;
}

/**
 * Installs a model from a folder or a single file, for machines without internet. A folder with `manifest.json` is taken
 * as that says and verified against it; a Whisper ONNX export and the GGUF file of a language model are recognised; anything
 * else needs a catalogue entry. The
 * source is copied and never changed. Throws `model-missing`, `model-corrupt`, `model-unsupported` or a write error.
 */
export async function importModel(path: string, options: ImportOptions): Promise<ModelManifest> {
  const info = await lstat(path).catch(() => undefined);
  if (info === undefined) throw notThere(path);
  const source = info.isDirectory() ? path : dirname(path);
  const draft = info.isDirectory()
    ? await describeSource(path, options.entry)
    : describeFile(path, info.size, options.entry);
  await makeFolder(options.modelsFolder);
  return withModelLock(options.modelsFolder, draft.id, async () => {
    const staging = stagingFolder(options.modelsFolder, draft.id);
    await rm(staging, { recursive: true, force: true });
    await makeFolder(staging);
    try {
      const bytes = draft.files.reduce((sum, file) => sum + file.bytes, 0);
      await checkSpace({ target: staging }, bytes, DOWNLOAD_LIMITS.marginBytes);
      const files: ModelManifest['files'][number][] = [];
      for (const file of draft.files) files.push(await copyChecked(source, staging, file, options.signal));
      const manifest = { ...draft, files };
      await installStaged(options.modelsFolder, manifest);
      return manifest;
    } catch (error) {
      await rm(staging, { recursive: true, force: true });
      throw error;
    }
  });
}

const UNKNOWN_HASH = '0'.repeat(64);

async function describeSource(folder: string, entry: CatalogueEntry | undefined): Promise<ModelManifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text !== undefined) return parseManifest(folder, text);
  const files = await listFiles(folder);
  const whisper = await describeWhisperFolder(folder);
  if (entry !== undefined)
    return { ...fromEntry(entry), languages: entry.languages ?? whisper?.languages ?? [], files };
  if (whisper !== undefined) return { ...whisper, files };
  throw unknownKind(folder);
}

function parseManifest(folder: string, text: string): ModelManifest {
  try {
    return modelManifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw damagedFile(join(folder, 'manifest.json'), `it is not valid (${describeUnknown(cause).split('\n', 1)[0]})`);
  }
}

function describeFile(path: string, bytes: number, entry: CatalogueEntry | undefined): ModelManifest {
  const name = basename(path);
  const text = entry === undefined ? describeTextModel(path) : undefined;
  if (text !== undefined && relativeFile.safeParse(name).success)
    return { ...text, files: [{ path: name, bytes, sha256: UNKNOWN_HASH }] };
  if (entry === undefined || !relativeFile.safeParse(name).success) throw unknownKind(name);
  if (entry.layout === 'whisper-onnx') throw unknownKind(name);
  return { ...fromEntry(entry), files: [{ path: name, bytes, sha256: UNKNOWN_HASH }] };
}

function fromEntry(entry: CatalogueEntry): Omit<ModelManifest, 'files'> {
  return {
    schema: 1,
    id: entry.id,
    name: entry.name,
    task: entry.task,
    layout: entry.layout,
    fixture: false,
    licence: entry.licence,
    languages: entry.languages ?? [],
    signature: entry.signature ?? { inputs: [], outputs: [] },
    ...(entry.params === undefined ? {} : { params: entry.params }),
  };
}

/** Plain files of a folder that was downloaded by hand; hidden ones and cards are left behind. */
async function listFiles(folder: string): Promise<ModelManifest['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: ModelManifest['files'][number][] = [];
  for (const item of entries) {
    const full = join(item.parentPath, item.name);
    const path = relative(folder, full).split(sep).join('/');
    if (!item.isFile() || path.startsWith('.') || !relativeFile.safeParse(path).success) continue;
    if (/\.(md|png|jpg|py|gitattributes)$/i.test(path)) continue;
    files.push({ path, bytes: (await lstat(full)).size, sha256: UNKNOWN_HASH });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function copyChecked(
  source: string,
  staging: string,
  file: ModelManifest['files'][number],
  signal: AbortSignal,
): Promise<ModelManifest['files'][number]> {
  signal.throwIfAborted();
  const from = join(source, file.path);
  const info = await lstat(from).catch(() => undefined);
  if (info?.isFile() !== true) throw damagedFile(file.path, 'it is missing, or a link');
  const to = join(staging, file.path);
  await makeFolder(dirname(to));
  try {
    await copyFile(from, to);
    const handle = await open(to, 'r+');
    await handle.sync().finally(() => handle.close());
  } catch (cause) {
    throw writeFailed(to, cause);
  }
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(to, { signal })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  const sha256 = hash.digest('hex');
  if (bytes !== file.bytes) throw damagedFile(file.path, `it has ${bytes} bytes instead of ${file.bytes}`);
  if (file.sha256 !== UNKNOWN_HASH && file.sha256 !== sha256)
    throw damagedFile(file.path, 'its SHA-256 is another one');
  return { path: file.path, bytes, sha256 };
}

function notThere(path: string): AppError {
  return new AppError('model-missing', {
    what: `There is no ${path}.`,
    meaning: 'Nothing was installed.',
    action: 'Name the folder or file of a model.',
  });
}

function unknownKind(path: string): AppError {
  return new AppError('model-unsupported', {
    what: `${path} does not say which model it is.`,
    meaning: 'Nothing was installed.',
    action: 'Add --as ID with a name from `voxlane models list --all`, or import a folder with a manifest.json.',
  });
}
