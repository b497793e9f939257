import { setImmediate as nextTurn } from 'node:timers/promises';
import { alignerNotice } from '../../core/models/aligner-notice.ts';
import { chooseAligner } from '../../core/models/choose-aligner.ts';
import { chooseModel, choosePlda, isPldaFor, isRunnable } from '../../core/models/choose.ts';
import type { AsrCandidate } from '../../core/models/asr-candidate.ts';
import type { AsrReason } from '../../core/models/asr-reason.ts';
import type { InstalledModel, ModelTask } from '../../core/models/manifest.ts';
import { fixedBy } from '../../core/devices/performance.ts';
import { type TranscribeOptions, transcribeOptionsSchema } from '../../core/pipeline/options.ts';
import { tellsVoicesApart } from '../../core/pipeline/job.ts';
import { assemblePartial } from '../../core/pipeline/partial.ts';
import type { PipelineParts } from '../../core/pipeline/parts.ts';
import { runTranscription } from '../../core/pipeline/transcribe.ts';
import { VAD_STAGE } from '../../core/stages/vad/vad-stage.ts';
import { CROSSTALK_STAGE } from '../../core/stages/crosstalk/crosstalk-stage.ts';
import { listInstalledModels, verifyModel } from '../../platform/models/model-store.ts';
import { unsupportedModel } from '../../platform/models/unsupported-model.ts';
import { damagedNotice } from '../../core/models/damaged-notice.ts';
import { fixtureNotice } from '../../core/models/fixture-notice.ts';
import { languageNotice } from '../../core/models/language-notice.ts';
import { hasWordTimes } from '../../platform/models/word-times.ts';
import { peakRssBytes } from '../../platform/process/peak-memory.ts';
import type { RemoteAsr } from '../../core/remote-asr/remote-asr.ts';
import { workCores } from '../../platform/system/cores.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Device } from '../../shared/device.ts';
import type { Logger } from '../../shared/logger.ts';
import type { TranscribeEvent, TranscribeInput, TranscribeOutput } from '../protocol/jobs.ts';
import { remoteRung } from './asr/remote-rung.ts';
import { voiceCounts } from '../../core/pipeline/speaker-counts.ts';
import { type BegunWith, begunPlace } from './begun-with.ts';
import { chooseRecogniser } from './choose-recogniser.ts';
import { createEditorFiles } from './editor-files.ts';
import { chooseTracks, openTrack, probeFiles } from './open-tracks.ts';
import { fitsBeside } from './fits-beside.ts';
import { throttleProgress } from './throttle-progress.ts';
import { StageFiles } from './stage-files.ts';
import { deviceForJob, type Hardware, thisMachine } from './device-for-job.ts';
import { type ChosenModels, stageKeys } from './stage-keys.ts';
import { stageProviders } from './stage-providers.ts';
import { watchRecognisers } from './watch-recogniser.ts';

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
  const { remote } = input;
  const options = withRemoteBatch(fixedOptions(transcribeOptionsSchema.parse(input.options)), remote?.spec);
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
  const device = await deviceForJob(input, options.device, context, hardware);
  const chooseFor = (recogniser: ChosenRecogniser | undefined): Promise<ChosenModels> =>
    chooseModels(input, installed, options, hasSpeakers ? options.diarizer : 'pyannote-3.1', recogniser);
  const early = await stageKeys(recordings, options, await chooseFor(undefined), plan, remote?.spec);
  const work = files.shelf({ stage: VAD_STAGE.id, track: 0, key: early.vad(0) }).checkpoints;
  const begun = begunPlace(work, input, options);
  const recogniser = await chosenRecogniser(input, options, installed, device.chosen, await begun.read());
  if (recogniser !== undefined && input.partial !== true)
    await begun.write({ model: recogniser.model.manifest.id, another: recogniser.another?.model.manifest.id });
  const models = await chooseFor(recogniser);
  const keys = await stageKeys(recordings, options, models, plan, remote?.spec);
  const { asr, aligner, segmentation, embedding, plda, vad } = models;
  const editor = createEditorFiles({
    media,
    files,
    peaksKey: keys.peaks,
    keepPeaks: input.keepPeaks === true,
    folder: input.artifactsFolder,
  });
  let recogniserRss = 0;
  const onPeakRss = (bytes: number): void => {
    recogniserRss = Math.max(recogniserRss, bytes);
  };
  const stages = stageProviders(
    device.runtimeOf,
    models,
    keys,
    files,
    recogniser === undefined && remote === undefined
      ? undefined
      : {
          recognisers: recogniser?.candidates ?? [],
          another: recogniser?.another,
          remote:
            remote && remoteRung(remote, hasSpeakers && options.diarizer === 'auto', voiceCounts(plan.mode, options)),
          named: input.asr,
          language: options.language,
          threads: input.threads ?? workCores(),
          signal: context.signal,
          open: watchRecognisers({
            hardware,
            options,
            candidates: recogniser?.candidates ?? [],
            named: input.asr,
            threads: input.threads ?? workCores(),
            log: context.log,
            onPeakRss,
            tell: context.emit,
          }),
          onStep: device.tell,
          fits: fitsBeside,
          aligner: aligner === undefined ? undefined : { model: aligner, always: options.wordTimes === 'aligner' },
        },
  );
  const parts: PipelineParts = {
    ...stages,
    media,
    plan,
    before,
    openTrack: (track) => openTrack(recordings, track),
    crosstalkShelf: files.shelf({ stage: CROSSTALK_STAGE.id, track: 0, key: keys.crosstalk }),
    watchAudio: editor.watchAudio,
    onSpeechProbabilities: editor.onSpeechProbabilities,
    notices: [
      ...device.notices,
      ...fixtureNotice([
        vad,
        ...(remote === undefined ? [asr] : []),
        aligner,
        ...(hasSpeakers ? [segmentation, embedding, plda] : []),
      ]),
      ...(remote === undefined ? languageNotice(asr, options.language) : []),
      ...alignerNotice(asr, aligner, options),
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
  if (recogniser !== undefined && input.partial !== true)
    context.emit({ type: 'recogniser', reason: recogniser.reason });
  const outcome = await (input.partial === true ? assemblePartial(parts, options) : runTranscription(parts, options));
  if (input.partial !== true) await editor.write();
  return { ...outcome, downgrades: device.downgrades, peakRssBytes: Math.max(peakRssBytes(), recogniserRss) };
}

/** Windows for one request to Lemonfox, 12 min of packed speech: its labels hold for one request only. */
const LEMONFOX_WINDOWS = 24;

function withRemoteBatch(options: TranscribeOptions, remote: RemoteAsr | undefined): TranscribeOptions {
  return remote?.api === 'lemonfox' ? { ...options, batchSize: LEMONFOX_WINDOWS } : options;
}

async function installedModels(input: TranscribeInput): Promise<readonly InstalledModel[]> {
  const found = await listInstalledModels(input.modelFolders);
  // Stored results are found by what a model's manifest says; the model itself may be damaged by now.
  return input.partial === true ? found.map((model) => ({ ...model, problem: undefined })) : found;
}

/** The options with what their performance profile fixes. */
function fixedOptions(options: TranscribeOptions): TranscribeOptions {
  const { device, batchSize } = fixedBy(options.performance, options.device);
  return { ...options, device, ...(batchSize === undefined ? {} : { batchSize }) };
}

interface ChosenRecogniser extends Pick<AsrCandidate, 'model'> {
  readonly reason: AsrReason;
  /** What is used, then what can take its place. */
  readonly candidates: readonly AsrCandidate[];
  /** Who is asked about doubtful text. */
  readonly another: AsrCandidate | undefined;
}

/**
 * The recogniser of a job; `undefined` when none is installed. Throws `model-missing` or `model-unsupported` for one that
 * was named and cannot be used, and `model-corrupt` when what is installed is damaged.
 */
async function chosenRecogniser(
  input: TranscribeInput,
  options: TranscribeOptions,
  installed: readonly InstalledModel[],
  device: Device,
  begun: BegunWith | undefined,
): Promise<ChosenRecogniser | undefined> {
  const { asr } = input;
  const named = installed.find(({ manifest, problem }) => manifest.id === asr && problem === undefined);
  if (asr !== undefined && named === undefined) throw missing('The recogniser', asr, installed);
  if (named !== undefined && !isRunnable(named.manifest)) throw unsupportedModel(named, 'speech recognition');
  const { candidates, reason } = await chooseRecogniser(input, options, installed, device, begun?.model);
  const [first] = candidates;
  if (named !== undefined && first?.model !== named) throw unsupportedModel(named, 'speech recognition');
  if (first !== undefined && reason !== undefined) {
    const id = first.model.manifest.id;
    const others = candidates.filter(({ model: { manifest } }) => manifest.id !== id && !manifest.fixture);
    const before = others.find(({ model: { manifest } }) => manifest.id === begun?.another);
    // What was installed since takes no part in a job that was begun without.
    const another = begun?.model === id && begun.another === undefined ? undefined : (before ?? others[0]);
    return { model: first.model, reason, candidates, another: options.redecode === 'off' ? undefined : another };
  }
  if (input.remote === undefined) await refuseDamaged(installed);
  return undefined;
}

async function chooseModels(
  input: TranscribeInput,
  installed: readonly InstalledModel[],
  options: TranscribeOptions,
  diarizer: TranscribeOptions['diarizer'],
  recogniser: ChosenRecogniser | undefined,
): Promise<ChosenModels> {
  const pick = (task: ModelTask): InstalledModel | undefined =>
    chooseModel(installed, task, { preset: input.preset, id: undefined, fixtureAllowed: true });
  const vad = pick('vad');
  if (vad === undefined) throw missing('The speech detector', 'silero-vad-v6', installed);
  const embedding = pick('embedding');
  const plda =
    embedding === undefined || diarizer === 'pyannote-3.1' ? undefined : choosePlda(installed, embedding.manifest.id);
  if (diarizer === 'community-1' && plda === undefined) throw noPlda(embedding, installed);
  const asr = recogniser?.model;
  const timed =
    input.remote === undefined && (asr === undefined || (options.wordTimes === 'auto' && (await hasWordTimes(asr))));
  const aligner = timed ? undefined : chooseAligner(installed, options.language, input.preset);
  return {
    vad,
    asr,
    aligner,
    another: recogniser?.another?.model,
    segmentation: pick('segmentation'),
    embedding,
    plda,
  };
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
