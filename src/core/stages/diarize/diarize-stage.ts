import type { AudioSource } from '../../ports/audio-source.ts';
import type { InferenceSession } from '../../ports/inference.ts';
import type { Stage, StageContext, StageIdentity } from '../../ports/stage.ts';
import type { Turn } from '../../timeline/types.ts';
import { AppError } from '../../../shared/app-error.ts';
import { SAMPLE_RATE } from '../../../shared/units.ts';
import type { ClusterModel } from './candidates.ts';
import type { ClusterParams } from './cluster.ts';
import { collectEvidence } from './collect.ts';
import type { DiarizeEvidence } from './evidence.ts';
import { FBANK_SHIFT } from '../../audio/fbank.ts';
import { WINDOW_SAMPLES } from './frame-grid.ts';
import type { FrontEndName } from './front-end.ts';
import { resolveTurns } from './resolve.ts';
import { createSegmenter } from './segmenter.ts';
import { type SpeakerCounts, type SpeakerRange, speakerRange } from './speaker-range.ts';
import { type SmoothOptions } from './smooth-turns.ts';
import type { DiarizedSpeaker } from './turns.ts';
import type { VbxModel } from './vbx-candidates.ts';
import { createWindowEmbedder } from './window-embedder.ts';

/** An embedding model and what was calibrated for it. */
export interface EmbeddingModel extends ClusterParams {
  readonly id: string;
  /** How features are made from samples. */
  readonly frontEnd: FrontEndName;
  /** True when the clustering threshold is an estimate. */
  readonly uncalibrated?: boolean | undefined;
}

export interface DiarizeModels {
  /** Identical sessions; as many windows run at a time. */
  readonly segmentation: readonly InferenceSession[];
  readonly segmentationModel: { readonly id: string };
  readonly embedding: InferenceSession;
  readonly embeddingModel: EmbeddingModel;
  /** Chooses the pyannote community-1 method: a PLDA model trained for the embedder, and its settings. */
  readonly vbx?: VbxModel | undefined;
}

export interface DiarizeOptions extends SpeakerCounts, SmoothOptions {
  /** Distance of windows in seconds, 0.01 to 10, rounded to 10 ms. Default 2; 1 doubles the work. */
  readonly stepSeconds?: number | undefined;
}

/** Every moment is heard by five windows; a step of 1 s costs twice the time and changed no figure by more than 0.3 %. */
const DEFAULT_STEP_SECONDS = 2;

/** The part of the stage that needs the models. Its result depends on the audio and the step alone. */
export const EVIDENCE_STAGE: StageIdentity = { id: 'evidence', version: 1 };

export const DIARIZE_STAGE: StageIdentity = { id: 'diarize', version: 2 };

export interface DiarizeInput {
  readonly source: AudioSource;
}

export interface DiarizeOutput {
  /** Who speaks when; turns of different speakers may overlap. Ordered by start. */
  readonly turns: readonly Turn[];
  /** At most one speaker at a time. */
  readonly exclusiveTurns: readonly Turn[];
  /** S1, S2 ... by first appearance. */
  readonly speakers: readonly DiarizedSpeaker[];
  /** What the models said, for clustering again without running them. */
  readonly evidence: DiarizeEvidence;
}

/** Share of the stage's progress that listening takes; the rest is clustering. */
const COLLECT_SHARE = 0.98;

/**
 * Speaker diarization by the pyannote 3.1 method, or with a PLDA model that of community-1: segmentation of 10 s windows, one
 * embedding per local speaker, clustering over the whole recording, reconstruction. Times are media milliseconds; the channel is the source's. A recording
 * without speech gives empty output. A wanted speaker count that cannot be met raises the alert `speaker-count-not-met`. The
 * source's own warnings are left to the decode step. Deterministic. Throws `options-invalid`, `model-unsupported`,
 * `cancelled`, and what the source and the sessions throw.
 */
