import { expect, it } from 'vitest';
import { loadWhisperEngine } from '../../src/platform/models/whisper-loader.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { audioFixture, bundledModel } from '../support/fixtures.ts';
import { decodePcm } from '../support/pcm.ts';

it('tells how far a batch is, rising to 1', async () => {
  const samples = decodePcm(audioFixture('digits-mono-20s.flac'));
  const engine = await loadWhisperEngine(createOnnxRuntime(), bundledModel('whisper-digits'), {
    id: 'digits',
    threads: 1,
  });
  try {
    const windows = [0, 1, 2].map((index) => {
      const [startMs, endMs] = [index * 5000, (index + 1) * 5000];
      return { index, startMs, endMs, samples: samples.slice(startMs * 16, endMs * 16), speech: [{ startMs, endMs }] };
    });
    const seen: number[] = [];
    const request = { language: 'en', beamSize: 1, batchSize: 2 };
    await engine.transcribe(windows, request, new AbortController().signal, (fraction) => seen.push(fraction));
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    expect(new Set(seen).size).toBeGreaterThan(4);
  } finally {
    await engine.dispose();
  }
});
