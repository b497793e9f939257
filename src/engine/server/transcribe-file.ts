import { join } from 'node:path';
import { chooseModel } from '../../core/models/choose.ts';
import type { InstalledModel, ModelTask } from '../../core/models/manifest.ts';
import { transcribeOptionsSchema } from '../../core/pipeline/options.ts';
import { runTranscription, splitsChannels } from '../../core/pipeline/transcribe.ts';
import { listInstalledModels, verifyModel } from '../../platform/models/model-store.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { fixtureNotice } from '../../core/models/fixture-notice.ts';
import { languageNotice } from '../../core/models/language-notice.ts';
import { openAudioSource } from '../../platform/media/open-media.ts';
import { createOnnxRuntime } from '../../platform/onnx/runtime.ts';
import { openCheckpointFolder } from '../../platform/storage/checkpoint-folder.ts';
import { jobKey } from '../../platform/storage/job-key.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { TranscribeEvent, TranscribeInput, TranscribeOutput } from '../protocol/jobs.ts';
import { createArtifactSink } from './artifact-sink.ts';
import { throttleProgress } from './throttle-progress.ts';
import { loadAsrStage, loadDiarizeStage, loadVadStage } from './load-stages.ts';

/** Raise when any stage's output for the same input can change, so old checkpoints are not mixed with new results. */
const PIPELINE_VERSION = 1;

interface Context {
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly emit: (event: TranscribeEvent) => void;
}

/** Runs the whole pipeline over one file. The result is complete or the promise rejects; nothing is written but checkpoints. */
export async function transcribeFile(input: TranscribeInput, context: Context): Promise<TranscribeOutput> {
  const options = transcribeOptionsSchema.parse(input.options);
  const media = await probeMedia(input.path, context.signal);
  context.emit({ type: 'media', media });
  if (media.audioStreams[options.streamIndex] === undefined) throw noSuchStream(input.path, options.streamIndex);

  const models = await chooseModels(input);
  const folder = join(input.jobsFolder, jobKey(describeJob(media.contentId, options, models)));
  context.emit({ type: 'job-folder', folder });
  const runtime = createOnnxRuntime();
  const artifacts = createArtifactSink(input.artifactsFolder, media);
  const { asr, segmentation, embedding, vad } = models;
  const hasSpeakers = !options.skipDiarize && !splitsChannels(media, options);
  const outcome = await runTranscription(
    {
      media,
      openTrack: (channel) => openAudioSource(media, { streamIndex: options.streamIndex, channel }),
      loadVad: () => loadVadStage(runtime, vad),
      loadAsr: asr === undefined ? undefined : () => loadAsrStage(runtime, asr),
      loadDiarize:
        segmentation === undefined || embedding === undefined
          ? undefined
          : () => loadDiarizeStage(runtime, segmentation, embedding),
      onAudio: artifacts.onAudio,
      onSpeechProbabilities: artifacts.onSpeechProbabilities,
      notices: [
        ...fixtureNotice([vad, asr, ...(hasSpeakers ? [segmentation, embedding] : [])]),
        ...languageNotice(asr, options.language),
      ],
      checkpoints: openCheckpointFolder(folder),
      clock: { nowMs: () => performance.now() },
      log: context.log,
      signal: context.signal,
      emit: throttleProgress(context.emit, () => performance.now()),
    },
    options,
  );
  await artifacts.write();
  return outcome;
}

interface ChosenModels {
  readonly vad: InstalledModel;
  readonly asr: InstalledModel | undefined;
  readonly segmentation: InstalledModel | undefined;
  readonly embedding: InstalledModel | undefined;
}

async function chooseModels(input: TranscribeInput): Promise<ChosenModels> {
  const installed = await listInstalledModels(input.modelFolders);
  const pick = (task: ModelTask, id?: string, fixtureAllowed = true): InstalledModel | undefined =>
    chooseModel(installed, task, { preset: input.preset, id, fixtureAllowed });
  const vad = pick('vad');
  if (vad === undefined) throw missing('The speech detector', 'silero-vad-v6', installed);
  const recogniser = pick('asr', input.asr, false);
  if (recogniser === undefined && input.asr !== undefined) throw missing('The recogniser', input.asr, installed);
  if (recogniser === undefined) await refuseDamaged(installed);
  return { vad, asr: recogniser, segmentation: pick('segmentation'), embedding: pick('embedding') };
}

/** A recogniser that its owner installed and that cannot be used is a fault to hear of, not the same as having none. */
async function refuseDamaged(installed: readonly InstalledModel[]): Promise<void> {
  const damaged = installed.find((model) => model.manifest.task === 'asr' && model.problem !== undefined);
  if (damaged !== undefined) await verifyModel(damaged, { full: false });
}

function describeJob(contentId: string, options: object, models: ChosenModels): Record<string, unknown> {
  const identity = (model: InstalledModel | undefined): unknown =>
    model === undefined
      ? ''
      : [model.manifest.id, model.manifest.files.map((file) => [file.path, file.bytes, file.sha256])];
  return {
    pipeline: PIPELINE_VERSION,
    contentId,
    options,
    models: [models.vad, models.asr, models.segmentation, models.embedding].map(identity),
  };
}

function missing(what: string, id: string, installed: readonly InstalledModel[]): AppError {
  const damaged = installed.find((model) => model.manifest.id === id)?.problem;
  return new AppError(
    'model-missing',
    {
      what: `${what} "${id}" is not installed${damaged === undefined ? '' : ` properly: ${damaged}`}.`,
      meaning: 'The recording was not processed.',
      action: 'Run `voxlane models list` to see what is installed and where models go.',
    },
    { details: { model: id } },
  );
}

function noSuchStream(path: string, index: number): AppError {
  return new AppError('options-invalid', {
    what: `${path} has no audio stream number ${index}.`,
    meaning: 'The recording was not processed.',
    action: 'Run again with a smaller --stream number; the first is 0.',
  });
}
