import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createEmissions, type Emissions, logAdd } from '../../src/core/stages/asr/ctc/emissions.ts';
import { createCtcFrontEnd, WAV2VEC2_FRONT_END } from '../../src/core/stages/asr/ctc/front-end.ts';
import { greedyDecode } from '../../src/core/stages/asr/ctc/greedy.ts';
import { BEAM_DEFAULTS, prefixBeam } from '../../src/core/stages/asr/ctc/prefix-beam.ts';
import { createCtcVocabulary } from '../../src/core/stages/asr/ctc/vocabulary.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { audioFixture, bundledModel } from '../support/fixtures.ts';
import { decodePcm } from '../support/pcm.ts';
import { truthWindows } from '../support/truth-windows.ts';

const numbers = JSON.parse(readFileSync(bundledModel('ctc-digits/vocab.json'), 'utf8')) as Record<string, number>;
const pieces = Object.entries(numbers).reduce<string[]>(
  (list, [piece, id]) => Object.assign(list, { [id]: piece }),
  [],
);
const VOCABULARY = createCtcVocabulary({ pieces, blank: 0, delimiter: '|' });
const MARK = numbers['|'];

/**
 * ln of the probability of a text: the forward algorithm over a chain of letters with gaps around them. A gap holds silent frames
 * and marks; one between words needs a mark, one inside a word has none and is needed only between equal letters.
 */
function forward({ frames, silence, logProb }: Emissions, ids: readonly number[]): number {
  // Gaps between words are two states: without a mark so far, and with one.
  const chain: { readonly kind: 'gap' | 'quiet' | 'marked' | number; readonly from: readonly number[] }[] = [];
  chain.push({ kind: 'gap', from: [] });
  ids.forEach((id, at) => {
    const last = chain.length - 1;
    if (id === MARK) {
      const letter = last;
      chain.push({ kind: 'quiet', from: [letter] });
      chain.push({ kind: 'marked', from: [letter, letter + 1] });
    } else if (at === 0 || ids[at - 1] === MARK) chain.push({ kind: id, from: [last] });
    else {
      chain.push({ kind: 'quiet', from: [last] });
      chain.push({ kind: id, from: ids[at - 1] === id ? [last + 1] : [last, last + 1] });
    }
  });
  const letter = chain.length - 1;
  chain.push({ kind: 'gap', from: [letter] });
  let now = chain.map(() => -Infinity);
  for (let frame = 0; frame < frames; frame += 1) {
    const before = now;
    now = chain.map(({ kind, from }, state) => {
      const entered = from.reduce((sum, other) => logAdd(sum, before[other]), before[state]);
      const begun = frame === 0 && state < 2 ? 0 : entered;
      const mark = logProb(frame, MARK);
      if (kind === 'quiet') return begun + silence[frame];
      if (kind === 'gap') return begun + logAdd(silence[frame], mark);
      // The mark that opens this state, or whatever follows it.
      if (kind === 'marked')
        return logAdd(
          before[state] + logAdd(silence[frame], mark),
          from.reduce((sum, other) => logAdd(sum, before[other]), -Infinity) + mark,
        );
      return begun + logProb(frame, kind);
    });
  }
  return logAdd(now[chain.length - 1], now[letter]);
}

it('finds texts more probable than the greedy ones, with the probability that the forward algorithm gives them', async () => {
  const session = await createOnnxRuntime().load(bundledModel('ctc-digits/onnx/model.onnx'), { threads: 2 });
  const frontEnd = createCtcFrontEnd(WAV2VEC2_FRONT_END);
  let other = 0;
  for (const id of ['digits-dialog-2spk-60s', 'digits-noisy-10dB']) {
    for (const { samples } of truthWindows(id, decodePcm(audioFixture(`${id}.flac`)))) {
      const { values } = frontEnd.make(samples);
      const { logits } = await session.run({
        input_values: { type: 'float32', dims: [1, values.length], data: values },
      });
      const emissions = createEmissions(logits.data as Float32Array, logits.dims[1], VOCABULARY);
      const [found] = prefixBeam(emissions, VOCABULARY, BEAM_DEFAULTS);
      const greedy = greedyDecode(emissions, VOCABULARY);
      const exact = forward(emissions, found.ids);
      // What is pruned on the way is missing from the sum of the search, and it can have nothing too much.
      expect(found.acoustic).toBeLessThanOrEqual(exact + 1e-6);
      expect(found.acoustic).toBeGreaterThan(exact - 2);
      expect(exact).toBeGreaterThanOrEqual(forward(emissions, greedy));
      if (found.ids.join() !== greedy.join()) {
        other += 1;
        console.info(`${id}: ln ${exact.toFixed(1)} by beam, ${forward(emissions, greedy).toFixed(1)} greedily`);
      }
    }
  }
  expect(other).toBeGreaterThan(0);
  await session.dispose();
});
