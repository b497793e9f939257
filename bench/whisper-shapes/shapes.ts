/** What makes up the size of a Whisper model. All have heads 64 wide, 80 mels, 1500 encoder rows and 448 positions. */
export interface WhisperShape {
  /** Width of the hidden states; the feed-forward part is four times as wide. */
  readonly size: number;
  /** Layers of the encoder and of the decoder. */
  readonly layers: number;
}

/** The multilingual models of these names. */
export const SHAPES = {
  tiny: { size: 384, layers: 4 },
  base: { size: 512, layers: 6 },
  small: { size: 768, layers: 12 },
} as const satisfies Readonly<Record<string, WhisperShape>>;

export const HEAD_SIZE = 64;
export const MELS = 80;
export const FRAMES = 1500;
export const POSITIONS = 448;
/** Tokens of text come first; `<|endoftext|>` is the first token that is none. */
export const TEXT_TOKENS = 50_257;
export const VOCABULARY = 51_865;

/** Number formats: full precision, and 8-bit weights with activations quantised while it runs. */
export type Precision = 'fp32' | 'int8';
