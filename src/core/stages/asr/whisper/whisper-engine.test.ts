import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/app-error.ts';
import type { AsrWindow } from '../../../ports/asr-engine.ts';
import type { InferenceSession, Tensor } from '../../../ports/inference.ts';
import { chooseHeads } from './attention-trace.ts';
import type { WhisperConfig, WhisperGenerationConfig } from './config.ts';
import { createWhisperTokenizer } from './tokenizer.ts';
import { createWhisperEngine } from './whisper-engine.ts';

const ENGLISH_ONLY = ['<|endoftext|>', '<|startoftranscript|>', '<|nospeech|>', '<|notimestamps|>'];
const CONFIG: WhisperConfig = {
  melCount: 80,
  modelSize: 1,
  encoderHeads: 1,
  decoderLayers: 1,
  decoderHeads: 1,
  vocabSize: 1506,
  maxSourcePositions: 1500,
  maxTargetPositions: 448,
  medianFilterWidth: 7,
};
const GENERATION: WhisperGenerationConfig = {
  alignmentHeads: undefined,
  suppressTokens: [],
  beginSuppressTokens: [],
  maxInitialTimestampIndex: undefined,
  isMultilingual: undefined,
  noTimestampsTokenId: undefined,
};
const never = new AbortController().signal;
const REQUEST = { language: undefined, beamSize: 1, batchSize: 8 };

function floats(dims: readonly number[], fill = 0): Tensor {
  return { type: 'float32', dims, data: new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(fill) };
}

/** An engine over fakes that fail on purpose: real graphs do not. The decoder answers with an empty transcript. */
function engine(faults: { encoder?: (features: Float32Array) => void; decoder?: (rows: number) => void }) {
  const info = (name: string, shape: (number | string)[]) => ({ name, type: 'float32', shape });
  const cache = ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value'];
  const encoder: InferenceSession = {
    inputs: [info('input_features', ['b', 80, 3000])],
    outputs: [info('last_hidden_state', ['b', 1500, 1])],
    run: async (feeds) => {
      faults.encoder?.(feeds['input_features'].data as Float32Array);
      return { last_hidden_state: floats([1, 1500, 1]) };
    },
    dispose: () => Promise.resolve(),
  };
  const decoder: InferenceSession = {
    inputs: [
      ...['input_ids', 'encoder_hidden_states', 'use_cache_branch'].map((name) => info(name, ['b'])),
      ...cache.map((name) => info(`past_key_values.0.${name}`, ['b', 1, 'n', 1])),
    ],
    outputs: [info('logits', ['b', 'n', 1506]), ...cache.map((name) => info(`present.0.${name}`, ['b', 1, 'n', 1]))],
    run: async (feeds) => {
      const [rows, positions] = feeds['input_ids'].dims;
      faults.decoder?.(rows);
      const present = cache.map((name) => [`present.0.${name}`, floats([rows, 1, 1, 1])] as const);
      const logits = floats([rows, positions, 1506], -20);
      // The end token: after the opening timestamp, which the rules force, it is the likeliest.
      for (let i = 0; i < rows * positions; i++) logits.data[i * 1506 + 1] = 5;
      return { logits, ...Object.fromEntries(present) };
    },
    dispose: () => Promise.resolve(),
  };
  const vocabulary = { tokens: { Ġa: 0 }, added: ENGLISH_ONLY.map((content, i) => ({ id: 1 + i, content })) };
  return createWhisperEngine({
    id: 'fake',
    sessions: { encoder, decoder, decoderWithPast: undefined },
    config: CONFIG,
    generation: GENERATION,
    tokenizer: createWhisperTokenizer(vocabulary, GENERATION),
    deflateSize: (bytes) => bytes.length,
  });
}

function windows(count: number, loud: readonly number[] = []): AsrWindow[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    startMs: index * 1000,
    endMs: index * 1000 + 1000,
    samples: new Float32Array(16_000).map((_zero, n) => (loud.includes(index) ? Math.sin(n) : 0)),
    speech: [],
  }));
}

const reasons = (results: readonly { readonly drops: readonly { readonly reason: string }[] }[]) =>
  results.map((result) => result.drops[0].reason);

describe('createWhisperEngine', () => {
  it('isolates the window that fails and keeps the order', async () => {
    const picky = engine({
      encoder: (features) => {
        if (features.some((value) => value > 0)) throw new Error('too loud');
      },
    });
    const results = await picky.transcribe(windows(5, [2]), REQUEST, never);
    expect(results.map((result) => result.index)).toEqual([0, 1, 2, 3, 4]);
    expect(reasons(results)).toEqual(['empty-decode', 'empty-decode', 'decode-failed', 'empty-decode', 'empty-decode']);
    expect(results[2].drops[0].detail).toBe('too loud');
    // One window alone is a failed window, not a broken runtime.
    expect(reasons(await picky.transcribe(windows(1, [0]), REQUEST, never))).toEqual(['decode-failed']);
  });

  it('halves batches that do not fit in memory and stays at the smaller size', async () => {
    const sizes: number[] = [];
    const small = engine({
      decoder: (rows) => {
        sizes.push(rows);
        if (rows > 2) throw new AppError('out-of-memory', { what: 'No memory.', meaning: 'Too big.', action: 'Less.' });
      },
    });
    expect(reasons(await small.transcribe(windows(8), REQUEST, never))).toEqual(Array(8).fill('empty-decode'));
    const before = sizes.length;
    await small.transcribe(windows(8), REQUEST, never);
    expect(Math.max(...sizes.slice(before))).toBeLessThanOrEqual(2);
  });

  it('rejects when nothing works at all', async () => {
    const broken = engine({
      decoder: () => {
        throw new AppError('inference-failed', { what: 'Dead.', meaning: 'It is.', action: 'Restart.' });
      },
    });
    await expect(broken.transcribe(windows(3), REQUEST, never)).rejects.toMatchObject({ code: 'inference-failed' });
  });

  it('an English-only model hears English and refuses other languages', async () => {
    const english = engine({});
    expect(english.capabilities).toMatchObject({ languages: ['en'], wordTimes: 'interpolated' });
    const [result] = await english.transcribe(windows(1), REQUEST, never);
    expect(result.language).toBe('en');
    await expect(english.transcribe(windows(1), { ...REQUEST, language: 'fr' }, never)).rejects.toMatchObject({
      code: 'options-invalid',
    });
  });
});

describe('chooseHeads', () => {
  it('takes configured heads the export returns, each alone', () => {
    expect(
      chooseHeads(
        [
          [1, 0],
          [1, 3],
          [9, 0],
        ],
        [0, 1],
        2,
        4,
      ),
    ).toEqual({ groups: [[[1, 0]], [[1, 3]]], layers: [1] });
  });

  it('falls back to the last half of the layers, one mean per layer', () => {
    const chosen = chooseHeads(undefined, [0, 1, 2, 3], 4, 2);
    expect(chosen).toEqual({
      groups: [
        [
          [2, 0],
          [2, 1],
        ],
        [
          [3, 0],
          [3, 1],
        ],
      ],
      layers: [2, 3],
    });
    expect(chooseHeads([[0, 0]], [], 4, 2)).toBeUndefined();
  });
});
