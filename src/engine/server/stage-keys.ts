import { stat } from 'node:fs/promises';
import type { InstalledModel } from '../../core/models/manifest.ts';
import type { TranscribeOptions } from '../../core/pipeline/options.ts';
import { ASR_STAGE } from '../../core/stages/asr/asr-stage.ts';
import { DIARIZE_STAGE, EVIDENCE_STAGE } from '../../core/stages/diarize/diarize-stage.ts';
import { VAD_STAGE } from '../../core/stages/vad/vad-stage.ts';
import type { MediaInfo } from '../../core/timeline/media.ts';
import { modelIdentity } from '../../platform/models/model-identity.ts';
import { stageKey } from '../../platform/storage/stage-key.ts';

export interface ChosenModels {
  readonly vad: InstalledModel;
  readonly asr: InstalledModel | undefined;
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
  media: MediaInfo,
  options: TranscribeOptions,
  models: ChosenModels,
  split: boolean,
): Promise<StageKeys> {
  const audio = { decode: DECODE_VERSION, content: await contentOf(media), stream: options.streamIndex };
  const channel = (track: number): number | 'mix' => (split ? track : 'mix');
  const identity = async (model: InstalledModel | undefined): Promise<unknown> =>
    model === undefined ? '' : modelIdentity(model);
  const [vad, asr, segmentation, embedding, plda] = await Promise.all(
    [models.vad, models.asr, models.segmentation, models.embedding, models.plda].map(identity),
  );
  const { language, beamSize, speakers, minSpeakers, maxSpeakers, diarizeStepSeconds, minTurnMs, maxGapMs } = options;
  const vadKey = (track: number): string =>
    stageKey({ audio, stage: VAD_STAGE, channel: channel(track), models: [vad] });
  const evidenceKey = (track: number): string =>
    stageKey({
      audio,
      stage: EVIDENCE_STAGE,
      channel: channel(track),
      models: [segmentation, embedding],
      options: { diarizeStepSeconds },
    });
  return {
    vad: vadKey,
    asr: (track) =>
      stageKey({
        audio,
        stage: ASR_STAGE,
        channel: channel(track),
        models: [asr],
        options: { language: language ?? 'detect', beamSize },
        upstream: vadKey(track),
      }),
    evidence: evidenceKey,
    diarize: (track) =>
      stageKey({
        stage: DIARIZE_STAGE,
        options: { min: speakers ?? minSpeakers ?? 1, max: speakers ?? maxSpeakers ?? 'any', minTurnMs, maxGapMs },
        upstream: evidenceKey(track),
        models: models.plda === undefined ? [] : [plda],
      }),
    peaks: (track) => stageKey({ audio, stage: { id: 'peaks', version: PEAKS_VERSION }, channel: channel(track) }),
  };
}

/** A large file that was edited in its middle keeps its content id, but not its time of change. */
async function contentOf(media: MediaInfo): Promise<unknown> {
  if (media.sizeBytes <= WHOLLY_HASHED_BYTES) return media.contentId;
  const info = await stat(media.path).catch(() => undefined);
  return [media.contentId, info === undefined ? 0 : Math.floor(info.mtimeMs)];
}
