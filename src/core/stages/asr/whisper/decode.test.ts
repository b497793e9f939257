import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { InferenceSession, Tensor } from '../../../ports/inference.ts';
import type { WhisperConfig, WhisperVocabulary } from './config.ts';
import { decodeBeam } from './decode-beam.ts';
import { decodeGreedy } from './decode-greedy.ts';
import type { DecodeContext, DecodeRow } from './decode-types.ts';
import { decodeWithFallback } from './decode.ts';
import { createWhisperModel } from './model.ts';
import { createWhisperTokenizer } from './tokenizer.ts';

/*
 * A toy decoder behind the InferenceSession port: next-token log probabilities come from a table keyed by the text so
 * far, found in the key/value cache it is given back. A cache of the wrong row or a lost cross cache shows in the text.
 */
const CONTROLS = [
  '<|endoftext|>',
  '<|startoftranscript|>',
  '<|en|>',
  '<|de|>',
  '<|transcribe|>',
  '<|nospeech|>',
  '<|notimestamps|>',
];
const VOCABULARY: WhisperVocabulary = {
  tokens: { Ġa: 0, Ġb: 1, Ġc: 2, Ġd: 3 },
  added: CONTROLS.map((content, i) => ({ id: 4 + i, content })),
};
const [EOT, SOT, EN, DE, TASK, NO_SPEECH, NO_STAMPS] = [4, 5, 6, 7, 8, 9, 10];
const VOCAB = 14;
const tokenizer = createWhisperTokenizer(VOCABULARY, { isMultilingual: true, noTimestampsTokenId: undefined });
const CONFIG: WhisperConfig = {
  melCount: 80,
  modelSize: 1,
  encoderHeads: 1,
  decoderLayers: 1,
  decoderHeads: 1,
  vocabSize: VOCAB,
  maxSourcePositions: 4,
  maxTargetPositions: 64,
  medianFilterWidth: 7,
};

/** Probabilities after a history such as `a b`, per row of hidden states; what is left over goes to the end. */
type Table = (hidden: number, history: string) => Record<string, number>;

class ToyDecoder implements InferenceSession {
  readonly calls: { readonly rows: number; readonly cached: boolean; readonly names: readonly string[] }[] = [];
  readonly inputs;
  readonly outputs;
  readonly #table: Table;
  readonly #merged: boolean;

  constructor(table: Table, layout: 'merged' | 'first' | 'past') {
    this.#table = table;
    this.#merged = layout === 'merged';
    const info = (name: string, shape: (number | string)[], type = 'float32') => ({ name, type, shape });
    const past = ['decoder', 'encoder'].flatMap((part) =>
      ['key', 'value'].map((kind) => info(`past_key_values.0.${part}.${kind}`, ['b', 1, 'n', 1])),
    );
    this.inputs = [
      info('input_ids', ['b', 'n'], 'int64'),
      ...(layout === 'past' ? [] : [info('encoder_hidden_states', ['b', 4, 1])]),
      ...(layout === 'first' ? [] : past),
      ...(layout === 'merged' ? [info('use_cache_branch', [1], 'bool')] : []),
    ];
    const present = past.filter(({ name }) => layout !== 'past' || name.includes('decoder'));
    this.outputs = [
      info('logits', ['b', 'n', VOCAB]),
      ...present.map(({ name, shape }) => info(name.replace('past_key_values', 'present'), shape)),
      info('cross_attentions.0', ['b', 1, 'n', 4]),
    ];
  }

