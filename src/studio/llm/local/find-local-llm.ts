import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { LocalLlm } from '../../../core/llm/llm-choice.ts';
import { modelStem } from '../../../core/llm/local-rungs.ts';
import { modelBytes } from '../../../core/models/choose.ts';
import type { InstalledModel } from '../../../core/models/manifest.ts';
import { type GgufFacts, readGgufFacts } from '../../../platform/models/gguf-outline.ts';
import { listInstalledModels, verifyModel } from '../../../platform/models/model-store.ts';
import { isTextArchitecture } from '../../../platform/models/text-architectures.ts';
import { AppError, describeUnknown } from '../../../shared/app-error.ts';

/** The file of a language model, looked through. */
export interface LocalLlmFile {
  readonly path: string;
  readonly bytes: number;
  /** When it was written last, milliseconds since 1970. */
  readonly changedMs: number;
  readonly facts: GgufFacts;
  /** Smaller files of the same model, largest first. */
  readonly smaller: readonly string[];
}

/**
 * Finds the file of a choice and checks it before anything native reads it. Throws `model-missing`, `model-corrupt` or
 * `model-unsupported` (a GGUF file of something else).
 */
export async function findLocalLlm({ model }: LocalLlm, folders: readonly string[]): Promise<LocalLlmFile> {
  if (isAbsolute(model)) return describe(model, await smallerBeside(model));
  const installed = await installedLlms(folders);
  const found = installed.find(({ manifest }) => manifest.id === model);
  if (found === undefined) throw notInstalled(model, installed);
  await verifyModel(found, { full: false });
  const bytes = modelBytes(found);
  const kin = installed.filter(
    (other) =>
      other.problem === undefined &&
      modelBytes(other) < bytes &&
      modelStem(other.manifest.id) === modelStem(found.manifest.id),
  );
  return describe(fileOf(found), kin.sort((a, b) => modelBytes(b) - modelBytes(a)).map(fileOf));
}

/** The language models that are installed in some folders, damaged ones too. */
export async function installedLlms(folders: readonly string[]): Promise<InstalledModel[]> {
  return (await listInstalledModels(folders)).filter(isLanguageModel);
}

/** True for models that write text, of the one layout that such models have. */
function isLanguageModel({ manifest }: InstalledModel): boolean {
  return manifest.task === 'translate' && manifest.layout === 'gguf' && manifest.files.length > 0;
}

/** Of a model in several parts the first is opened; the library finds the others beside it. */
function fileOf({ folder, manifest }: InstalledModel): string {
  const files = manifest.files.map(({ path }) => path).filter((path) => path.endsWith('.gguf'));
  return join(folder, files.sort()[0] ?? manifest.files[0].path);
}

async function describe(path: string, smaller: readonly string[]): Promise<LocalLlmFile> {
  const info = await stat(path).catch((cause: unknown) => {
    throw missing(`There is no file ${path}.`, cause);
  });
  if (!info.isFile()) throw missing(`${path} is not a file.`, undefined);
  let facts: GgufFacts | string;
  try {
    facts = readGgufFacts(path);
  } catch (cause) {
    throw missing(`${path} cannot be read (${describeUnknown(cause)}).`, cause);
  }
  if (typeof facts === 'string') throw corrupt(path, facts);
  const architecture = facts['general.architecture'];
  if (!isTextArchitecture(architecture)) throw otherKind(path, String(architecture ?? 'nothing named'));
  return { path, bytes: info.size, changedMs: info.mtimeMs, facts, smaller };
}

/** Files of the same name but for the way their weights are stored. */
async function smallerBeside(path: string): Promise<string[]> {
  const [folder, stem] = [dirname(path), modelStem(basename(path))];
  const own = await stat(path).catch(() => undefined);
  const names = await readdir(folder).catch(() => [] as string[]);
  const kin = names.filter((name) => /\.gguf$/i.test(name) && name !== basename(path) && modelStem(name) === stem);
  const sized = await Promise.all(kin.map(async (name) => ({ name, size: (await stat(join(folder, name))).size })));
  return sized
    .filter(({ size }) => own !== undefined && size < own.size)
    .sort((a, b) => b.size - a.size)
    .map(({ name }) => join(folder, name));
}

function notInstalled(id: string, installed: readonly InstalledModel[]): AppError {
  const names = installed.map(({ manifest }) => manifest.id).join(', ');
  return new AppError('model-missing', {
    what: `There is no language model "${id}" on this computer${names === '' ? '' : `; there are ${names}`}.`,
    meaning: 'Nothing was asked.',
    action:
      'See `voxlane models list`; install one with `voxlane models pull` or `voxlane models import FILE.gguf`, or name a GGUF file.',
  });
}

function missing(what: string, cause: unknown): AppError {
  return new AppError(
    'model-missing',
    { what, meaning: 'Nothing was asked.', action: 'Name a GGUF file that is there, or the id of an installed model.' },
    cause === undefined ? {} : { cause },
  );
}

function corrupt(path: string, problem: string): AppError {
  return new AppError('model-corrupt', {
    what: `The model file ${path} does not fit (${problem}).`,
    meaning: 'The file is damaged, or its download broke off; nothing was asked.',
    action: 'Download it again.',
  });
}

function otherKind(path: string, architecture: string): AppError {
  return new AppError('model-unsupported', {
    what: `The model file ${path} is no language model that writes text (its architecture is ${architecture}).`,
    meaning: 'Nothing was asked.',
    action: 'Choose the GGUF file of a chat or translation model, such as Mistral, Qwen or Gemma.',
  });
}
