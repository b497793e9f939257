import type { AudioSource } from '../../ports/audio-source.ts';
import type { InferenceSession } from '../../ports/inference.ts';
import type { Stage, StageIdentity } from '../../ports/stage.ts';
import type { Turn } from '../../timeline/types.ts';
import { AppError } from '../../../shared/app-error.ts';
import { SAMPLE_RATE } from '../../../shared/units.ts';
import type { ClusterParams } from './cluster.ts';
import { collectEvidence } from './collect.ts';
import { createEmbedder } from './embedder.ts';
import type { DiarizeEvidence } from './evidence.ts';
import { FBANK_SHIFT } from './fbank.ts';
import { WINDOW_SAMPLES } from './frame-grid.ts';
import { resolveTurns } from './resolve.ts';
import { createSegmenter } from './segmenter.ts';
import { type SpeakerCounts, type SpeakerRange, speakerRange } from './speaker-range.ts';
import { type SmoothOptions } from './smooth-turns.ts';
import type { DiarizedSpeaker } from './turns.ts';

/** An embedding model and what was calibrated for it. */
export interface EmbeddingModel extends ClusterParams {
  readonly id: string;
  /** How features are made from samples. */
  readonly frontEnd: 'wespeaker';
}

export interface DiarizeModels {
  /** Identical sessions; as many windows run at a time. */
  readonly segmentation: readonly InferenceSession[];
  readonly segmentationModel: { readonly id: string };
  readonly embedding: InferenceSession;
  readonly embeddingModel: EmbeddingModel;
}

export interface DiarizeOptions extends SpeakerCounts, SmoothOptions {
  /** Distance of windows in seconds, 0.01 to 10, rounded to 10 ms. Default 1; 2 halves the work. */
  readonly stepSeconds?: number | undefined;
}

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
 * Speaker diarization by the pyannote 3.1 method: segmentation of 10 s windows, one embedding per local speaker, centroid
 * clustering over the whole recording, reconstruction. Times are media milliseconds; the channel is the source's. A recording
 * without speech gives empty output. A wanted speaker count that cannot be met raises the alert `speaker-count-not-met`. The
 * source's own warnings are left to the decode step. Deterministic. Throws `options-invalid`, `model-unsupported`,
 * `cancelled`, and what the source and the sessions throw.
 */
export function createDiarizeStage(models: DiarizeModels): Stage<DiarizeInput, DiarizeOutput, DiarizeOptions> {
  return {
    ...DIARIZE_STAGE,
    async run({ source }, options, ctx) {
      const { stepSeconds, minTurnMs, maxGapMs, ...counts } = options;
      const range = speakerRange(counts);
      const evidence = await collectEvidence(
        source,
        stepSamples(stepSeconds ?? 1),
        {
          segmenters: models.segmentation.map((session) => createSegmenter(session, models.segmentationModel.id)),
          embedder: createEmbedder(models.embedding, models.embeddingModel.id),
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
      const { shortfall, method, turns, exclusiveTurns, speakers } = resolveTurns(
        evidence,
        models.embeddingModel,
        range,
        source,
        { minTurnMs, maxGapMs },
      );
      ctx.log.debug('speakers clustered', { speakers: speakers.length, method, samples: evidence.embeddings.count });
      if (shortfall !== undefined) {
        ctx.alert({
          code: 'speaker-count-not-met',
          severity: 'warning',
          stage: 'diarize',
          message: countMessage(range, speakers.length, shortfall),
          ...(source.channel === undefined ? {} : { channel: source.channel }),
        });
      }
      return { turns, exclusiveTurns, speakers, evidence };
    },
  };
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

function countMessage(range: SpeakerRange, found: number, reason: string): string {
  const wanted = range.min === range.max ? `${range.min}` : `at least ${range.min}`;
  return `Asked for ${wanted} speakers, found ${found}: ${reason}. Give a smaller count, or a longer recording.`;
}
