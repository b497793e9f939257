import type { Tensor } from '../../../ports/inference.ts';
import type { WhisperConfig } from './config.ts';
import { createDecoderRun, type DecoderRun } from './decoder-run.ts';
import { toHalfBits } from './half-float.ts';
import { readLayout, unsupported, type DecoderLayout, type WhisperSessions } from './layout.ts';

/** A Whisper model behind its ONNX layout. */
export interface WhisperModel {
  readonly config: WhisperConfig;
  readonly layout: DecoderLayout;
  /**
   * One window's features `[1, melCount, 2 * maxSourcePositions]` -> hidden states `[1, maxSourcePositions, modelSize]`.
   * One at a time: a window already fills the cores, while a batch's attention maps fall out of the cache.
   */
  encode(features: Float32Array): Promise<Tensor>;
  /** Starts decoding over `hidden`; cross-attention is returned for `attentionLayers` only. */
  begin(hidden: Tensor, attentionLayers: readonly number[]): DecoderRun;
  dispose(): Promise<void>;
}

/**
 * Wraps the sessions of a Whisper export: encoder + merged decoder, or encoder + decoder + decoder_with_past, float32 or
 * float16 inputs. Throws `model-unsupported` when the graphs are not a Whisper decoder with a key/value cache.
 */
export function createWhisperModel(sessions: WhisperSessions, config: WhisperConfig): WhisperModel {
  const layout = readLayout(sessions, config);
  const frames = 2 * config.maxSourcePositions;
  const featureInput = sessions.encoder.inputs[0];
  const hiddenOutput = sessions.encoder.outputs[0];
  if (featureInput === undefined || hiddenOutput === undefined) throw unsupported('the encoder has no input or output');
  return {
    config,
    layout,
    async encode(features) {
      const half = featureInput.type === 'float16';
      const input: Tensor = {
        type: half ? 'float16' : 'float32',
        dims: [1, config.melCount, frames],
        data: half ? toHalfBits(features) : features,
      };
      const outputs = await sessions.encoder.run({ [featureInput.name]: input }, [hiddenOutput.name]);
      return outputs[hiddenOutput.name];
    },
    begin: (hidden, attentionLayers) => createDecoderRun(sessions, layout, hidden, attentionLayers),
    async dispose() {
      for (const session of [sessions.encoder, sessions.decoder, sessions.decoderWithPast]) await session?.dispose();
    },
  };
}
