import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AsrEngine } from '../../src/core/ports/asr-engine.ts';
import type { InferenceSession } from '../../src/core/ports/inference.ts';
import { NEAR_MS } from '../../src/core/stages/asr/coverage.ts';
import { mergeSpans, subtractSpans } from '../../src/core/timeline/span.ts';
import { hearFixture, loadDigitsWhisper, type HeardFixture } from '../support/transcribe-speech.ts';
import { loadSilero } from '../support/vad.ts';

let vad: InferenceSession;
let asr: AsrEngine;
beforeAll(async () => {
  vad = await loadSilero();
  asr = await loadDigitsWhisper();
});
afterAll(async () => {
  await asr.dispose();
  await vad.dispose();
});

/** What must hold for any recording, whatever the words. */
function expectSound({ vad: { spans, sampleCount }, asr: { words, dropped, windows }, ctx }: HeardFixture): void {
  const near = words.map((word) => ({ startMs: word.startMs - NEAR_MS, endMs: word.endMs + NEAR_MS }));
  expect(subtractSpans(spans, [...near, ...dropped])).toEqual([]);
  expect(words.map(({ id }) => id)).toEqual(words.map((_, i) => `w${i + 1}`));
  let previousEnd = 0;
  for (const word of words) {
    expect(word.startMs).toBeGreaterThanOrEqual(previousEnd);
    expect(word.endMs).toBeGreaterThan(word.startMs);
    expect(word.timing).toBe('dtw');
    previousEnd = word.endMs;
  }
  expect(previousEnd).toBeLessThanOrEqual(sampleCount / 16);
  expect(windows).toBeLessThanOrEqual(mergeSpans(spans).length);
  expect(ctx.fractions).toEqual([...ctx.fractions].sort((a, b) => a - b));
  expect(ctx.alerts.filter(({ severity }) => severity === 'error')).toEqual([]);
}

describe('speech detection and the digits Whisper together', () => {
  it.each([
    { file: 'digits-mono-20s.flac', limit: 0.09 },
    { file: 'digits-dialog-2spk-60s.flac', limit: 0.03 },
    { file: 'digits-noisy-10dB.flac', limit: 0.09 },
    { file: 'digits-stereo-call-60s.flac', channel: 0, limit: 0.05 },
    { file: 'digits-stereo-call-60s.flac', channel: 1, limit: 0.05 },
    { file: 'digits-meeting-4spk-180s.flac', limit: 0.2 },
    { file: 'digits-long-20min.opus', limit: 0.22 },
  ])('hears $file, channel $channel, within its word error limit', async ({ file, channel, limit }) => {
    const heard = await hearFixture({ vad, asr }, file, channel);
    expect(heard.wer).toBeLessThanOrEqual(limit);
    expect(heard.asr.words.every((word) => word.channel === channel)).toBe(true);
    expectSound(heard);
  });

  it('times word starts of the dialog to 40 ms', async () => {
    const heard = await hearFixture({ vad, asr }, 'digits-dialog-2spk-60s.flac');
    expect(heard.startErrorMedianMs).toBeLessThanOrEqual(40);
  });

  it('writes the same bytes in batches of one and of eight', async () => {
    const [one, eight] = [
      await hearFixture({ vad, asr }, 'digits-stereo-call-60s.flac', 0, { batchSize: 1 }),
      await hearFixture({ vad, asr }, 'digits-stereo-call-60s.flac', 0, { batchSize: 8 }),
    ];
    const plain = (heard: HeardFixture) => heard.asr.words.map(({ text, startMs, endMs }) => [text, startMs, endMs]);
    expect(plain(one)).toEqual(plain(eight));
  });
});
