import { beforeAll, describe, expect, it, vi } from 'vitest';
import { measureModel } from '../../src/engine/server/measure-model.ts';
import { measuresOfThisMachine } from '../../src/platform/models/model-measures.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { scratchFolder } from '../support/scratch.ts';

const context = { signal: new AbortController().signal, log: silentLogger, emit: () => undefined };
const MIB = 1024 ** 2;

describe('the measure of a recogniser', () => {
  const scratch = scratchFolder();
  beforeAll(() => {
    vi.stubEnv('VOXLANE_CACHE', scratch.at('cache'));
    return () => vi.unstubAllEnvs();
  });
  const measure = (id: string) => measureModel({ id, device: 'cpu', modelFolders: [] }, context);

  it.each(['whisper-digits', 'ctc-digits'])('is made of %s in a process of its own, and kept', async (id) => {
    const first = await measure(id);
    expect(first).toMatchObject({ model: id, device: 'cpu' });
    expect(first.audioSecondsPerSecond).toBeGreaterThan(0.5);
    expect(first.bytes).toBeGreaterThan(30 * MIB);
    const second = await measure(id);
    const kept = (await measuresOfThisMachine()).find(({ model }) => model === id);
    expect(kept?.runs.map(({ audioSecondsPerSecond }) => audioSecondsPerSecond)).toEqual([
      first.audioSecondsPerSecond,
      second.audioSecondsPerSecond,
    ]);
    expect(kept?.footprints).toEqual([{ batch: 1, bytes: Math.max(first.bytes ?? 0, second.bytes ?? 0) }]);
    const [low, high] = [first, second].map((one) => one.audioSecondsPerSecond).sort((a, b) => a - b);
    expect(kept?.audioSecondsPerSecond).toBeCloseTo((low + high) / 2);
  });

  it('is refused for what is not installed and for what is no recogniser', async () => {
    const before = await measuresOfThisMachine();
    await expect(measure('no-such-model')).rejects.toMatchObject({ code: 'model-missing' });
    await expect(measure('silero-vad-v6')).rejects.toMatchObject({ code: 'model-unsupported' });
    expect(await measuresOfThisMachine()).toEqual(before);
  });

  it('keeps nothing of a recogniser that fails', async () => {
    const failing = {
      openAsr: () =>
        Promise.resolve({
          id: 'whisper-digits',
          device: 'cpu',
          capabilities: { wordTimes: 'dtw', languages: 'any', maxSeconds: 30, batchMax: 4 } as const,
          transcribe: () => Promise.reject(new AppError('out-of-memory', { what: 'w', meaning: 'm', action: 'a' })),
          dispose: () => Promise.resolve(),
        }),
    };
    const before = await measuresOfThisMachine();
    const answer = measureModel({ id: 'whisper-digits', device: 'cpu', modelFolders: [] }, context, failing);
    await expect(answer).rejects.toMatchObject({ code: 'out-of-memory' });
    expect(await measuresOfThisMachine()).toEqual(before);
  });
});
