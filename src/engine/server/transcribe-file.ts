import { setImmediate as nextTurn } from 'node:timers/promises';
import { chooseModel, choosePlda, isPldaFor } from '../../core/models/choose.ts';
import type { InstalledModel, ModelTask } from '../../core/models/manifest.ts';
import { type TranscribeOptions, transcribeOptionsSchema } from '../../core/pipeline/options.ts';
import { tellsVoicesApart } from '../../core/pipeline/job.ts';
import { assemblePartial } from '../../core/pipeline/partial.ts';
import type { PipelineParts } from '../../core/pipeline/parts.ts';
import { runTranscription } from '../../core/pipeline/transcribe.ts';
import { CROSSTALK_STAGE } from '../../core/stages/crosstalk/crosstalk-stage.ts';
import { listInstalledModels, verifyModel } from '../../platform/models/model-store.ts';
import { damagedNotice } from '../../core/models/damaged-notice.ts';
import { fixtureNotice } from '../../core/models/fixture-notice.ts';
import { languageNotice } from '../../core/models/language-notice.ts';
import { peakRssBytes } from '../../platform/process/peak-memory.ts';
import { workCores } from '../../platform/system/cores.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { TranscribeEvent, TranscribeInput, TranscribeOutput } from '../protocol/jobs.ts';
import { recognisersFor } from './asr/recognisers.ts';
import { createEditorFiles } from './editor-files.ts';
import { chooseTracks, openTrack, probeFiles } from './open-tracks.ts';
import { throttleProgress } from './throttle-progress.ts';
import { StageFiles } from './stage-files.ts';
import { deviceForJob, type Hardware, thisMachine } from './device-for-job.ts';
import { type ChosenModels, stageKeys } from './stage-keys.ts';
import { stageProviders } from './stage-providers.ts';

interface Context {
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly emit: (event: TranscribeEvent) => void;
}

/**
 * Runs the whole pipeline over one file, or with `partial` gives what is finished of it. The result is complete or the
 * promise rejects; nothing is written but unfinished work and what the input asks for.
 */
export async function transcribeFile(
  input: TranscribeInput,
  context: Context,
  hardware: Hardware = thisMachine,
): Promise<TranscribeOutput> {
  const options = transcribeOptionsSchema.parse(input.options);
  const recordings = await probeFiles([input.path, ...(input.tracks ?? [])], options, context.signal);
  const [media] = recordings;
  context.emit({ type: 'media', media });

  const installed = await installedModels(input);
  const files = new StageFiles({
    jobsFolder: input.jobsFolder,
    artifacts: input.artifacts ?? [],
    // A look at unfinished work leaves its files to whoever does it.
    emit: input.partial === true ? () => undefined : context.emit,
  });
  const host = {
    clock: { nowMs: () => performance.now() },
    log: context.log,
    signal: context.signal,
    emit: throttleProgress(context.emit, () => performance.now()),
    // A message leaves with the turn of the event loop in which it is sent, or with the next when the pipe is full.
    flushed: () => nextTurn(),
  };
  const { plan, before } = await chooseTracks(recordings, options, files, host, input.partial === true);
  const hasSpeakers = tellsVoicesApart(plan, options);
  const models = await chooseModels(input, installed, hasSpeakers ? options.diarizer : 'pyannote-3.1');
  const keys = await stageKeys(recordings, options, models, plan);
  const { asr, segmentation, embedding, plda, vad } = models;
  const editor = createEditorFiles({
    media,
    files,
    peaksKey: keys.peaks,
    keepPeaks: input.keepPeaks === true,
    folder: input.artifactsFolder,
  });
  const device = await deviceForJob(input, options.device, context, hardware);
  const parts: PipelineParts = {
    ...stageProviders(
      device.runtimeOf,
      models,
      keys,
      files,
      asr === undefined
        ? undefined
        : {
            recognisers: recognisersFor(asr, installed, device.chosen),
            named: input.asr,
            language: options.language,
            threads: input.threads ?? workCores(),
            signal: context.signal,
            open: (spec, signal) => hardware.openAsr(spec, { signal, log: context.log }),
            onStep: device.tell,
          },
    ),
    media,
    plan,
    before,
    openTrack: (track) => openTrack(recordings, track),
    crosstalkShelf: files.shelf({ stage: CROSSTALK_STAGE.id, track: 0, key: keys.crosstalk }),
    watchAudio: editor.watchAudio,
    onSpeechProbabilities: editor.onSpeechProbabilities,
    notices: [
      ...device.notices,
      ...fixtureNotice([vad, asr, ...(hasSpeakers ? [segmentation, embedding, plda] : [])]),
      ...languageNotice(asr, options.language),
      ...(hasSpeakers
        ? [
            ...damagedNotice(installed, 'segmentation', segmentation, input.preset),
            ...damagedNotice(installed, 'embedding', embedding, input.preset),
            ...damagedNotice(pldaModels(installed, options, embedding), 'plda', plda, input.preset),
          ]
        : []),
    ],
    speeds: input.speeds ?? [],
    isolate: input.isolate,
    ...host,
  };
  const outcome = await (input.partial === true ? assemblePartial(parts, options) : runTranscription(parts, options));
  if (input.partial !== true) await editor.write();
  return { ...outcome, downgrades: device.downgrades, peakRssBytes: peakRssBytes() };
}

