import { fileURLToPath } from 'node:url';
import { asrKindOf } from '../../core/models/asr-choice.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { readStretch } from '../../platform/media/read-stretch.ts';
import { rememberMeasure } from '../../platform/models/model-measures.ts';
import { listInstalledModels } from '../../platform/models/model-store.ts';
import { unsupportedModel } from '../../platform/models/unsupported-model.ts';
import { peakRssBytes } from '../../platform/process/peak-memory.ts';
import { workCores } from '../../platform/system/cores.ts';
import { AppError } from '../../shared/app-error.ts';
import type { MeasureEvent, MeasureInput, MeasureOutput } from '../protocol/jobs.ts';
import { loadAsr } from './asr/asr-loaders.ts';
import { specOf } from './asr/recognisers.ts';
import { measuredVersions } from './measured-versions.ts';

const SPEECH = fileURLToPath(new URL('../../../resources/demo/two-speakers.wav', import.meta.url));
const LENGTH_MS = 20_000;
/** What is spoken there; some recognisers have to be told. */
const LANGUAGE = 'en';

/**
 * Lets a recogniser transcribe 20 s of speech and remembers how fast it was and the most memory that this process took.
 * Meant for a process of its own: what it did before counts too. Throws `model-missing`, `model-unsupported`, `cancelled`.
 */
export async function measureModel(
  input: MeasureInput,
  { signal, emit }: { readonly signal: AbortSignal; readonly emit: (event: MeasureEvent) => void },
): Promise<MeasureOutput> {
  const { id: wanted } = input;
  const model = (await listInstalledModels(input.modelFolders)).find(({ manifest }) => manifest.id === wanted);
  if (model === undefined) throw notInstalled(wanted);
  const kind = asrKindOf(model.manifest.layout);
  if (kind === undefined) throw unsupportedModel(model, 'a measurement of its speed');
  const samples = await readStretch(
    await probeMedia(SPEECH, signal),
    { streamIndex: 0, channel: 'mix', startMs: 0, endMs: LENGTH_MS },
    signal,
  );
  const threads = workCores();
  emit({ phase: 'loading' });
  const { engine, device } = await loadAsr(specOf({ model, kind, device: input.device }, threads));
  try {
    emit({ phase: 'listening' });
    const window = { index: 0, startMs: 0, endMs: LENGTH_MS, samples, speech: [{ startMs: 0, endMs: LENGTH_MS }] };
    const startedMs = performance.now();
    await engine.transcribe([window], { language: LANGUAGE, beamSize: 1, batchSize: 1 }, signal);
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