export function createDiarizeStage(models: DiarizeModels): Stage<DiarizeInput, DiarizeOutput, DiarizeOptions> {
  return {
    ...DIARIZE_STAGE,
    async run({ source }, options, ctx) {
      const range = speakerRange(options);
      const evidence = await collectEvidence(
        source,
        stepSamples(options.stepSeconds ?? DEFAULT_STEP_SECONDS),
        {
          segmenters: models.segmentation.map((session) => createSegmenter(session, models.segmentationModel.id)),
          embedder: createWindowEmbedder(models.embedding, models.embeddingModel),
          embeddingModel: models.embeddingModel.id,
        },
        {
          signal: ctx.signal,
          progress(samples) {
            if (source.expectedSamples === undefined || source.expectedSamples <= 0) return;
            ctx.progress(COLLECT_SHARE * Math.min(1, samples / source.expectedSamples));
          },
        },
      );
      return conclude(evidence, { ...models.embeddingModel, vbx: models.vbx }, range, source, options, ctx);
    },
  };
}

/**
 * The same stage for a recording whose evidence is kept from an earlier run: only clusters again, so it needs no model and
 * reads no audio.
 */
export function createClusterStage(
  evidence: DiarizeEvidence,
  params: ClusterModel,
): Stage<DiarizeInput, DiarizeOutput, DiarizeOptions> {
  return {
    ...DIARIZE_STAGE,
    run({ source }, options, ctx) {
      const output = conclude(evidence, params, speakerRange(options), source, options, ctx);
      ctx.progress(1, 1);
      return Promise.resolve(output);
    },
  };
}

function conclude(
  evidence: DiarizeEvidence,
  params: ClusterModel,
  range: SpeakerRange,
  source: AudioSource,
  options: DiarizeOptions,
  ctx: StageContext,
): DiarizeOutput {
  const resolution = resolveTurns(evidence, params, range, source, options);
  const { shortfall, doubt, method, turns, exclusiveTurns, speakers } = resolution;
  ctx.log.debug('speakers clustered', { speakers: speakers.length, method, samples: evidence.embeddings.count });
  const channel = source.channel === undefined ? {} : { channel: source.channel };
  if (params.uncalibrated === true && params.vbx === undefined && speakers.length > 0) {
    const message = uncalibratedMessage(evidence.embeddings.model, params);
    ctx.alert({
      code: 'embedder-uncalibrated',
      severity: 'warning',
      stage: 'diarize',
      message,
      values: { model: evidence.embeddings.model },
      ...channel,
    });
  }
  if (shortfall !== undefined) {
    const message = countMessage(range, speakers.length, shortfall.reason);
    const values = { found: speakers.length, variant: shortfall.code, ...shortfall.values };
    ctx.alert({ code: 'speaker-count-not-met', severity: 'warning', stage: 'diarize', message, values, ...channel });
  }
  if (doubt !== undefined) {
    ctx.alert({
      code: 'one-speaker-doubtful',
      severity: 'warning',
      stage: 'diarize',
      message: doubt,
      values: { reason: doubt },
      ...channel,
    });
  }
  return { turns, exclusiveTurns, speakers, evidence };
}

function stepSamples(stepSeconds: number): number {
  const samples = Math.round((stepSeconds * SAMPLE_RATE) / FBANK_SHIFT) * FBANK_SHIFT;
  if (samples >= FBANK_SHIFT && samples <= WINDOW_SAMPLES) return samples;
  throw new AppError('options-invalid', {
    what: `The diarization step of ${stepSeconds} s is not usable.`,
    meaning: 'Windows of 10 s must follow each other every 0.01 to 10 s.',
    action: 'Use a step of 1 or 2 s.',
  });
}

function uncalibratedMessage(model: string, { clusterThreshold }: ClusterModel): string {
  return (
    `Nobody measured how far voices are apart for the speaker embedding model ${model}; the estimate ` +
    `${clusterThreshold.toFixed(2)} was used. Check the number of speakers, or give it.`
  );
}

function countMessage(range: SpeakerRange, found: number, reason: string): string {
  const wanted = range.min === range.max ? `${range.min}` : `at least ${range.min}`;
  return `Asked for ${wanted} speakers, found ${found}: ${reason}. Give a smaller count, or a longer recording.`;
}
