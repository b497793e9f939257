import { z } from 'zod';
import type {
  WhisperConfig,
  WhisperGenerationConfig,
  WhisperVocabulary,
} from '../../core/stages/asr/whisper/config.ts';

const count = z.number().int().positive();
const id = z.number().int().nonnegative();
const ids = z.array(z.number().int());

const configSchema = z.object({
  model_type: z.literal('whisper'),
  num_mel_bins: count.default(80),
  d_model: count,
  encoder_attention_heads: count,
  decoder_layers: count,
  decoder_attention_heads: count,
  vocab_size: count,
  max_source_positions: count.default(1500),
  max_target_positions: count.default(448),
  median_filter_width: count.default(7),
});

const generationSchema = z.object({
  alignment_heads: z.array(z.tuple([id, id])).nullish(),
  suppress_tokens: ids.nullish(),
  begin_suppress_tokens: ids.nullish(),
  max_initial_timestamp_index: id.nullish(),
  is_multilingual: z.boolean().nullish(),
  no_timestamps_token_id: id.nullish(),
});

const preprocessorSchema = z.object({
  feature_size: count.default(80),
  sampling_rate: z.literal(16_000).default(16_000),
  hop_length: z.literal(160).default(160),
  n_fft: z.literal(400).default(400),
});

const addedToken = z.object({ id, content: z.string() });
const tokenizerSchema = z.object({
  added_tokens: z.array(addedToken),
  model: z.object({ vocab: z.record(z.string(), id) }),
});
const vocabSchema = z.record(z.string(), id);

/** What a check of an untrusted JSON file says: the value, or the first problem in words. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** `config.json`, with `preprocessor_config.json` where present (`undefined` otherwise). */
export function checkConfig(config: unknown, preprocessor: unknown): Checked<WhisperConfig> {
  const parsed = check(configSchema, config);
  if (!parsed.ok) return parsed;
  const front = check(preprocessorSchema, preprocessor ?? {});
  if (!front.ok) return { ok: false, problem: `preprocessor_config.json: ${front.problem}` };
  const { value } = parsed;
  if (preprocessor !== undefined && front.value.feature_size !== value.num_mel_bins) {
    return {
      ok: false,
      problem: `${front.value.feature_size} mel bins in the preprocessor, ${value.num_mel_bins} in the model`,
    };
  }
  return {
    ok: true,
    value: {
      melCount: value.num_mel_bins,
      modelSize: value.d_model,
      encoderHeads: value.encoder_attention_heads,
      decoderLayers: value.decoder_layers,
      decoderHeads: value.decoder_attention_heads,
      vocabSize: value.vocab_size,
      maxSourcePositions: value.max_source_positions,
      maxTargetPositions: value.max_target_positions,
      medianFilterWidth: value.median_filter_width,
    },
  };
}

/** `generation_config.json`; every field may be absent, `null` list fields count as absent. */
export function checkGeneration(json: unknown): Checked<WhisperGenerationConfig> {
  const parsed = check(generationSchema, json ?? {});
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  return {
    ok: true,
    value: {
      alignmentHeads: value.alignment_heads ?? undefined,
      suppressTokens: value.suppress_tokens ?? undefined,
      beginSuppressTokens: value.begin_suppress_tokens ?? undefined,
      maxInitialTimestampIndex: value.max_initial_timestamp_index,
      isMultilingual: value.is_multilingual ?? undefined,
      noTimestampsTokenId: value.no_timestamps_token_id ?? undefined,
    },
  };
}

/** `tokenizer.json`. */
export function checkTokenizer(json: unknown): Checked<WhisperVocabulary> {
  const parsed = check(tokenizerSchema, json);
  if (!parsed.ok) return parsed;
  return { ok: true, value: { tokens: parsed.value.model.vocab, added: parsed.value.added_tokens } };
}

/** `vocab.json` with `added_tokens.json`, the older pair. */
export function checkVocabulary(vocab: unknown, added: unknown): Checked<WhisperVocabulary> {
  const tokens = check(vocabSchema, vocab);
  if (!tokens.ok) return tokens;
  const extra = check(vocabSchema, added ?? {});
  if (!extra.ok) return extra;
  return {
    ok: true,
    value: {
      tokens: tokens.value,
      added: Object.entries(extra.value).map(([content, token]) => ({ content, id: token })),
    },
  };
}

function check<T>(schema: z.ZodType<T>, json: unknown): Checked<T> {
  const result = schema.safeParse(json);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  return {
    ok: false,
    problem: issue === undefined ? 'not valid' : `${issue.path.join('.') || 'file'}: ${issue.message}`,
  };
}
