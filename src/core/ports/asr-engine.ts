import type { DropReason, Word } from '../timeline/types.ts';

/** One stretch of audio for an ASR engine: at most `maxSeconds` of 16 kHz mono samples. Times are media milliseconds. */
export interface AsrWindow {
  readonly index: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly samples: Float32Array;
  /** Speech spans inside the window (media ms), used by guards and to clamp word times. */
  readonly speech: readonly { readonly startMs: number; readonly endMs: number }[];
}

/** A word as the engine hears it: like `Word` without document ids. `engine` only where that is not its result's. */
export type AsrWord = Pick<Word, 'startMs' | 'endMs' | 'text' | 'confidence' | 'timing' | 'spaceBefore'> &
  Partial<Pick<Word, 'engine'>>;

/** Speech inside a window that ended without words, with the reason. */
export interface AsrDrop {
  readonly startMs: number;
  readonly endMs: number;
  readonly reason: DropReason;
  readonly detail?: string;
}

/** Who spoke when (media ms), as the engine heard it. Labels mean the same people only where `request` is the same. */
export interface AsrVoices {
  readonly request: string;
  readonly turns: readonly { readonly startMs: number; readonly endMs: number; readonly speaker: string }[];
}

/** Result for one window; `index` matches the window. JSON-safe, since it is checkpointed. */
export interface AsrWindowResult {
  readonly index: number;
  readonly words: readonly AsrWord[];
  readonly drops: readonly AsrDrop[];
  readonly text: string;
  readonly language: string | undefined;
  readonly avgLogProb: number;
  readonly noSpeechProb: number;
  /** Temperature of the accepted decode; 0 is greedy or beam. */
  readonly temperature: number;
  readonly notes: readonly string[];
  /** Id of the engine that wrote it, where that is not the one that was asked (see the cascade). */
  readonly engine?: string;
  /** Why a better recogniser did not write it, where that may be over by another time (see the cascade). */
  readonly standIn?: string;
  /** Where the request lists languages: how likely each of them is, 0..1. */
  readonly languages?: Readonly<Record<string, number>>;
  /** Only of engines that tell speakers apart themselves. */
  readonly voices?: AsrVoices;
}

export interface AsrCapabilities {
  /** `interpolated`: words are only spread over the speech of their window, so an aligner has to time them. */
  readonly wordTimes: 'dtw' | 'native' | 'interpolated';
  readonly languages: readonly string[] | 'any';
  readonly maxSeconds: number;
  readonly batchMax: number;
}

export interface AsrRequest {
  /** ISO 639-1 code, or `undefined` to detect. */
  readonly language: string | undefined;
  /** With detection: the only languages it may find, two or more. An engine that cannot restrict itself ignores it. */
  readonly languages?: readonly string[] | undefined;
  readonly beamSize: number;
  readonly batchSize: number;
}

/** One speech recogniser behind one interface, whatever runs underneath. */
export interface AsrEngine {
  /** e.g. `whisper-digits`. */
  readonly id: string;
  readonly capabilities: AsrCapabilities;
  /**
   * Transcribes windows as one batch, results in input order. A window that fails yields a result with a
   * `decode-failed` drop, never a rejection; only a cancelled signal or a broken runtime rejects.
   */
  transcribe(
    windows: readonly AsrWindow[],
    request: AsrRequest,
    signal: AbortSignal,
    /** Told the finished fraction of this call, 0..1, while it runs; never falls. */
    progress?: (fraction: number) => void,
  ): Promise<AsrWindowResult[]>;
  dispose(): Promise<void>;
}
