import { z } from 'zod';
import type { DiarizeOutput } from '../stages/diarize/diarize-stage.ts';
import type { VadOutput } from '../stages/vad/vad-stage.ts';
import type { StageCodec } from './run-stage.ts';

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

const turn = z.object({
  startMs: ms,
  endMs: ms,
  speaker: z.string(),
  channel: z.int().exactOptional(),
  confidence: z.number().exactOptional(),
});
const diarizeSchema = z.object({
  turns: z.array(turn),
  exclusiveTurns: z.array(turn),
  speakers: z.array(z.object({ id: z.string(), speechMs: z.number() })),
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
