import { isRunnable, modelBytes } from '../../../core/models/choose.ts';
import type { InstalledModel } from '../../../core/models/manifest.ts';
import type { Rung } from '../../../core/stages/asr/cascade/rung.ts';
import type { Device } from '../../../shared/device.ts';
import type { AsrSpec } from '../../protocol/asr-jobs.ts';

/** One way to transcribe on this machine. */
export interface Recogniser {
  readonly model: InstalledModel;
  readonly kind: AsrSpec['kind'];
  readonly device: Device | Extract<AsrSpec, { readonly kind: 'transcribe-cpp' }>['backend'];
  /** The same for all quantisations of one model. */
  readonly family: string;
  readonly quantisation: string | undefined;
  readonly needBytes: number;
}

/** Most windows at once that are tried; engines and options allow fewer. */
const LARGEST_BATCH = 16;

/**
 * The chosen recogniser and those that can take its place: all on the device first, larger ones before smaller ones and CTC last, then the
 * same on the processor. A fixture stands alone, since it writes digits only, and is nobody's substitute.
 */
export function recognisersFor(
  chosen: InstalledModel,
  installed: readonly InstalledModel[],
  device: Device,
): Recogniser[] {
  const others = installed.filter(
    ({ manifest, problem }) =>
      (manifest.task === 'asr' || manifest.task === 'ctc') &&
      !manifest.fixture &&
      problem === undefined &&
      isRunnable(manifest),
  );
  const models = [chosen, ...(chosen.manifest.fixture ? [] : others.filter((model) => model !== chosen).sort(bySize))];
  const devices: readonly Device[] = device === 'cpu' ? ['cpu'] : [device, 'cpu'];
  return devices.flatMap((at) =>
    models.map((model) => ({
      model,
      kind: model.manifest.task === 'ctc' ? 'ctc-onnx' : 'whisper-onnx',
      device: at,
      family: model.manifest.id,
      quantisation: undefined,
      needBytes: modelBytes(model),
    })),
  );
}

/** As a rung of the cascade. A model that the user named is used for any language. */
export function rungOf(
  { model, device, family, quantisation, needBytes }: Recogniser,
  named: string | undefined,
): Rung {
  const { id, languages } = model.manifest;
  return {
    engineId: id,
    modelId: family,
    device,
    maxBatch: LARGEST_BATCH,
    languages: languages.length === 0 ? 'any' : languages,
    needBytes,
    ...(quantisation === undefined ? {} : { quantisation }),
    ...(id === named ? { forced: true } : {}),
  };
}

/** What its process is told to load. */
export function specOf({ model, kind, device }: Recogniser, threads: number): AsrSpec {
  return kind === 'transcribe-cpp'
    ? { kind, model, backend: device as Extract<AsrSpec, { readonly kind: 'transcribe-cpp' }>['backend'], threads }
    : { kind, model, device: device as Device, threads };
}

function bySize(a: InstalledModel, b: InstalledModel): number {
  const tier = ({ manifest }: InstalledModel): number => (manifest.task === 'ctc' ? 1 : 0);
  return tier(a) - tier(b) || modelBytes(b) - modelBytes(a) || (a.manifest.id < b.manifest.id ? -1 : 1);
}
