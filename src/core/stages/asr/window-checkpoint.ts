import { z } from 'zod';
import type { AsrRequest, AsrWindowResult } from '../../ports/asr-engine.ts';
import type { StageContext } from '../../ports/stage.ts';
import type { Span } from '../../timeline/span.ts';
import { DROP_REASONS } from '../../timeline/types.ts';
import type { PlannedWindow } from './windows.ts';

/** Folder of the finished windows among a run's checkpoints. */
export const WINDOW_FOLDER = 'asr';

const span = { startMs: z.number(), endMs: z.number() };
const dropReason = z.enum(DROP_REASONS).exclude(['not-processed']);
const resultSchema = z.object({
  index: z.int().min(0),
  words: z.array(
    z.object({
      ...span,
      text: z.string(),
      confidence: z.number(),
      timing: z.enum(['dtw', 'interpolated', 'native', 'aligned']),
      spaceBefore: z.boolean().exactOptional(),
      engine: z.string().exactOptional(),
    }),
  ),
  drops: z.array(z.object({ ...span, reason: dropReason, detail: z.string().exactOptional() })),
  text: z.string(),
  language: z.string().optional(),
  // JSON writes minus infinity and NaN as null.
  avgLogProb: z.number().nullable(),
  noSpeechProb: z.number().nullable(),
  temperature: z.number(),
  notes: z.array(z.string()),
  engine: z.string().exactOptional(),
  standIn: z.string().exactOptional(),
  languages: z.record(z.string(), z.number()).exactOptional(),
  voices: z.object({ request: z.string(), turns: z.array(z.object({ ...span, speaker: z.string() })) }).exactOptional(),
});
const stampSchema = z.object({
  ...span,
  engine: z.string(),
  language: z.string(),
  beamSize: z.number(),
  variant: z.string(),
});
const storedSchema = z.object({ stamp: stampSchema, result: resultSchema });

type Stamp = z.infer<typeof stampSchema>;

/**
 * Which of a window's results is stored: the normal one, the second try with each span decoded alone, the one in the
 * language of its neighbours, or that of another recogniser.
 */
export type ResultVariant = 'merged' | 'alone' | 'language' | 'other';

/**
 * Finished windows of one run. A stored result is used again only when it is well-formed and was made for the same
 * stretch, engine and request; anything else is decoded anew, with an alert. Of a cascade every rung's results are used,
 * since the engine is then the cascade.
 */
export class WindowCheckpoints {
  readonly #ctx: StageContext;
  readonly #engine: string;
  readonly #request: AsrRequest;

  constructor(ctx: StageContext, engine: string, request: AsrRequest) {
    this.#ctx = ctx;
    this.#engine = engine;
    this.#request = request;
  }

  async read(window: PlannedWindow, variant: ResultVariant = 'merged'): Promise<AsrWindowResult | undefined> {
    const value = await this.#ctx.checkpoints.read(keyOf(window, variant));
    if (value === undefined) return undefined;
    const parsed = storedSchema.safeParse(value);
    const fits =
      parsed.success &&
      JSON.stringify(parsed.data.stamp) === JSON.stringify(stampSchema.parse(this.#stamp(window, variant))) &&
      parsed.data.result.index === window.index;
    if (!fits) {
      this.#ctx.alert({
        code: 'asr-checkpoint-ignored',
        severity: 'info',
        stage: 'asr',
        message: `A stored result ${parsed.success ? 'belongs to another run' : 'is damaged'}; this stretch is transcribed again.`,
        values: {},
        startMs: window.startMs,
        endMs: window.endMs,
      });
      return undefined;
    }
    const result = resultOf(parsed.data);
    // Of further tries only what was written as it should be is taken over when a job is done again.
    if (this.#ctx.again === true && variant !== 'merged' && result.standIn !== undefined) return undefined;
    return result;
  }

  /** Keeps a result, unless it failed: a resumed run tries those again. */
  async write(window: PlannedWindow, result: AsrWindowResult, variant: ResultVariant = 'merged'): Promise<void> {
    if (result.drops.some((drop) => drop.reason === 'decode-failed')) return;
    await this.#ctx.checkpoints.write(keyOf(window, variant), { stamp: this.#stamp(window, variant), result });
  }

  #stamp(window: PlannedWindow, variant: ResultVariant): Stamp {
    const { startMs, endMs } = window;
    const { language, languages, beamSize } = this.#request;
    const wanted = language ?? ['detect', ...(languages ?? [])].join(' ');
    return { startMs, endMs, engine: this.#engine, language: wanted, beamSize, variant };
  }
}

/** A stored window and the stretch it was made for; `undefined` when it is not well-formed. For reading without an engine. */
export function parseStoredWindow(value: unknown): (Span & { readonly result: AsrWindowResult }) | undefined {
  const parsed = storedSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { startMs, endMs } = parsed.data.stamp;
  return { startMs, endMs, result: resultOf(parsed.data) };
}

function resultOf({ result }: z.infer<typeof storedSchema>): AsrWindowResult {
  return {
    ...result,
    language: result.language,
    avgLogProb: result.avgLogProb ?? Number.NEGATIVE_INFINITY,
    noSpeechProb: result.noSpeechProb ?? Number.NaN,
  };
}

function keyOf(window: PlannedWindow, variant: ResultVariant): string {
  const number = String(window.index).padStart(4, '0');
  return variant === 'merged' ? `${WINDOW_FOLDER}/${number}` : `${WINDOW_FOLDER}/${number}-${variant}`;
}
