import { AppError } from '../../../../shared/app-error.ts';
import type { InferenceSession } from '../../../ports/inference.ts';
import type { WhisperConfig } from './config.ts';

/** The loaded graphs of one export. `decoder` is the merged graph, or the first-step graph beside `decoderWithPast`. */
export interface WhisperSessions {
  readonly encoder: InferenceSession;
  readonly decoder: InferenceSession;
  readonly decoderWithPast: InferenceSession | undefined;
}

/** How the decoder graphs are laid out, read from their signatures. */
export interface DecoderLayout {
  readonly merged: boolean;
  readonly layers: number;
  readonly heads: number;
  readonly headSize: number;
  /** Type of the key/value cache and of `encoder_hidden_states`. */
  readonly cacheType: string;
  readonly hiddenType: string;
  /** Layers whose `cross_attentions.N` the export returns; empty for plain exports. */
  readonly attentionLayers: readonly number[];
}

const KNOWN_INPUT =
  /^(input_ids|encoder_hidden_states|use_cache_branch|cache_position|past_key_values\.\d+\.(decoder|encoder)\.(key|value))$/;

/** Reads layer count, head shape and types from the signatures. Throws `model-unsupported`, naming what does not fit. */
export function readLayout(sessions: WhisperSessions, config: WhisperConfig): DecoderLayout {
  const { decoder, decoderWithPast } = sessions;
  const merged = decoder.inputs.some((input) => input.name === 'use_cache_branch');
  if (!merged && decoderWithPast === undefined) {
    throw unsupported('the decoder has no key/value cache and no decoder_with_past file stands beside it');
  }
  for (const { name } of [...decoder.inputs, ...(decoderWithPast?.inputs ?? [])]) {
    if (!KNOWN_INPUT.test(name)) throw unsupported(`the decoder wants an unknown input "${name}"`);
  }
  const cached = merged ? decoder : decoderWithPast!;
  const past = cached.inputs.filter((input) => /^past_key_values\.\d+\.decoder\.key$/.test(input.name));
  const first = past[0];
  if (first === undefined) throw unsupported('the decoder takes no past_key_values');
  const outputs = new Set(decoder.outputs.map((output) => output.name));
  for (const name of ['logits', 'present.0.decoder.key', 'present.0.encoder.key']) {
    if (!outputs.has(name)) throw unsupported(`the decoder has no output "${name}"`);
  }
  const [, heads, , headSize] = first.shape;
  const stepOutputs = new Set(cached.outputs.map((output) => output.name));
  return {
    merged,
    layers: past.length,
    heads: typeof heads === 'number' && heads > 0 ? heads : config.decoderHeads,
    headSize: typeof headSize === 'number' && headSize > 0 ? headSize : config.modelSize / config.decoderHeads,
    cacheType: first.type,
    hiddenType: decoder.inputs.find((input) => input.name === 'encoder_hidden_states')?.type ?? 'float32',
    attentionLayers: past
      .map((_, layer) => layer)
      .filter((layer) => outputs.has(`cross_attentions.${layer}`) && stepOutputs.has(`cross_attentions.${layer}`)),
  };
}

/** The error for graphs that are not a Whisper export. */
export function unsupported(why: string): AppError {
  return new AppError('model-unsupported', {
    what: `This is not a Whisper model Voxlane can run: ${why}.`,
    meaning: 'It cannot be used for transcription.',
    action: 'Install a Whisper model exported to ONNX in the Hugging Face layout.',
  });
}
