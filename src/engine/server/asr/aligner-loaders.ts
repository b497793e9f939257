import type { InstalledModel } from '../../../core/models/manifest.ts';
import type { Aligner } from '../../../core/ports/aligner.ts';
import { verifyModel } from '../../../platform/models/model-store.ts';
import { unsupportedModel } from '../../../platform/models/unsupported-model.ts';

type Loader = (model: InstalledModel, threads: number) => Promise<Aligner>;

/** How an aligner is loaded from a model of each layout. */
const loaders: { readonly [Layout in InstalledModel['manifest']['layout']]?: Loader } = {};

/** Loads an aligner into this process. Throws `model-unsupported`, and what loading throws. */
export async function loadAligner(model: InstalledModel, threads: number): Promise<Aligner> {
  const load = loaders[model.manifest.layout];
  if (load === undefined) throw unsupportedModel(model, 'the alignment of words');
  await verifyModel(model, { full: false });
  return load(model, threads);
}
