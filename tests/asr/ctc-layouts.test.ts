import { afterEach, describe, expect, it } from 'vitest';
import type { AsrEngine, AsrRequest, AsrWindow } from '../../src/core/ports/asr-engine.ts';
import { loadAsr } from '../../src/engine/server/asr/asr-loaders.ts';
import { scratchFolder } from '../support/scratch.ts';
import {
  installToy,
  saidAt,
  say,
  TONE_SECONDS,
  type ToyCtc,
  toyNemo,
  toyOmnilingual,
  toyW2vBert,
  toyWav2vec2,
  windowOf,
} from '../support/toy-ctc.ts';

const scratch = scratchFolder();
const never = new AbortController().signal;
const greedy: AsrRequest = { language: 'en', beamSize: 1, batchSize: 8 };
let folders = 0;
let engine: AsrEngine | undefined;
afterEach(async () => {
  await engine?.dispose();
  engine = undefined;
});

async function open(toy: ToyCtc, params: Parameters<typeof installToy>[2] = {}): Promise<AsrEngine> {
  const model = installToy(scratch.at(`model${folders++}`), toy, params);
  engine = (await loadAsr({ kind: 'ctc-onnx', model, device: 'cpu', threads: 1 })).engine;
  return engine;
}

/** As pieces of which a and c begin words, b does not, and the space is none. */
const inPieces = (text: string): string => text.replaceAll(' ', '').replaceAll(/(?<=.)[ac]/g, ' $&');

/** Layouts; the step between frames in seconds; whether the graph is told what is padding; how it writes what was said. */
const LAYOUTS: readonly (readonly [string, () => ToyCtc, number, boolean, (text: string) => string])[] = [
  ['wav2vec2 without a mask', () => toyWav2vec2(false), 0.02, false, (text) => text],
  ['wav2vec2 with a mask', () => toyWav2vec2(true), 0.02, true, (text) => text],
  ['omnilingual', toyOmnilingual, 0.02, false, (text) => text],
  ['w2v-BERT', () => toyW2vBert(false), 0.02, true, (text) => text],
  ['w2v-BERT with an adapter', () => toyW2vBert(true), 0.04, true, (text) => text],
  ['NeMo', toyNemo, 0.08, true, inPieces],
  ['NeMo with 128 bands', () => toyNemo(128), 0.08, true, inPieces],
];

describe.each(LAYOUTS)('%s, from file to words', (_name, toy, step, told, written) => {
  it('writes what was said, loud or quiet, greedily and by beam, at the right times', async () => {
    const asr = await open(toy());
    for (const beamSize of [1, 5])
      for (const level of [0.8, 0.05]) {
        const text = 'aab cab bc';
        const [result] = await asr.transcribe([windowOf(say(text, level))], { ...greedy, beamSize }, never);
        expect(result.text).toBe(written(text));
        expect(result.drops).toEqual([]);
        const letters = [...text].filter((letter) => letter !== ' ');
        const places = [...text].flatMap((letter, at) => (letter === ' ' ? [] : [at]));
        expect(result.words.map((word) => word.text).join('')).toBe(letters.join(''));
        let spelled = 0;
        for (const word of result.words) {
          const first = saidAt(places[spelled]);
          spelled += word.text.length;
          const last = saidAt(places[spelled - 1]) + TONE_SECONDS;
          // A frame hears 12.5 ms to either side of its own share of time.
          expect(Math.abs(word.startMs / 1000 - first)).toBeLessThanOrEqual(step + 0.0125);
          expect(Math.abs(word.endMs / 1000 - last)).toBeLessThanOrEqual(step + 0.0125);
        }
      }
  });

  it('writes the same for a short clip beside a long one as alone, to the last digit of its times', async () => {
    const asr = await open(toy());
    const clips = ['ab', 'cab ab', 'b', 'aab cab bc', 'c a'].map((text) => say(text));
    clips.push(clips[3].subarray(0, clips[3].length * 0.95));
    const windows = clips.map((samples, index) => windowOf(samples, index));
    const together = await asr.transcribe(windows, greedy, never);
    for (const [at, window] of windows.entries()) {
      const [alone] = await asr.transcribe([window], greedy, never);
      expect(together[at].text).toBe(alone.text);
      expect(together[at].words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
        alone.words.map(({ startMs, endMs }) => [startMs, endMs]),
      );
      expect(alone.words.length).toBeGreaterThan(0);
    }
  });

  it('says nothing to silence and to a window too short for a frame', async () => {
    const asr = await open(toy());
    const quiet: AsrWindow[] = [windowOf(new Float32Array(16_000)), windowOf(new Float32Array(300), 1)];
    const results = await asr.transcribe(quiet, greedy, never);
    expect(results.map(({ text }) => text)).toEqual(['', '']);
    expect(results.map(({ drops }) => drops.map(({ reason }) => reason))).toEqual([['empty-decode'], ['empty-decode']]);
  });

  it(`${told ? 'fills batches with' : 'keeps apart'} clips of other lengths`, async () => {
    const asr = await open(toy());
    const steps: number[] = [];
    const said = say('ab cc');
    const windows = [said, said.subarray(0, said.length * 0.97)].map((samples, index) => windowOf(samples, index));
    await asr.transcribe(windows, greedy, never, (done) => steps.push(done));
    // One report a batch.
    expect(steps).toHaveLength(told ? 1 : 2);
  });
});
