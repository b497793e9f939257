import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Aligner } from '../../src/core/ports/aligner.ts';
import type { AsrWindow, AsrWord } from '../../src/core/ports/asr-engine.ts';
import { loadCtcAligner } from '../../src/platform/models/ctc-aligner-loader.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { installedFixture } from '../support/bundled-model.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodePcm } from '../support/pcm.ts';
import { transcribeFixture } from '../support/transcribe-fixture.ts';
import { truthWindows, type TruthWindow } from '../support/truth-windows.ts';

const PAD_MS = 200;
const { signal } = new AbortController();
let aligner: Aligner;
beforeAll(async () => {
  aligner = await loadCtcAligner(createOnnxRuntime(), installedFixture('ctc-digits'), 1);
});
afterAll(() => aligner.dispose());

/** Words as a recogniser without times gives them. */
function untimed({ startMs, endMs }: AsrWindow, texts: readonly string[]): AsrWord[] {
  return texts.map((text) => ({ text, startMs, endMs, confidence: 0.5, timing: 'interpolated' }));
}

function windowsOf(file: string, channel?: number): TruthWindow[] {
  return truthWindows(file.replace(/\.\w+$/, ''), decodePcm(audioFixture(file), channel), channel);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Infinity;
}

describe('the aligner on spoken digits', () => {
  it.each([
    { file: 'digits-mono-20s.flac' },
    { file: 'digits-dialog-2spk-60s.flac' },
    { file: 'digits-noisy-10dB.flac' },
    { file: 'digits-stereo-call-60s.flac', channel: 0 },
    { file: 'digits-stereo-call-60s.flac', channel: 1 },
    { file: 'digits-meeting-4spk-180s.flac' },
  ])('times the words of $file, channel $channel, to 60 ms and inside their speech', async ({ file, channel }) => {
    const errors = { start: [] as number[], end: [] as number[] };
    for (const window of windowsOf(file, channel)) {
      const texts = window.truth.map(({ word }) => word);
      const words = (await aligner.align(window, untimed(window, texts), 'en', signal)) ?? [];
      expect(words.map(({ text }) => text)).toEqual(texts);
      let previousMs = window.startMs;
      for (const [index, word] of words.entries()) {
        expect(word).toMatchObject({ timing: 'aligned' });
        expect(word.startMs).toBeGreaterThanOrEqual(previousMs);
        expect(word.endMs - word.startMs).toBeGreaterThanOrEqual(20);
        expect(word.endMs).toBeLessThanOrEqual(window.endMs);
        const speech = window.speech.find(
          (span) => word.startMs >= span.startMs - PAD_MS && word.endMs <= span.endMs + PAD_MS,
        );
        expect(speech).toBeDefined();
        previousMs = word.endMs;
        errors.start.push(Math.abs(word.startMs - (window.truth[index]?.start ?? 0) * 1000));
        errors.end.push(Math.abs(word.endMs - (window.truth[index]?.end ?? 0) * 1000));
      }
    }
    expect(median(errors.start)).toBeLessThanOrEqual(60);
    expect(median(errors.end)).toBeLessThanOrEqual(60);
  });

  it('reads digits in the way that fits the sound, and maps them back onto the written word', async () => {
    const [window] = windowsOf('digits-mono-20s.flac');
    const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
    const numbers = window.truth.map(({ word }) => String(digits.indexOf(word)));
    // Three phrases as single digits; the first as one number that is read digit by digit.
    const written = [`${numbers.slice(0, 3).join('')},`, ...numbers.slice(3)];
    const words = (await aligner.align(window, untimed(window, written), 'en', signal)) ?? [];
    expect(words.map(({ text }) => text)).toEqual(written);
    const spans = [
      { start: window.truth[0]?.start, end: window.truth[2]?.end },
      ...window.truth.slice(3).map(({ start, end }) => ({ start, end })),
    ];
    for (const [index, { start = 0, end = 0 }] of spans.entries()) {
      expect(Math.abs((words[index]?.startMs ?? 0) - start * 1000)).toBeLessThanOrEqual(100);
      expect(Math.abs((words[index]?.endMs ?? 0) - end * 1000)).toBeLessThanOrEqual(100);
    }
  });

  it('lets a word it cannot spell take the time between its neighbours', async () => {
    const [window] = windowsOf('digits-mono-20s.flac');
    const texts = window.truth.map(({ word }, index) => (index === 1 ? 'два' : word));
    const words = (await aligner.align(window, untimed(window, texts), 'en', signal)) ?? [];
    const truth = window.truth[1];
    expect(Math.abs((words[1]?.startMs ?? 0) - (truth?.start ?? 0) * 1000)).toBeLessThanOrEqual(150);
    expect(Math.abs((words[1]?.endMs ?? 0) - (truth?.end ?? 0) * 1000)).toBeLessThanOrEqual(150);
    expect(words[1]?.confidence).toBe(0.5);
  });

  it('refuses text that is not said there, and more than fits', async () => {
    const [window] = windowsOf('digits-mono-20s.flac');
    const other = untimed(window, ['quick', 'brown', 'jackdaws', 'lazy', 'dogs', 'jump', 'by', 'my', 'quay']);
    expect(await aligner.align(window, other, 'en', signal)).toBeUndefined();
    const flood = untimed(
      window,
      Array.from({ length: 400 }, () => 'seven'),
    );
    expect(await aligner.align(window, flood, 'en', signal)).toBeUndefined();
    const short = { ...window, endMs: window.startMs + 10, samples: window.samples.subarray(0, 160), speech: [] };
    expect(await aligner.align(short, untimed(short, ['one']), 'en', signal)).toBeUndefined();
  });

  it('times all words of a job that asks for it', async () => {
    const { output } = await transcribeFixture(audioFixture('digits-mono-20s.flac'), {
      wordTimes: 'aligner',
      language: 'en',
      skipDiarize: true,
    });
    expect(output.document.words.length).toBeGreaterThanOrEqual(11);
    expect(new Set(output.document.words.map(({ timing }) => timing))).toEqual(new Set(['aligned']));
  });
});
