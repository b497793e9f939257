import { readFileSync } from 'node:fs';
import type { AudioSource } from '../../src/core/ports/audio-source.ts';
import { peakRssBytes } from '../../src/platform/process/peak-memory.ts';
import { recordingContext } from '../../tests/support/stage-context.ts';
import { loadBundledStage } from '../../tests/support/bundled-stage.ts';

const BLOCK = 16_000;

// Samples (f32 file) to repeat, minutes to make of them, threads.
const [, , file = '', minutes, threads] = process.argv;
const bytes = readFileSync(file);
const loop = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const total = Number(minutes) * 60 * 16_000;
const source: AudioSource = {
  startOffsetMs: 0,
  channel: undefined,
  expectedSamples: total,
  async *read(signal) {
    for (let startSample = 0; startSample < total; startSample += BLOCK) {
      signal.throwIfAborted();
      const at = startSample % (loop.length - (loop.length % BLOCK));
      yield { startSample, samples: loop.subarray(at, at + Math.min(BLOCK, total - startSample)) };
    }
    return { sampleCount: total, alerts: [] };
  },
};
const loaded = await loadBundledStage(Number(threads));
const started = performance.now();
const { speakers } = await loaded.stage.run({ source }, {}, recordingContext());
const ms = performance.now() - started;
await loaded.dispose();
process.stdout.write(JSON.stringify({ ms, speakers: speakers.length, peakMiB: peakRssBytes() / 1024 ** 2 }));
