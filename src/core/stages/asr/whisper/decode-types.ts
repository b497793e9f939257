import type { AttentionHeads, AttentionTrace } from './attention-trace.ts';
import type { WhisperModel } from './model.ts';
import type { TokenRules } from './rules.ts';
import type { WhisperTokenizer } from './tokenizer.ts';

/** What every decode of one model shares. */
export interface DecodeContext {
  readonly model: WhisperModel;
  readonly tokenizer: WhisperTokenizer;
  readonly rules: TokenRules;
  /** Cross-attention to collect; `undefined` when the export has none. */
  readonly watched: AttentionHeads | undefined;
}

/** One window to decode. */
export interface DecodeRow {
  /** A language the model knows, or `undefined` to detect. */
  readonly language: string | undefined;
  /** The only languages that may be detected. */
  readonly languages?: readonly string[] | undefined;
  /** Most tokens to generate. */
  readonly budget: number;
  /** Encoder rows that hold audio. */
  readonly frames: number;
  /** Seed of the row's own random numbers, used above temperature 0. */
  readonly seed: number;
}

/** Why decoding ended: the end token, the token budget, or a repetition loop. */
export type DecodeEnd = 'end' | 'budget' | 'loop';

/** One window's tokens. */
export interface Decoded {
  /** Generated tokens without prompt and end token, timestamps included. */
  readonly tokens: readonly number[];
  /** ln probability of each token under the masked distribution at temperature 1. */
  readonly logProbs: readonly number[];
  /** Mean ln probability over the tokens and the end token (Whisper's `avg_logprob`). */
  readonly avgLogProb: number;
  readonly noSpeechProb: number;
  readonly language: string | undefined;
  /** How likely each language of the row's list is. */
  readonly heard?: Readonly<Record<string, number>> | undefined;
  readonly temperature: number;
  readonly end: DecodeEnd;
  readonly trace: AttentionTrace | undefined;
}