  async run(feeds: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>> {
    const names = Object.keys(feeds).sort();
    expect(names).toEqual(this.inputs.map((input) => input.name).sort());
    const ids = feeds['input_ids'];
    const [rows, positions] = ids.dims as [number, number];
    const past = feeds['past_key_values.0.decoder.key'];
    const cached = this.#merged ? feeds['use_cache_branch'].data[0] === 1 : past !== undefined;
    const length = cached ? past.dims[2] : 0;
    const cross = cached ? feeds['past_key_values.0.encoder.key'] : feeds['encoder_hidden_states'];
    expect(cross.dims[0]).toBe(rows);
    this.calls.push({ rows, cached, names });
    const keys = new Float32Array(rows * (length + positions));
    const logits = new Float32Array(rows * positions * VOCAB);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < length; i++) keys[row * (length + positions) + i] = Number(past.data[row * length + i]);
      for (let p = 0; p < positions; p++) {
        const at = row * (length + positions) + length + p;
        keys[at] = Number(ids.data[row * positions + p]);
        const fed = [...keys.subarray(row * (length + positions), at + 1)];
        logits.set(this.#row(Number(cross.data[row * 4]), fed), (row * positions + p) * VOCAB);
      }
    }
    const self: Tensor = { type: 'float32', dims: [rows, 1, length + positions, 1], data: keys };
    const placeholder: Tensor = { type: 'float32', dims: [0, 1, 1, 1], data: new Float32Array(0) };
    const kept = cached
      ? placeholder
      : { type: 'float32', dims: [rows, 1, 4, 1], data: cross.data.slice() as Float32Array };
    return {
      logits: { type: 'float32', dims: [rows, positions, VOCAB], data: logits },
      'present.0.decoder.key': self,
      'present.0.decoder.value': self,
      'present.0.encoder.key': kept,
      'present.0.encoder.value': kept,
      'cross_attentions.0': {
        type: 'float32',
        dims: [rows, 1, positions, 4],
        data: new Float32Array(rows * positions * 4).fill(0.25),
      },
    };
  }

