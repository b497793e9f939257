import { z } from 'zod';
import type { Alert } from '../../shared/alert.ts';
import type { AsrOutput } from '../stages/asr/asr-stage.ts';
import { STOP_FOLDER } from '../stages/asr/second-opinion/stop-mark.ts';
import { WINDOW_FOLDER } from '../stages/asr/window-checkpoint.ts';
import type { DiarizeOutput } from '../stages/diarize/diarize-stage.ts';
import type { VadOutput } from '../stages/vad/vad-stage.ts';
import { DROP_REASONS } from '../timeline/types.ts';

/** Makes a stage's output survive its process: `pack` to JSON, `unpack` from JSON or `undefined` when it is not valid. */
export interface StageCodec<Out> {
  pack(output: Out): unknown;
  unpack(value: unknown): Out | undefined;
  /** False for an output that a later run may better, so it is not kept. */
  isFinal?(output: Out): boolean;
  /** For whole outputs that a later job may better. They are kept with their work, which the stage goes over again then. */
  readonly again?: {
    isWanted(output: Out): boolean;
    /** Folders of the checkpoints that are the work. */
    readonly folders: readonly string[];
  };
}

const ms = z.int();
const vadSchema = z.object({
  spans: z.array(z.object({ startMs: ms, endMs: ms, probability: z.number() })),
  probabilities: z.array(z.int().min(0).max(255)),
  frameMs: z.number(),
  sampleCount: z.int(),
});

/** VAD output as JSON. Twelve hours are 1.35 million probability bytes, about 5 MB of text. */
export const vadCodec: StageCodec<VadOutput> = {
  pack: (output) => ({ ...output, probabilities: Array.from(output.probabilities) }),
  unpack(value) {
    const parsed = vadSchema.safeParse(value);
    return parsed.success ? { ...parsed.data, probabilities: Uint8Array.from(parsed.data.probabilities) } : undefined;
  },
};

const channel = z.int().min(0).exactOptional();
const turn = z.object({
  startMs: ms,
  endMs: ms,
  speaker: z.string(),
  channel: z.int().exactOptional(),
  confidence: z.number().exactOptional(),
});
const asrSchema = z.object({
  words: z.array(
    z.object({
      id: z.string(),
      startMs: ms,
      endMs: ms,
      text: z.string(),
      confidence: z.number(),
      timing: z.enum(['dtw', 'interpolated', 'native', 'aligned']),
      engine: z.string(),
      channel,
      spaceBefore: z.boolean().exactOptional(),
      language: z.string().exactOptional(),
    }),
  ),
  dropped: z.array(
    z.object({
      startMs: ms,
      endMs: ms,
      reason: z.enum(DROP_REASONS).exclude(['not-processed', 'decode-failed', 'no-asr-model', 'cross-talk']),
      detail: z.string().exactOptional(),
      channel,
    }),
  ),
  language: z.string().optional(),
  windows: z.int().min(0),
  text: z.string(),
  turns: z.array(turn).exactOptional(),
});

/**
 * ASR output as JSON. One with windows that failed is not kept: the next run tries those again. One with windows that
 * another recogniser wrote for one that could not be used is kept with all its windows: the next job tries those again.
 */
export const asrCodec: StageCodec<AsrOutput> = {
  pack: (output) => output,
  unpack(value) {
    const parsed = asrSchema.safeParse(value);
    return parsed.success ? { ...parsed.data, language: parsed.data.language } : undefined;
  },
  isFinal: (output) => output.dropped.every((drop) => drop.reason !== 'decode-failed'),
  again: { isWanted: ({ standIns = 0 }) => standIns > 0, folders: [WINDOW_FOLDER, STOP_FOLDER] },
};

const diarizeSchema = z.object({
  turns: z.array(turn),
  exclusiveTurns: z.array(turn),
  speakers: z.array(
    z.object({
      id: z.string(),
      speechMs: z.number(),
      voiceprint: z.object({ model: z.string(), vector: z.array(z.number()), cleanFrames: z.number() }).exactOptional(),
    }),
  ),
});

/** The part of diarization that later steps of a job use; the evidence behind it is not kept in checkpoints. */
export type DiarizeResult = Pick<DiarizeOutput, 'turns' | 'exclusiveTurns' | 'speakers'>;

export const diarizeCodec: StageCodec<DiarizeResult> = {
  pack: ({ turns, exclusiveTurns, speakers }) => ({ turns, exclusiveTurns, speakers }),
  unpack(value) {
    const parsed = diarizeSchema.safeParse(value);
    return parsed.success ? parsed.data : undefined;
  },
};

const alertsSchema = z.array(
  z.looseObject({
    code: z.string(),
    severity: z.enum(['info', 'warning', 'error']),
    message: z.string(),
    stage: z.string().optional(),
    startMs: ms.optional(),
    endMs: ms.optional(),
    channel: z.int().optional(),
    values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
);

/** Alerts stored with an output, as they were written; `undefined` when they are not valid. */
export function parseAlerts(value: unknown): readonly Alert[] | undefined {
  return alertsSchema.safeParse(value).success ? (value as readonly Alert[]) : undefined;
}
