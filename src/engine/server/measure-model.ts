import { fileURLToPath } from 'node:url';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { readStretch } from '../../platform/media/read-stretch.ts';
import { rememberMeasure } from '../../platform/models/model-measures.ts';
import { listInstalledModels, verifyModel } from '../../platform/models/model-store.ts';
import { unsupportedModel } from '../../platform/models/unsupported-model.ts';
import { loadWhisperEngine } from '../../platform/models/whisper-loader.ts';
import { createOnnxRuntime } from '../../platform/onnx/runtime.ts';
import { peakRssBytes } from '../../platform/process/peak-memory.ts';
import { workCores } from '../../platform/system/cores.ts';
import { AppError } from '../../shared/app-error.ts';
import type { MeasureInput, MeasureOutput } from '../protocol/jobs.ts';
import { measuredVersions } from './measured-versions.ts';

const SPEECH = fileURLToPath(new URL('../../../resources/demo/two-speakers.wav', import.meta.url));
const LENGTH_MS = 20_000;

/**
 * Lets a recogniser transcribe 20 s of speech and remembers how fast it was and the most memory that this process took.
 * Meant for a process of its own: what it did before counts too. Throws `model-missing`, `model-unsupported`, `cancelled`.
 */
export async function measureModel(input: MeasureInput, signal: AbortSignal): Promise<MeasureOutput> {
  const { id: wanted, device } = input;
  const model = (await listInstalledModels(input.modelFolders)).find(({ manifest }) => manifest.id === wanted);
  if (model === undefined) throw notInstalled(wanted);
  if (model.manifest.layout !== 'whisper-onnx') throw unsupportedModel(model, 'a measurement of its speed');
  await verifyModel(model, { full: false });
  const samples = await readStretch(
    await probeMedia(SPEECH, signal),
    { streamIndex: 0, channel: 'mix', startMs: 0, endMs: LENGTH_MS },
    signal,
  );
  const threads = workCores();
  const engine = await loadWhisperEngine(createOnnxRuntime(threads, device), model.folder, { id: wanted, threads });
  try {
    const window = { index: 0, startMs: 0, endMs: LENGTH_MS, samples, speech: [{ startMs: 0, endMs: LENGTH_MS }] };
    const startedMs = performance.now();
    await engine.transcribe([window], { language: undefined, beamSize: 1, batchSize: 1 }, signal);
    const processingMs = Math.max(1, performance.now() - startedMs);
    const audioSecondsPerSecond = LENGTH_MS / processingMs;
    const bytes = peakRssBytes();
    await rememberMeasure({
      ...{ model: wanted, device, threads, audioSecondsPerSecond },
      versions: measuredVersions(),
      atMs: Date.now(),
      footprints: [{ batch: 1, bytes }],
    });
    return { model: wanted, device, threads, audioSecondsPerSecond, bytes };
  } finally {
    await engine.dispose();
  }
}

function notInstalled(id: string): AppError {
  return new AppError('model-missing', {
    what: `There is no model ${id} on this machine.`,
    meaning: 'Nothing was measured.',
    action: `See \`voxlane models list\`, or run \`voxlane models pull ${id}\`.`,
  });
}
