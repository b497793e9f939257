import type { InstalledModel } from '../../core/models/manifest.ts';
import { AppError } from '../../shared/app-error.ts';

/** The error for a model that cannot do what it was chosen for. */
export function unsupportedModel(model: InstalledModel, purpose: string): AppError {
  return new AppError(
    'model-unsupported',
    {
      what: `The model ${model.manifest.id} does not fit ${purpose}.`,
      meaning: 'It was not used and the recording was not processed.',
      action: 'Choose another model; `voxlane models list` shows what each is for.',
    },
    { details: { model: model.manifest.id, layout: model.manifest.layout } },
  );
}
