import type { Alert } from '../../shared/alert.ts';
import type { PcmBlock } from '../audio/pcm.ts';

/** What one pass over the audio learned; complete only after the blocks were consumed. */
export interface PcmSummary {
  readonly sampleCount: number;
  readonly alerts: readonly Alert[];
}

/**
 * One mono 16 kHz track that can be read from its start as often as wanted (VAD, ASR and diarization each take one pass,
 * so memory stays bounded at any length). Media time of sample n = `startOffsetMs` + n / 16.
 */
export interface AudioSource {
  readonly startOffsetMs: number;
  /** 0-based source channel; `undefined` when the channels are mixed. */
  readonly channel: number | undefined;
  /** Expected length in samples when the container states it; for progress only, never for correctness. */
  readonly expectedSamples: number | undefined;
  /**
   * Streams blocks in order without gaps. Breaking out of the loop or aborting ends the decoder.
   * Throws `AppError` (`decoder-failed`, `input-*`, `cancelled`); the return value carries warnings such as truncation.
   */
  read(signal: AbortSignal): AsyncGenerator<PcmBlock, PcmSummary, void>;
}
