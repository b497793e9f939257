import { z } from 'zod';
import type { AsrWindow, AsrWindowResult, AsrWord } from '../../../core/ports/asr-engine.ts';
import { DROP_REASONS } from '../../../core/timeline/types.ts';
import type { AsrOpened } from '../../protocol/asr-jobs.ts';

/** Any number: a window that failed has a log probability of minus infinity, one without speech none. */
const number = z.custom<number>((value) => typeof value === 'number');
const span = { startMs: z.number(), endMs: z.number() };

const wordSchema = z.object({
  ...span,
  text: z.string(),
  confidence: z.number(),
  timing: z.enum(['dtw', 'interpolated', 'native', 'aligned']),
  spaceBefore: z.boolean().exactOptional(),
});

const resultSchema = z.object({
  index: z.int().min(0),
  words: z.array(wordSchema),
  drops: z.array(z.object({ ...span, reason: z.enum(DROP_REASONS), detail: z.string().exactOptional() })),
  text: z.string(),
  language: z.string().optional(),
  avgLogProb: number,
  noSpeechProb: number,
  temperature: z.number(),
  notes: z.array(z.string()),
  engine: z.string().exactOptional(),
});

const languages = z.union([z.array(z.string()), z.literal('any')]);
const openedSchema = z.object({
  id: z.string().min(1),
  capabilities: z.object({
    wordTimes: z.enum(['dtw', 'native', 'interpolated']),
    languages,
    maxSeconds: z.number().positive(),
    batchMax: z.int().positive(),
  }),
  device: z.string().min(1),
});
const alignerSchema = z.object({ id: z.string().min(1), languages });

/** What a recogniser's process says of itself. Throws on anything else. */
export function checkOpened(answer: unknown): AsrOpened {
  return openedSchema.parse(answer);
}

/** What an aligner's process says of itself. Throws on anything else. */
export function checkAligner(answer: unknown): z.infer<typeof alignerSchema> {
  return alignerSchema.parse(answer);
}

/** One result for each window, in their order. Throws on anything else. */
export function checkResults(answer: unknown, windows: readonly AsrWindow[]): AsrWindowResult[] {
  const results = z.array(resultSchema).length(windows.length).parse(answer);
  if (results.some(({ index }, i) => index !== windows[i]?.index)) throw new Error('the windows are in another order');
  return results.map((result) => ({ ...result, language: result.language }));
}

/** As many words as there were, or none. Throws on anything else. */
export function checkAligned(answer: unknown, words: readonly AsrWord[]): readonly AsrWord[] | undefined {
  return z.array(wordSchema).length(words.length).optional().parse(answer);
}
