/** The parts of a Whisper export's `config.json` and `preprocessor_config.json` the decoder needs. */
export interface WhisperConfig {
  /** Mel filters the encoder wants: 80, or 128 for large-v3 and turbo. */
  readonly melCount: number;
  readonly modelSize: number;
  readonly encoderHeads: number;
  readonly decoderLayers: number;
  readonly decoderHeads: number;
  readonly vocabSize: number;
  /** Encoder rows of one window, 1500 (20 ms each). */
  readonly maxSourcePositions: number;
  /** Longest decoder sequence including the prompt, 448. */
  readonly maxTargetPositions: number;
  /** Width of the median filter over time before word alignment, 7. */
  readonly medianFilterWidth: number;
}

/** The parts of `generation_config.json` the decoder needs; `undefined` where the file does not say. */
export interface WhisperGenerationConfig {
  /** `[layer, head]` pairs whose cross-attention follows the words. */
  readonly alignmentHeads: readonly (readonly [number, number])[] | undefined;
  readonly suppressTokens: readonly number[] | undefined;
  readonly beginSuppressTokens: readonly number[] | undefined;
  /** Latest allowed first timestamp in steps of 0.02 s; `null` means no limit. */
  readonly maxInitialTimestampIndex: number | null | undefined;
  readonly isMultilingual: boolean | undefined;
  readonly noTimestampsTokenId: number | undefined;
}

/** Vocabulary of a Whisper export, from `tokenizer.json` or `vocab.json` with `added_tokens.json`. */
export interface WhisperVocabulary {
  /** Byte-level BPE token to id. */
  readonly tokens: Readonly<Record<string, number>>;
  /** Special and timestamp tokens, e.g. `<|endoftext|>`. */
  readonly added: readonly { readonly id: number; readonly content: string }[];
}
