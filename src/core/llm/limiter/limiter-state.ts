import { z } from 'zod';

const count = z.number().min(0);
const period = z.object({ id: z.string().max(10), requests: count, tokens: count, usd: count });

export type PeriodUse = z.infer<typeof period>;

const stateSchema = z.object({
  version: z.literal(1),
  days: z.array(period).max(3),
  months: z.array(period).max(3),
  minute: z.array(z.tuple([z.number(), z.number(), z.number()])).max(2000),
  bucket: z.object({ level: z.number(), atMs: z.number() }).optional(),
  /** How far prompts were underestimated at worst. */
  factor: z.number().min(1).max(10),
  /** The provider wants no request before this moment. */
  holdUntilMs: z.number(),
});

/** What a limiter knows that must outlive the process. Requests on their way count as used in full. */
export type LimiterState = z.infer<typeof stateSchema>;

/** Reads a stored state; `undefined` for none and for one that is damaged. */
export function readLimiterState(text: string | undefined): LimiterState | undefined {
  if (text === undefined) return undefined;
  try {
    return stateSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
