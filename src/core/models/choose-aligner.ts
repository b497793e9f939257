import type { Preset } from './choose.ts';
import type { InstalledModel } from './manifest.ts';

/**
 * The model that times words in a language: an aligner before a CTC recogniser, more weights before fewer. `undefined` when
 * none is installed that knows the language (left to detect: any will do, and it is asked for languages it knows only).
 * Fixtures are taken by `demo` alone, since they know digits only.
 */
export function chooseAligner(
  models: readonly InstalledModel[],
  language: string | undefined,
  preset: Preset,
): InstalledModel | undefined {
  const bytes = (model: InstalledModel): number => model.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  return models
    .filter(({ manifest, problem }) => {
      const { task, layout, fixture, languages } = manifest;
      const fits = (task === 'align' || task === 'ctc') && layout === 'wav2vec2-ctc-onnx' && problem === undefined;
      const known = language === undefined || languages.length === 0 || languages.includes(language);
      return fits && known && (preset === 'demo' || !fixture);
    })
    .sort(
      (a, b) =>
        Number(b.manifest.fixture && preset === 'demo') - Number(a.manifest.fixture && preset === 'demo') ||
        Number(b.manifest.task === 'align') - Number(a.manifest.task === 'align') ||
        bytes(b) - bytes(a) ||
        (a.manifest.id < b.manifest.id ? -1 : 1),
    )[0];
}
