import type { Tensor } from '../../../ports/inference.ts';
import { selectRows } from './batch-rows.ts';
import { decodeBeam } from './decode-beam.ts';
import { decodeGreedy } from './decode-greedy.ts';
import type { DecodeContext, Decoded, DecodeRow } from './decode-types.ts';
import { judge, type DecodeQuality, type DeflateSize } from './quality.ts';

/** A decode that was chosen, with its verdict and how it was reached. */
export interface JudgedDecode {
  readonly decoded: Decoded;
  readonly quality: DecodeQuality;
  /** Decodes made, 1 when the first was good enough. */
  readonly attempts: number;
}

export interface FallbackOptions {
  readonly beamSize: number;
  /** First is normally 0 (greedy or beam); later ones are tried for rows still in doubt. */
  readonly temperatures: readonly number[];
  readonly deflateSize: DeflateSize;
}

/**
 * Decodes windows as one batch with Whisper's temperature fallback per row: rows in doubt (loop, compression ratio,
 * entropy, mean ln probability) are decoded again at the next temperature. When none passes, the likeliest attempt that
 * does not repeat itself wins, else the likeliest of all.
 */
export async function decodeWithFallback(
  context: DecodeContext,
  hidden: Tensor,
  rows: readonly DecodeRow[],
  options: FallbackOptions,
  signal: AbortSignal,
): Promise<JudgedDecode[]> {
  const tries: JudgedDecode[][] = rows.map(() => []);
  let open = rows.map((_, row) => row);
  for (const temperature of options.temperatures) {
    if (open.length === 0) break;
    const some = selectRows(hidden, open);
    // A retry keeps the language of the first attempt, so it answers the same question.
    const again = open.map((row) => ({
      ...rows[row],
      language: tries[row][0]?.decoded.language ?? rows[row].language,
    }));
    const decoded =
      temperature === 0 && options.beamSize > 1
        ? await decodeBeam(context, some, again, options.beamSize, signal)
        : await decodeGreedy(context, some, again, temperature, signal);
    decoded.forEach((result, i) => {
      const attempts = tries[open[i]];
      const quality = judge(result, context.tokenizer, options.deflateSize);
      attempts.push({ decoded: result, quality, attempts: attempts.length + 1 });
    });
    open = open.filter((row) => tries[row].at(-1)!.quality.doubts.length > 0);
  }
  // Only the first attempt heard for itself which language it is.
  return tries.map((attempts) => {
    const best = bestAttempt(attempts);
    return { ...best, decoded: { ...best.decoded, heard: attempts[0]?.decoded.heard } };
  });
}

function bestAttempt(attempts: readonly JudgedDecode[]): JudgedDecode {
  const last = attempts.at(-1)!;
  if (last.quality.doubts.length === 0) return last;
  const varied = attempts.filter((attempt) => !attempt.quality.repetitive);
  const pool = varied.length > 0 ? varied : attempts;
  const best = pool.reduce((a, b) => (b.decoded.avgLogProb > a.decoded.avgLogProb ? b : a));
  return { ...best, attempts: attempts.length };
}
