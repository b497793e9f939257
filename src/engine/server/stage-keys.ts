import { stat } from 'node:fs/promises';
import type { InstalledModel } from '../../core/models/manifest.ts';
import { speakerCounts, voiceCounts } from '../../core/pipeline/speaker-counts.ts';
import type { TrackPlan } from '../../core/pipeline/track-plan.ts';
import type { TranscribeOptions } from '../../core/pipeline/options.ts';
import type { RemoteAsr } from '../../core/remote-asr/remote-asr.ts';
import { ASR_STAGE } from '../../core/stages/asr/asr-stage.ts';
import { CROSSTALK_STAGE } from '../../core/stages/crosstalk/crosstalk-stage.ts';
import { DIARIZE_STAGE, EVIDENCE_STAGE } from '../../core/stages/diarize/diarize-stage.ts';
import { LAYOUT_STAGE } from '../../core/stages/layout/layout-stage.ts';
import { VAD_STAGE } from '../../core/stages/vad/vad-stage.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { modelIdentity } from '../../platform/models/model-identity.ts';
import { stageKey } from '../../platform/storage/stage-key.ts';

export interface ChosenModels {
  readonly vad: InstalledModel;
  readonly asr: InstalledModel | undefined;
  /** Present when it times the recogniser's words. */
  readonly aligner: InstalledModel | undefined;
  /** Gives second opinions on doubtful text. */
  readonly another: InstalledModel | undefined;
  readonly segmentation: InstalledModel | undefined;
  readonly embedding: InstalledModel | undefined;
  /** Present when speakers are told apart as community-1 does. */
  readonly plda: InstalledModel | undefined;
}

/** The keys of a job's stages, per track. */
export interface StageKeys {
  readonly vad: (track: number) => string;
  readonly asr: (track: number) => string;
  readonly evidence: (track: number) => string;
  readonly diarize: (track: number) => string;
  readonly peaks: (track: number) => string;
  /** Of all tracks together. */
  readonly crosstalk: string;
}

/** Raise when decoding gives other samples for the same file, or the layout of peaks changes. */
const DECODE_VERSION = 1;
const PEAKS_VERSION = 1;

/** Up to this size a content id covers every byte: it is made of the first and the last MiB. */
const WHOLLY_HASHED_BYTES = 2 * 1024 * 1024;

/**
 * What each stage's output depends on, and nothing more: a key changes exactly when the stage has to run again. Attribution
 * and cues have no key, since they are made anew each time.
 */
export async function stageKeys(
  files: readonly MediaInfo[],
  options: TranscribeOptions,
  models: ChosenModels,
  plan: TrackPlan,
  remote?: RemoteAsr,
): Promise<StageKeys> {
  const contents = await Promise.all(files.map(contentOf));
  const sounds = plan.tracks.map(({ file, stream, label }) => ({
    decode: DECODE_VERSION,
    content: contents[file],
    stream,
    // Words carry the number of their track, and a whole file may stand at any place of a session.
    ...(plan.mode === 'session' ? { label } : {}),
  }));
  const channel = (track: number): number | 'mix' => plan.tracks[track].channel;
  const identity = async (model: InstalledModel | undefined): Promise<unknown> =>
    model === undefined ? '' : modelIdentity(model);
  const [vad, asr, aligner, another, segmentation, embedding, plda] = await Promise.all(
    [models.vad, models.asr, models.aligner, models.another, models.segmentation, models.embedding, models.plda].map(
      identity,
    ),
  );
  const { language, languages, redecode = 'auto', beamSize, wordTimes, performance } = options;
  const { diarizeStepSeconds, minTurnMs, maxGapMs } = options;
  // What is to be repeated is not taken over from a run on another device.
  const fixed = performance === 'auto' ? {} : { performance };
  const { speakers, minSpeakers, maxSpeakers } = speakerCounts(plan.mode, options);
  const vadKey = (track: number): string =>
    stageKey({ audio: sounds[track], stage: VAD_STAGE, channel: channel(track), models: [vad] });
  const crosstalk = stageKey({ stage: CROSSTALK_STAGE, upstream: plan.tracks.map((_, track) => vadKey(track)) });
  const spoken = (track: number): string => (plan.tracks.length > 1 ? crosstalk : vadKey(track));
  const evidenceKey = (track: number): string =>
    stageKey({
      audio: sounds[track],
      stage: EVIDENCE_STAGE,
      channel: channel(track),
      models: [segmentation, embedding],
      options: { diarizeStepSeconds, ...fixed },
      // Leaked speech is silenced before anything is heard.
      ...(plan.tracks.length > 1 ? { upstream: crosstalk } : {}),
    });
  return {
    crosstalk,
    vad: vadKey,
    asr: (track) =>
      stageKey({
        audio: sounds[track],
        stage: ASR_STAGE,
        channel: channel(track),
        models: [
          remote ?? asr,
          ...(models.aligner === undefined ? [] : [aligner]),
          ...(models.another === undefined ? [] : [another]),
        ],
        options: {
          language: language ?? 'detect',
          ...(language === undefined && languages !== undefined ? { languages } : {}),
          ...(models.another === undefined ? {} : { redecode }),
          beamSize,
          ...(wordTimes === 'auto' ? {} : { wordTimes }),
          // A service that tells speakers apart is told how many there are.
          ...(remote?.api === 'lemonfox' ? voiceCounts(plan.mode, options) : {}),
          ...fixed,
        },
        upstream: spoken(track),
      }),
    evidence: evidenceKey,
    diarize: (track) =>
      stageKey({
        stage: DIARIZE_STAGE,
        options: { min: speakers ?? minSpeakers ?? 1, max: speakers ?? maxSpeakers ?? 'any', minTurnMs, maxGapMs },
        upstream: evidenceKey(track),
        models: models.plda === undefined ? [] : [plda],
      }),
    peaks: (track) =>
      stageKey({ audio: sounds[track], stage: { id: 'peaks', version: PEAKS_VERSION }, channel: channel(track) }),
  };
}

/** Key of how the channels of a file's stream relate. */
export async function layoutKey(media: MediaInfo, stream: number): Promise<string> {
  return stageKey({ audio: { decode: DECODE_VERSION, content: await contentOf(media), stream }, stage: LAYOUT_STAGE });
}

/** A large file that was edited in its middle keeps its content id, but not its time of change. */
async function contentOf(media: MediaInfo): Promise<unknown> {
  if (media.sizeBytes <= WHOLLY_HASHED_BYTES) return media.contentId;
  const info = await stat(media.path).catch(() => undefined);
  return [media.contentId, info === undefined ? 0 : Math.floor(info.mtimeMs)];
}
