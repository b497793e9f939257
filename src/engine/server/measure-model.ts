import { fileURLToPath } from 'node:url';
import { recogniserKind } from '../../core/models/asr-choice.ts';
import { modelBytes } from '../../core/models/choose.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { readStretch } from '../../platform/media/read-stretch.ts';
import { rememberRun } from '../../platform/models/model-measures.ts';
import { listInstalledModels, verifyModel } from '../../platform/models/model-store.ts';
import { unsupportedModel } from '../../platform/models/unsupported-model.ts';
import { workCores } from '../../platform/system/cores.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { MeasureEvent, MeasureInput, MeasureOutput } from '../protocol/jobs.ts';
import { specOf } from './asr/recognisers.ts';
import { type Hardware, thisMachine } from './device-for-job.ts';
import { leasedOpen } from './lease-loads.ts';
import { measuredContent, measuredVersions } from './measured-versions.ts';

const SPEECH = fileURLToPath(new URL('../../../resources/demo/two-speakers.wav', import.meta.url));
const LENGTH_MS = 20_000;
/** What is spoken there; some recognisers have to be told. */
const LANGUAGE = 'en';

/**
 * Lets a recogniser transcribe 20 s of speech, in a process of its own as in a job, and remembers how fast it was and the
 * most memory that it took. Throws `model-missing`, `model-unsupported`, `cancelled`, and what the recogniser throws.
 */
export async function measureModel(
  input: MeasureInput,
  {
    signal,
    log,
    emit,
  }: { readonly signal: AbortSignal; readonly log: Logger; readonly emit: (event: MeasureEvent) => void },
  hardware: Pick<Hardware, 'openAsr'> = thisMachine,
): Promise<MeasureOutput> {
  const { id: wanted, device } = input;
  const model = (await listInstalledModels(input.modelFolders)).find(({ manifest }) => manifest.id === wanted);
  if (model === undefined) throw notInstalled(wanted);
  const kind = recogniserKind(model);
  if (kind === undefined) throw unsupportedModel(model, 'a measurement of its speed');
  await verifyModel(model, { full: false });
  const samples = await readStretch(
    await probeMedia(SPEECH, signal),
    { streamIndex: 0, channel: 'mix', startMs: 0, endMs: LENGTH_MS },
    signal,
  );
  const threads = workCores();
  const spec = specOf({ model, kind, device }, threads);
  const candidate = { device, needBytes: modelBytes(model) };
  const atMs = Date.now();
  emit({ phase: 'loading' });
  const engine = await leasedOpen(candidate, (owner) => hardware.openAsr(spec, { ...owner, signal, log }), {
    signal,
    log,
  });
  try {
    emit({ phase: 'listening' });
    const window = { index: 0, startMs: 0, endMs: LENGTH_MS, samples, speech: [{ startMs: 0, endMs: LENGTH_MS }] };
    const startedMs = performance.now();
    const [result] = await engine.transcribe([window], { language: LANGUAGE, beamSize: 1, batchSize: 1 }, signal);
    const audioSecondsPerSecond = LENGTH_MS / Math.max(1, performance.now() - startedMs);
    const failed = result.drops.find(({ reason }) => reason === 'decode-failed');
    if (failed !== undefined) throw notMeasured(wanted, failed.detail);
    const bytes = await engine.tookBytes();
    const of = {
      model: wanted,
      device: engine.device,
      threads,
      versions: measuredVersions(),
      profile: 'auto',
    } as const;
    await rememberRun(
      { ...of, content: await measuredContent(model) },
      { atMs, audioSecondsPerSecond, batch: 1, bytes },
    );
    return { model: wanted, device: engine.device, threads, audioSecondsPerSecond, bytes };
  } finally {
    await engine.dispose();
  }
}

function notMeasured(id: string, detail: string | undefined): AppError {
  return new AppError('inference-failed', {
    what: `The model ${id} could not transcribe the sample${detail === undefined ? '' : `: ${detail}`}.`,
    meaning: 'Nothing was measured.',
    action: `Run \`voxlane models verify ${id}\`, or try it on another device.`,
  });
}

function notInstalled(id: string): AppError {
  return new AppError('model-missing', {
    what: `There is no model ${id} on this machine.`,
    meaning: 'Nothing was measured.',
    action: `See \`voxlane models list\`, or run \`voxlane models pull ${id}\`.`,
  });
}
