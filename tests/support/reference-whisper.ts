import { env, WhisperForConditionalGeneration, WhisperProcessor, WhisperTokenizer } from '@huggingface/transformers';
import { bundledModel } from './fixtures.ts';

/** The fixture model driven by `@huggingface/transformers`, the reference our decoder is measured against. */
export interface ReferenceWhisper {
  /** Generated ids of one window of at most 30 s, prompt and end token removed, timestamps included. */
  generate(samples: Float32Array, timestamps: boolean): Promise<number[]>;
  /** Text of ids without control and timestamp tokens. */
  text(ids: readonly number[]): string;
  dispose(): Promise<void>;
}

const MODEL = 'whisper-digits';
const FIRST_TIMESTAMP = 400;

/** Loads the bundled fixture model from disk; nothing is downloaded. */
export async function loadReferenceWhisper(): Promise<ReferenceWhisper> {
  env.allowRemoteModels = false;
  env.localModelPath = bundledModel('');
  const model = await WhisperForConditionalGeneration.from_pretrained(MODEL, { dtype: 'fp32' });
  const processor = await WhisperProcessor.from_pretrained(MODEL);
  const tokenizer = await WhisperTokenizer.from_pretrained(MODEL);
  return {
    async generate(samples, timestamps) {
      const { input_features } = (await processor(samples)) as { input_features: unknown };
      const options = {
        inputs: input_features,
        language: 'en',
        task: 'transcribe',
        return_timestamps: timestamps,
        // Naming a limit also turns its seek loop off: one pass over one window, as ours.
        max_new_tokens: 440,
      };
      const output = (await model.generate(options as never)) as unknown as { tolist(): bigint[][] };
      const ids = (output.tolist()[0] ?? []).map(Number).slice(timestamps ? 3 : 4);
      return ids.at(-1) === tokenizer.eos_token_id ? ids.slice(0, -1) : ids;
    },
    text: (ids) =>
      tokenizer
        .decode(
          ids.filter((id) => id < FIRST_TIMESTAMP),
          { skip_special_tokens: true },
        )
        .trim(),
    dispose: async () => void (await model.dispose()),
  };
}