  #row(hidden: number, fed: readonly number[]): Float32Array {
    const probabilities = new Float32Array(VOCAB).fill(1e-9);
    if (fed.length === 1) {
      // At the start token: the language and the no-speech share depend on the window.
      probabilities[hidden % 2 === 0 ? EN : DE] = 0.5;
      probabilities[NO_SPEECH] = hidden / 10;
      probabilities[0] = Math.max(1e-9, 0.4 - hidden / 10);
    } else {
      const history = fed.filter((id) => id < EOT).map((id) => 'abcd'[id]);
      const next = this.#table(hidden, history.join(' '));
      let left = 1;
      for (const [letter, share] of Object.entries(next)) {
        probabilities['abcd'.indexOf(letter)] = share;
        left -= share;
      }
      probabilities[EOT] = Math.max(left, 1e-9);
    }
    return probabilities.map((share) => Math.log(share));
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

const ENCODER: InferenceSession = {
  inputs: [{ name: 'input_features', type: 'float32', shape: ['b', 80, 8] }],
  outputs: [{ name: 'last_hidden_state', type: 'float32', shape: ['b', 4, 1] }],
  run: () => Promise.reject(new Error('not used here')),
  dispose: () => Promise.resolve(),
};

function context(table: Table, layout: 'merged' | 'two files' = 'merged'): DecodeContext & { decoders: ToyDecoder[] } {
  const decoders =
    layout === 'merged'
      ? [new ToyDecoder(table, 'merged')]
      : [new ToyDecoder(table, 'first'), new ToyDecoder(table, 'past')];
  const [decoder, decoderWithPast] = decoders;
  return {
    model: createWhisperModel({ encoder: ENCODER, decoder: decoder, decoderWithPast }, CONFIG),
    tokenizer,
    watched: { groups: [[[0, 0]]], layers: [0] },
    rules: {
      eot: EOT,
      timestampBegin: tokenizer.timestampBegin,
      timestamps: false,
      suppressed: Int32Array.of(SOT, EN, DE, TASK, NO_SPEECH, NO_STAMPS),
      beginSuppressed: new Int32Array(0),
      maxInitialTimestamp: undefined,
    },
    decoders,
  };
}

/** One hidden value per window, repeated over its encoder rows. */
function hidden(...values: readonly number[]): Tensor {
  return {
    type: 'float32',
    dims: [values.length, 4, 1],
    data: Float32Array.from(values.flatMap((value) => [value, value, value, value])),
  };
}

function row(more: Partial<DecodeRow> = {}): DecodeRow {
  return { language: 'en', budget: 20, frames: 4, seed: 1, ...more };
}

const spell = (tokens: readonly number[]) => tokenizer.decode(tokens).trim();
const never = new AbortController().signal;

/** Window h says `a` h times, then `b`, then ends. */
const counting: Table = (h, history) => {
  const said = history === '' ? [] : history.split(' ');
  if (said.length < h) return { a: 0.9, c: 0.05, d: 0.03, b: 0.02 };
  return said.at(-1) === 'b' ? { a: 0.01 } : { b: 0.8, c: 0.1, a: 0.06, d: 0.04 };
};

describe.each(['merged', 'two files'] as const)('decodeGreedy with the %s layout', (layout) => {
  it('decodes rows of different length together and lets finished rows go', async () => {
    const toy = context(counting, layout);
    const rows = [1, 5, 0, 3, 2].map(() => row());
    const results = await decodeGreedy(toy, hidden(1, 5, 0, 3, 2), rows, 0, never);
    expect(results.map((result) => spell(result.tokens))).toEqual(['a b', 'a a a a a b', 'b', 'a a a b', 'a a b']);
    expect(results.every((result) => result.end === 'end')).toBe(true);
    const sizes = toy.decoders.at(-1)!.calls.map((call) => call.rows);
    expect(sizes[0]).toBe(5);
    expect(sizes.at(-1)).toBe(1);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    // Kept cross-attention comes from the first call: later placeholders hold no rows and would have failed above.
    expect(toy.decoders[0].calls[0].cached).toBe(false);
  });

  it('gives each row what it gets alone', async () => {
    const together = await decodeGreedy(context(counting, layout), hidden(4, 1, 3), [row(), row(), row()], 0, never);
    for (const [i, value] of [4, 1, 3].entries()) {
      const [alone] = await decodeGreedy(context(counting, layout), hidden(value), [row()], 0, never);
      expect(together[i]).toEqual(alone);
    }
  });
});

describe('decodeGreedy', () => {
  it('reports probabilities: per token, and their mean with the end token', async () => {
    const [result] = await decodeGreedy(context(counting), hidden(1), [row()], 0, never);
    expect(result.logProbs.map((value) => Math.exp(value))).toEqual([expect.closeTo(0.9, 4), expect.closeTo(0.8, 4)]);
    expect(result.avgLogProb).toBeCloseTo((Math.log(0.9) + Math.log(0.8) + Math.log(0.99)) / 3, 4);
  });

  it('detects the language per row from the start token and prompts each row with its own', async () => {
    const toy = context(counting);
    const rows = [row({ language: undefined }), row({ language: undefined }), row({ language: 'de' })];
    const results = await decodeGreedy(toy, hidden(2, 3, 2), rows, 0, never);
    expect(results.map((result) => result.language)).toEqual(['en', 'de', 'de']);
    expect(results.map((result) => spell(result.tokens))).toEqual(['a a b', 'a a a b', 'a a b']);
    for (const [i, share] of [0.2, 0.3, 0.2].entries()) expect(results[i].noSpeechProb).toBeCloseTo(share / 0.9, 4);
  });

  it('collects one attention row per position: prompt, then one per token that was fed', async () => {
    const known = await decodeGreedy(context(counting), hidden(2), [row()], 0, never);
    expect(known[0].trace).toMatchObject({ promptRows: 4, frames: 4 });
    expect(known[0].trace!.rows).toHaveLength(4 + 3);
    const detected = await decodeGreedy(context(counting), hidden(2), [row({ language: undefined })], 0, never);
    expect(detected[0].trace!.rows).toHaveLength(4 + 3);
    expect(detected[0].trace!.promptRows).toBe(4);
  });

  it('stops at the budget and in a loop', async () => {
    const endless: Table = () => ({ a: 0.99 });
    const varied: Table = (_, history) => ({ ['abcd'[history.length % 4]]: 0.99 });
    const results = await decodeGreedy(context(endless), hidden(1, 1), [row({ budget: 5 }), row()], 0, never);
    expect(results.map((result) => [result.end, result.tokens.length])).toEqual([
      ['budget', 5],
      ['loop', 12],
    ]);
    const [free] = await decodeGreedy(context(varied), hidden(1), [row({ budget: 7 })], 0, never);
    expect([free.end, free.tokens.length]).toEqual(['budget', 7]);
  });

  it('samples above temperature 0 from the row seed alone', async () => {
    const coin: Table = (_, history) => (history.length < 19 ? { a: 0.34, b: 0.33, c: 0.33 } : {});
    const draw = async (seeds: readonly number[]) =>
      (
        await decodeGreedy(
          context(coin),
          hidden(...seeds.map(() => 1)),
          seeds.map((seed) => row({ seed })),
          1,
          never,
        )
      ).map((result) => spell(result.tokens));
    const [first, second] = await draw([1, 2]);
    expect(first).not.toBe(second);
    expect(await draw([2, 1])).toEqual([second, first]);
  });

  it('stops between steps when cancelled', async () => {
    const stop = new AbortController();
    const table: Table = (h, history) => {
      if (history === 'a a') stop.abort();
      return counting(h, history);
    };
    await expect(decodeGreedy(context(table), hidden(9), [row()], 0, stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

/** Greedy takes `a` (0.5), but everything after it is unlikely; `b` leads to the likelier sentence. */
const garden: Table = (_, history) => {
  if (history === '') return { a: 0.5, b: 0.4, c: 0.06, d: 0.04 };
  if (history === 'a') return { a: 0.3, b: 0.25, c: 0.25, d: 0.2 };
  if (history === 'b') return { c: 0.95, a: 0.03, b: 0.01, d: 0.01 };
  if (history === 'b c') return { d: 0.95, a: 0.03, b: 0.01, c: 0.01 };
  return { a: 0.02 };
};

describe.each(['merged', 'two files'] as const)('decodeBeam with the %s layout', (layout) => {
  it('finds the likelier sentence greedy misses, for every window of the batch', async () => {
    const mixed: Table = (h, history) => (h === 7 ? garden(h, history) : counting(h, history));
    const greedy = await decodeGreedy(context(mixed, layout), hidden(7), [row()], 0, never);
    expect(spell(greedy[0].tokens)).toBe('a a');
    const found = await decodeBeam(context(mixed, layout), hidden(3, 7, 1), [row(), row(), row()], 3, never);
    expect(found.map((result) => spell(result.tokens))).toEqual(['a a a b', 'b c d', 'a b']);
    expect(found[1].avgLogProb).toBeCloseTo((Math.log(0.4) + 2 * Math.log(0.95) + Math.log(0.98)) / 4, 4);
  });

  it('reads attention in one more pass over the winner', async () => {
    const [result] = await decodeBeam(context(garden, layout), hidden(7), [row()], 3, never);
    expect(result.trace).toMatchObject({ promptRows: 4 });
    expect(result.trace!.rows).toHaveLength(4 + 3);
  });

  it('keeps to the budget and leaves loops', async () => {
    const endless: Table = () => ({ a: 0.9, b: 0.05 });
    const [short] = await decodeBeam(context(endless, layout), hidden(1), [row({ budget: 4 })], 2, never);
    expect(short.tokens.length).toBeLessThanOrEqual(4);
    const [long] = await decodeBeam(context(endless, layout), hidden(1), [row({ budget: 60 })], 2, never);
    expect(long.tokens.length).toBeLessThan(30);
  });
});

describe('decodeWithFallback', () => {
  const options = {
    beamSize: 1,
    temperatures: [0, 0.2, 0.4, 1],
    deflateSize: (bytes: Uint8Array) => deflateSync(bytes).length,
  };

  it('decodes only rows in doubt again, keeping the language of the first try', async () => {
    const table: Table = (h, history) =>
      h === 7 ? (history.length < 9 ? { a: 0.25, b: 0.25, c: 0.25 } : {}) : counting(h, history);
    const toy = context(table);
    const rows = [row(), row({ language: undefined }), row()];
    const [one, two, three] = await decodeWithFallback(toy, hidden(1, 7, 3), rows, options, never);
    expect([one.attempts, three.attempts]).toEqual([1, 1]);
    expect(two.attempts).toBe(4);
    expect(two.decoded.language).toBe('de');
    const firsts = toy.decoders[0].calls.filter((call) => !call.cached).map((call) => call.rows);
    expect(firsts).toEqual([3, 1, 1, 1]);
  });

  it('leaves a loop for a likely varied decode', async () => {
    // The loop is slightly likelier at every step, a draw soon leaves it for good.
    const table: Table = (_, history) => (history.includes('b') ? {} : { a: 0.6, b: 0.4 });
    const [result] = await decodeWithFallback(context(table), hidden(1), [row()], options, never);
    expect(result.decoded.temperature).toBeGreaterThan(0);
    expect(result.quality.repetitive).toBe(false);
  });

  it('keeps the likeliest attempt when all loop', async () => {
    const [result] = await decodeWithFallback(
      context(() => ({ a: 0.999 })),
      hidden(1),
      [row()],
      options,
      never,
    );
    expect(result).toMatchObject({ attempts: 4, quality: { repetitive: true }, decoded: { end: 'loop' } });
  });

  it('does not retry silence', async () => {
    const faint: Table = (_, history) => (history.length < 6 ? { a: 0.25, b: 0.25, c: 0.25, d: 0.25 } : {});
    const rows = [row({ language: undefined }), row({ language: undefined })];
    const [silent, speech] = await decodeWithFallback(context(faint), hidden(8, 2), rows, options, never);
    expect(silent.decoded.noSpeechProb).toBeGreaterThan(0.6);
    expect(silent).toMatchObject({ attempts: 1, quality: { silent: true, doubts: [] } });
    expect(speech.attempts).toBe(4);
  });
});
