import type { InferenceRuntime } from '../../../core/ports/inference.ts';
import type { OpenedRung } from '../../../core/stages/asr/cascade/cascade.ts';
import { loadCtcEngine } from '../../../platform/models/ctc-loader.ts';
import { verifyModel } from '../../../platform/models/model-store.ts';
import { unsupportedModel } from '../../../platform/models/unsupported-model.ts';
import { loadWhisperEngine } from '../../../platform/models/whisper-loader.ts';
import type { Device } from '../../../shared/device.ts';
import type { AsrSpec } from '../../protocol/asr-jobs.ts';

/** Opens a Whisper or CTC recogniser in this process. Throws `model-unsupported` for others, and what loading throws. */
export async function openAsrHere(
  spec: AsrSpec,
  runtimeOn: (threads: number, device: Device) => InferenceRuntime,
): Promise<OpenedRung> {
  const { model, threads } = spec;
  const fits = (spec.kind === 'whisper-onnx') === (model.manifest.layout === 'whisper-onnx');
  if (spec.kind === 'transcribe-cpp' || !fits) throw unsupportedModel(model, 'speech recognition');
  await verifyModel(model, { full: false });
  const runtime = runtimeOn(threads, spec.device);
  const engine =
    spec.kind === 'ctc-onnx'
      ? await loadCtcEngine(runtime, model, { threads: runtime.cores })
      : await loadWhisperEngine(runtime, model.folder, { id: model.manifest.id, threads: runtime.cores });
  return { ...engine, device: spec.device };
}