async function installedModels(input: TranscribeInput): Promise<readonly InstalledModel[]> {
  const found = await listInstalledModels(input.modelFolders);
  // Stored results are found by what a model's manifest says; the model itself may be damaged by now.
  return input.partial === true ? found.map((model) => ({ ...model, problem: undefined })) : found;
}

async function chooseModels(
  input: TranscribeInput,
  installed: readonly InstalledModel[],
  diarizer: TranscribeOptions['diarizer'],
): Promise<ChosenModels> {
  const pick = (task: ModelTask, id?: string, fixtureAllowed = true): InstalledModel | undefined =>
    chooseModel(installed, task, { preset: input.preset, id, fixtureAllowed });
  const vad = pick('vad');
  if (vad === undefined) throw missing('The speech detector', 'silero-vad-v6', installed);
  const recogniser = pick('asr', input.asr, false) ?? pick('ctc', input.asr, false);
  if (recogniser === undefined && input.asr !== undefined) throw missing('The recogniser', input.asr, installed);
  if (recogniser === undefined) await refuseDamaged(installed);
  const embedding = pick('embedding');
  const plda =
    embedding === undefined || diarizer === 'pyannote-3.1' ? undefined : choosePlda(installed, embedding.manifest.id);
  if (diarizer === 'community-1' && plda === undefined) throw noPlda(embedding, installed);
  return { vad, asr: recogniser, segmentation: pick('segmentation'), embedding, plda };
}

/** PLDA models that the job would use if they were whole. */
function pldaModels(
  installed: readonly InstalledModel[],
  { diarizer }: TranscribeOptions,
  embedding: InstalledModel | undefined,
): readonly InstalledModel[] {
  if (diarizer === 'pyannote-3.1' || embedding === undefined) return [];
  return installed.filter((model) => isPldaFor(model.manifest, embedding.manifest.id));
}

function noPlda(embedding: InstalledModel | undefined, installed: readonly InstalledModel[]): AppError {
  const embedder = embedding?.manifest.id ?? 'none';
  const damaged = installed.find((model) => isPldaFor(model.manifest, embedder));
  return new AppError(
    'model-missing',
    {
      what: `There is no PLDA model for the voice embedding "${embedder}"${damaged === undefined ? '' : `: ${damaged.manifest.id} is damaged (${damaged.problem ?? ''})`}.`,
      meaning: 'community-1 tells speakers apart with one, so the recording was not processed.',
      action:
        'Install wespeaker-resnet34-lm and community-1-plda with `voxlane models pull`, or leave --diarizer community-1 out.',
    },
    { details: { embedding: embedder } },
  );
}

/** A recogniser that its owner installed and that cannot be used is a fault to hear of, not the same as having none. */
async function refuseDamaged(installed: readonly InstalledModel[]): Promise<void> {
  const damaged = installed.find((model) => model.manifest.task === 'asr' && model.problem !== undefined);
  if (damaged !== undefined) await verifyModel(damaged, { full: false });
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
