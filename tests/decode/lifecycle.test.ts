import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AudioSource } from '../../src/core/ports/audio-source.ts';
import { probeMedia } from '../../src/platform/ffmpeg/probe.ts';
import { openAudioSource } from '../../src/platform/media/open-media.ts';
import { liveChildren } from '../../src/platform/process/registry.ts';
import { idle, isRunning, make, noFfmpeg, readAll, temporaryFolder } from './support.ts';

describe.skipIf(noFfmpeg)(`decoder processes (${noFfmpeg ?? 'with ffmpeg'})`, () => {
  const folder = temporaryFolder();
  const path = join(folder, 'two-hours.flac');
  if (noFfmpeg === undefined) {
    make('-f', 'lavfi', '-i', 'anoisesrc=duration=7200:color=pink:sample_rate=16000:seed=1', '-ac', '1', path);
  }
  const opened = async (): Promise<AudioSource> => openAudioSource(await probeMedia(path, idle), { channel: 'mix' });

  /** Reads two blocks, and returns the reader and its ffmpeg's process id. */
  const begin = async (signal = idle): Promise<{ reading: ReturnType<AudioSource['read']>; pid: number }> => {
    const reading = (await opened()).read(signal);
    await reading.next();
    await reading.next();
    const pids = liveChildren();
    expect(pids).toHaveLength(1);
    expect(isRunning(pids[0])).toBe(true);
    return { reading, pid: pids[0] };
  };

  it.each([false, true])('aborting ends ffmpeg within 2 s (hung: %s)', async (hung) => {
    const aborter = new AbortController();
    const { reading, pid } = await begin(aborter.signal);
    if (hung) process.kill(pid, 'SIGSTOP');
    const startedAt = performance.now();
    aborter.abort();
    await expect(readRest(reading)).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(isRunning(pid)).toBe(false);
    expect(liveChildren()).toEqual([]);
  });

  it('leaving the loop ends ffmpeg', async () => {
    for await (const block of (await opened()).read(idle)) {
      expect(block.samples.length).toBe(16000);
      break;
    }
    expect(liveChildren()).toEqual([]);
  });

  it('an already aborted signal starts nothing', async () => {
    const aborter = new AbortController();
    aborter.abort();
    await expect(readAll(await opened(), aborter.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(liveChildren()).toEqual([]);
  });

  it('an ffmpeg that dies half way leaves what it decoded and a warning', async () => {
    const { reading, pid } = await begin();
    process.kill(pid, 'SIGKILL');
    const summary = await readRest(reading);
    expect(summary.sampleCount).toBeGreaterThanOrEqual(32000);
    expect(summary.sampleCount).toBeLessThan(7200 * 16000);
    expect(summary.alerts).toMatchObject([{ code: 'input-truncated', severity: 'warning' }]);
  });

  it('decodes two hours in bounded memory, exact to the sample, twice', async () => {
    const source = await opened();
    expect(source.expectedSamples).toBe(7200 * 16000);
    // The first minutes fill caches and pools; growth after that would be a leak.
    let base = 0;
    let peak = 0;
    for (let pass = 0; pass < 2; pass++) {
      let blocks = 0;
      const reading = source.read(idle);
      let step = await reading.next();
      for (; step.done !== true; step = await reading.next()) {
        if (++blocks % 100 !== 0) continue;
        const { rss } = process.memoryUsage();
        if (blocks === 1000 && pass === 0) base = rss;
        peak = Math.max(peak, rss);
      }
      expect(step.value).toEqual({ sampleCount: 7200 * 16000, alerts: [] });
    }
    // Two hours are 461 MB of samples.
    expect(peak - base).toBeLessThan(80e6);
  });
});

async function readRest(reading: ReturnType<AudioSource['read']>): Promise<{
  readonly sampleCount: number;
  readonly alerts: readonly unknown[];
}> {
  for (;;) {
    const step = await reading.next();
    if (step.done === true) return step.value;
  }
}
