import { audioFixture } from '../tests/support/fixtures.ts';
import { decodePcm } from '../tests/support/pcm.ts';
import { detectSpeech, loadSilero } from '../tests/support/vad.ts';
import type { BenchTable } from './table.ts';

const RUNS = 3;
const TARGET = 300;

/** Speech detection against the clock: 20 minutes already in memory, the whole stage on one thread, best of three. */
export async function benchVad(): Promise<BenchTable> {
  const samples = decodePcm(audioFixture('digits-long-20min.opus'));
  const session = await loadSilero();
  try {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS; run++) {
      const started = performance.now();
      await detectSpeech(session, samples);
      best = Math.min(best, performance.now() - started);
    }
    const audioMs = samples.length / 16;
    const frames = Math.ceil(samples.length / 512);
    return {
      title: 'Speech detection, Silero v6, one thread',
      header: ['recording', 'x real time (target)', 'time', 'per 32 ms frame'],
      rows: [
        [
          'digits-long-20min',
          `${Math.round(audioMs / best)}x (${TARGET}x)`,
          `${(best / 1000).toFixed(2)} s`,
          `${(best / frames).toFixed(3)} ms`,
        ],
      ],
    };
  } finally {
    await session.dispose();
  }
}
