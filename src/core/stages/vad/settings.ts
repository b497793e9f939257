import { AppError } from '../../../shared/app-error.ts';

/** How speech probabilities become speech spans. Times are milliseconds, scores are probabilities 0..1. */
export interface VadSettings {
  /** A span opens at the first frame that scores at least this. */
  readonly threshold: number;
  /** An open span goes on while frames score at least this (hysteresis, so soft word ends are not cut). */
  readonly exitThreshold: number;
  /** Spans whose speech frames last less than this are taken for clicks. */
  readonly minSpeechMs: number;
  /** Two spans with less than this between them are one. */
  readonly minSilenceMs: number;
  /** Added on both sides; never reaches into a neighbour (both meet in the middle) nor past the recording. */
  readonly padMs: number;
  /** Longer spans are cut at their lowest score in the second half. Pads count. */
  readonly maxSpeechMs: number;
}

/**
 * Thresholds are Silero's own. The rest favours losing no speech over tight spans: single words may be 0.2 s long, and
 * what follows (ASR guards, coverage check) can discard noise but cannot bring lost speech back.
 */
export const defaultVadSettings: VadSettings = {
  threshold: 0.5,
  exitThreshold: 0.35,
  minSpeechMs: 64,
  minSilenceMs: 300,
  padMs: 250,
  maxSpeechMs: 30_000,
};

/** Throws `AppError` `options-invalid` for options no span list can satisfy. */
export function checkVadSettings(settings: VadSettings): void {
  const { threshold, exitThreshold, minSpeechMs, minSilenceMs, padMs, maxSpeechMs } = settings;
  const fault =
    !(threshold > 0 && threshold <= 1) || !(exitThreshold > 0 && exitThreshold <= threshold)
      ? 'thresholds must satisfy 0 < exitThreshold <= threshold <= 1'
      : ![minSpeechMs, minSilenceMs, padMs].every((ms) => Number.isInteger(ms) && ms >= 0)
        ? 'minSpeechMs, minSilenceMs and padMs must be whole milliseconds, 0 or more'
        : !(Number.isInteger(maxSpeechMs) && maxSpeechMs >= 2 * padMs + 2 * Math.max(minSpeechMs, 200))
          ? 'maxSpeechMs must leave room for two pads and twice the shortest speech (at least 400 ms)'
          : undefined;
  if (fault === undefined) return;
  throw new AppError('options-invalid', {
    what: `The speech detection options do not fit together: ${fault}.`,
    meaning: 'Speech cannot be cut into spans with them.',
    action: 'Correct the options, or leave them out to use the defaults.',
  });
}
