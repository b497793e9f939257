import type { AsrWindow, AsrWord } from './asr-engine.ts';

/** Finds out when words were said. Windows are those of the recogniser: at most 30 s, times are media milliseconds. */
export interface Aligner {
  /** e.g. `ctc-digits`. */
  readonly id: string;
  readonly languages: readonly string[] | 'any';
  /**
   * The same words in the same order with new times inside `window`, monotone, `timing: 'aligned'` and `confidence` the
   * mean probability of their frames. `undefined` when this text cannot be aligned with this sound; the caller then keeps the times it had.
   * Throws `cancelled`, or `AppError` when the model fails.
   */
  align(
    window: AsrWindow,
    words: readonly AsrWord[],
    language: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly AsrWord[] | undefined>;
  dispose(): Promise<void>;
}
