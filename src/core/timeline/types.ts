import type { CueClass, CueTranslation } from './cue-notes.ts';
import type { Span } from './span.ts';

/** Stable id of a speaker inside one document, e.g. `S1`. Names are kept apart from ids. */
export type SpeakerId = string;

/** VAD output: a stretch of speech. `probability` is the mean speech probability inside it, 0..1. */
export interface SpeechSpan extends Span {
  readonly probability: number;
}

/** Where a word's times come from: cross-attention DTW, spread over its segment, the engine itself, or an aligner. */
export type WordTiming = 'dtw' | 'interpolated' | 'native' | 'aligned';

/** A token of the transcript. `confidence` is 0..1. `text` has no surrounding spaces. */
export interface Word extends Span {
  readonly id: string;
  readonly text: string;
  readonly confidence: number;
  readonly timing: WordTiming;
  /** Id of the ASR engine + model that wrote the word. */
  readonly engine: string;
  /** 0-based source channel, or track of a session; absent when the channels were mixed. */
  readonly channel?: number;
  readonly speaker?: SpeakerId;
  /** False when no space separates this word from the previous one (Chinese, Japanese, split tokens). Default true. */
  readonly spaceBefore?: boolean;
  /** ISO 639-1 code of what was heard here, where several languages were looked for. */
  readonly language?: string;
}

/** Diarization output: one speaker over one stretch. `confidence` is 0..1 when the stage knows it. */
export interface Turn extends Span {
  readonly speaker: SpeakerId;
  readonly channel?: number;
  readonly confidence?: number;
}

export interface Speaker {
  readonly id: SpeakerId;
  /** Shown name, e.g. `Speaker 1` until a user renames it. */
  readonly name: string;
  readonly channel?: number;
  /** Colour of the speaker's lane, `#rrggbb`. */
  readonly color?: string;
}

/** One subtitle. `lines` are display lines without speaker prefixes; `wordIds` are the words it was built from. */
export interface Cue extends Span {
  readonly id: string;
  readonly lines: readonly string[];
  readonly speaker?: SpeakerId;
  /** Set only on two-speaker dash cues: one speaker per line, same length as `lines`. */
  readonly lineSpeakers?: readonly SpeakerId[];
  readonly wordIds: readonly string[];
  /** By ISO 639-1 code of the language. */
  readonly translations?: Readonly<Record<string, CueTranslation>>;
  /** By id of the class schema. */
  readonly classes?: Readonly<Record<string, CueClass>>;
}

/** Why a stretch of detected speech has no words. */
export const DROP_REASONS = [
  'no-speech-token',
  'empty-decode',
  'repetition-loop',
  'low-confidence',
  'hallucination-phrase',
  'decode-failed',
  'too-short',
  'no-asr-model',
  'not-processed',
  'cross-talk',
] as const;

export type DropReason = (typeof DROP_REASONS)[number];

/** Coverage invariant: every speech second ends in words or in one of these. */
export interface DroppedSpeech extends Span {
  readonly reason: DropReason;
  readonly detail?: string;
  readonly channel?: number;
}
