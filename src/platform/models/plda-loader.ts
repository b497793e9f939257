import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { InstalledModel } from '../../core/models/manifest.ts';
import { type Plda, type PldaParameters, createPlda } from '../../core/stages/diarize/plda.ts';
import { AppError } from '../../shared/app-error.ts';
import { nameProblem } from './model-file-check.ts';
import { type NpyArray, parseNpy } from './npy.ts';
import { parseNpz } from './npz.ts';

const ARRAYS = ['mean1', 'lda', 'mean2', 'mu', 'tr', 'psi'] as const;
type ArrayName = (typeof ARRAYS)[number];

const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Reads a PLDA model as pyannote community-1 publishes it (`xvec_transform.npz` with mean1, lda and mean2, `plda.npz` with mu,
 * tr and psi), or with one `plda_<name>.npy` file per array. Files are untrusted: sizes, shapes and values are checked.
 * Throws `model-corrupt`.
 */
export async function loadPlda(model: InstalledModel): Promise<Plda> {
  const arrays = new Map<string, NpyArray>();
  for (const { path } of model.manifest.files) {
    const found = await readArrays(join(model.folder, path), path);
    if (typeof found === 'string') throw corrupt(model, nameProblem(path, found));
    for (const [name, array] of found) arrays.set(name, array);
  }
  const parameters = toParameters(arrays);
  if (typeof parameters === 'string') throw corrupt(model, parameters);
  return createPlda(parameters);
}

async function readArrays(file: string, path: string): Promise<ReadonlyMap<string, NpyArray> | string> {
  if ((await stat(file)).size > MAX_FILE_BYTES) return 'it is too large for a PLDA model';
  if (path.endsWith('.npz')) return parseNpz(await readFile(file), ARRAYS);
  if (!path.endsWith('.npy')) return new Map();
  const array = parseNpy(await readFile(file));
  return typeof array === 'string' ? array : new Map([[basename(path, '.npy').replace(/^plda_/, ''), array]]);
}

/** The arrays when they fit each other, else what does not. */
function toParameters(arrays: ReadonlyMap<string, NpyArray>): PldaParameters | string {
  const missing = ARRAYS.filter((name) => !arrays.has(name));
  if (missing.length > 0) return `${missing.join(', ')} not found in its files`;
  const of = (name: ArrayName): NpyArray => arrays.get(name) ?? { shape: [], data: new Float64Array() };
  const dim = of('mean1').data.length;
  const width = of('psi').data.length;
  const expected: Record<ArrayName, readonly number[]> = {
    mean1: [dim],
    lda: [dim, width],
    mean2: [width],
    mu: [width],
    tr: [width, width],
    psi: [width],
  };
  const odd = ARRAYS.find((name) => of(name).shape.join() !== expected[name].join());
  if (odd !== undefined || dim === 0 || width === 0 || width > dim) {
    const name = odd ?? 'lda';
    return `${name} has the shape ${of(name).shape.join(' x ')}, which does not fit the others`;
  }
  if (of('psi').data.some((value) => value <= 0)) return 'psi holds a value that is not above 0';
  const matrix = (name: ArrayName) => ({ rows: expected[name][0] ?? 0, columns: width, data: of(name).data });
  return {
    mean1: of('mean1').data,
    lda: matrix('lda'),
    mean2: of('mean2').data,
    mu: of('mu').data,
    tr: matrix('tr'),
    psi: of('psi').data,
  };
}

function corrupt(model: InstalledModel, problem: string): AppError {
  return new AppError(
    'model-corrupt',
    {
      what: `The model ${model.manifest.id} is damaged: ${problem}.`,
      meaning: 'It was not loaded, because speakers would be told apart wrongly with it.',
      action: `Remove it (voxlane models remove ${model.manifest.id}) and install it again, or choose --diarizer pyannote-3.1.`,
    },
    { details: { model: model.manifest.id } },
  );
}
