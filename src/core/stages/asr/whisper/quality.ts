import type { Decoded } from './decode-types.ts';
import type { WhisperTokenizer } from './tokenizer.ts';

/** Size in bytes of zlib-compressed data (deflate, default level), given by the platform because core has no zlib. */
export type DeflateSize = (bytes: Uint8Array) => number;

/** Whisper's published thresholds; entropy is whisper.cpp's. */
export const QUALITY_LIMITS = {
  compressionRatio: 2.4,
  avgLogProb: -1,
  noSpeechProb: 0.6,
  /** Nats over the last 32 tokens. */
  entropy: 2.4,
  entropyTokens: 32,
} as const;

/** How trustworthy a decode looks. */
export interface DecodeQuality {
  readonly text: string;
  readonly compressionRatio: number;
  readonly repetitive: boolean;
  readonly silent: boolean;
  /** Reasons to decode again at a higher temperature; empty when the decode is accepted. */
  readonly doubts: readonly ('loop' | 'compression' | 'entropy' | 'log-prob')[];
}

/**
 * Judges one decode. Silence (no-speech above 0.6 and mean ln probability below -1) is never retried.
 * Low token entropy counts only when token pairs repeat as well: a small vocabulary alone (digits, yes/no) has low
 * entropy but varied pairs, a loop has neither.
 */
export function judge(decoded: Decoded, tokenizer: WhisperTokenizer, deflateSize: DeflateSize): DecodeQuality {
  const text = tokenizer.decode(decoded.tokens).trim();
  const bytes = new TextEncoder().encode(text);
  const compressionRatio = bytes.length === 0 ? 0 : bytes.length / deflateSize(bytes);
  const doubts: DecodeQuality['doubts'][number][] = [];
  if (decoded.end === 'loop') doubts.push('loop');
  if (compressionRatio > QUALITY_LIMITS.compressionRatio) doubts.push('compression');
  const recent = decoded.tokens.filter((id) => tokenizer.isText(id)).slice(-QUALITY_LIMITS.entropyTokens);
  if (recent.length === QUALITY_LIMITS.entropyTokens && isLoopLike(recent)) doubts.push('entropy');
  const repetitive = doubts.length > 0;
  if (decoded.avgLogProb < QUALITY_LIMITS.avgLogProb) doubts.push('log-prob');
  const silent = decoded.noSpeechProb > QUALITY_LIMITS.noSpeechProb && decoded.avgLogProb < QUALITY_LIMITS.avgLogProb;
  return { text, compressionRatio, repetitive, silent, doubts: silent ? [] : doubts };
}

function isLoopLike(ids: readonly number[]): boolean {
  const pairs = ids.slice(1).map((id, i) => `${ids[i]},${id}`);
  return entropy(ids) < QUALITY_LIMITS.entropy && entropy(pairs) < QUALITY_LIMITS.entropy;
}

/** Shannon entropy in nats of the values' frequencies. */
export function entropy(values: readonly (number | string)[]): number {
  const counts = new Map<number | string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) sum -= (count / values.length) * Math.log(count / values.length);
  return sum;
}
