import type { AsrCandidate, GgufBackend } from '../../../core/models/asr-candidate.ts';
import type { Rung } from '../../../core/stages/asr/cascade/rung.ts';
import type { Device } from '../../../shared/device.ts';
import type { AsrSpec } from '../../protocol/asr-jobs.ts';

/** Most windows at once that are tried; engines and options allow fewer. */
const LARGEST_BATCH = 16;

/** As a rung of the cascade. A model that the user named is used for any language. */
export function rungOf(
  { model, device, family, quantisation, needBytes }: AsrCandidate,
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
export function specOf(
  { model, kind, device }: Pick<AsrCandidate, 'model' | 'kind' | 'device'>,
  threads: number,
): AsrSpec {
  return kind === 'transcribe-cpp'
    ? { kind, model, backend: device as GgufBackend, threads }
    : { kind, model, device: device as Device, threads };
}
