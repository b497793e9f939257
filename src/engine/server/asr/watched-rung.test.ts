import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { RecogniserRun } from '../../../core/models/asr-runs.ts';
import type { AsrWindow, AsrWindowResult } from '../../../core/ports/asr-engine.ts';
import { createCascade } from '../../../core/stages/asr/cascade/cascade.ts';
import type { LadderStep } from '../../../core/stages/asr/cascade/ladder.ts';
import { openWatched, type Room, type RungWatch } from './watched-rung.ts';

const never = new AbortController().signal;
const MIB = 1024 ** 2;
const request = { language: 'en', beamSize: 1, batchSize: 8 };
const windowsOf = (count: number, lengthMs = 25_000): AsrWindow[] =>
  Array.from({ length: count }, (_, index) => {
    const span = { startMs: index * lengthMs, endMs: (index + 1) * lengthMs };
    return { index, ...span, samples: new Float32Array(0), speech: [span] };
  });

/** A recogniser of a given speed on a clock of its own, with a machine around it. */
function bench(options: {
  speed?: number;
  device?: string;
  fail?: (batch: readonly number[]) => AppError | undefined;
}) {
  const { speed = 10, device = 'cpu', fail = () => undefined } = options;
  const state = {
    nowMs: 0,
    free: 64_000 * MIB,
    total: 64_000 * MIB,
    place: true,
    opens: 0,
    batches: [] as number[][],
    runs: [] as RecogniserRun[],
    steps: [] as LadderStep[],
  };
  const watch: RungWatch = {
    open: async () => {
      state.opens++;
      state.place = true;
      return {
        id: 'first',
        device,
        capabilities: { wordTimes: 'native', languages: 'any', maxSeconds: 30, batchMax: 8 },
        async transcribe(windows, _request, signal) {
          const batch = windows.map(({ index }) => index);
          const error = fail(batch);
          if (error !== undefined) throw error;
          state.nowMs += windows.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / speed;
          if (signal.aborted) throw new AppError('cancelled', { what: 'c', meaning: 'm', action: 'a' });
          state.batches.push(batch);
          return windows.map(({ index }): AsrWindowResult => resultOf(index));
        },
        dispose: async () => undefined,
        keepsPlace: async () => state.place,
        tookBytes: async () => 700 * MIB,
      };
    },
    room: async (): Promise<Room> => ({ freeBytes: state.free, totalBytes: state.total }),
    memory: { baseBytes: 500 * MIB, perWindowBytes: 100 * MIB },
    mayYield: () => false,
    ahead: new Map(),
    speed: undefined,
    learn: async (run) => void state.runs.push(run),
    clock: {
      nowMs: () => state.nowMs,
      dateMs: () => 77,
      limit: (signal, limitMs) => {
        const isOver = (): boolean => state.nowMs > limitMs;
        const limited = {
          get aborted() {
            return signal.aborted || isOver();
          },
        } as AbortSignal;
        return { signal: limited, isOver, end: () => undefined };
      },
    },
  };
  return { state, watch };
}

function resultOf(index: number): AsrWindowResult {
  const [language, text] = [undefined, `text ${index}`];
  return { index, words: [], drops: [], text, language, avgLogProb: 0, noSpeechProb: 0, temperature: 0, notes: [] };
}

const cascadeOf = (watch: RungWatch, state: { steps: LadderStep[] }) => {
  const rung = (engineId: string) =>
    ({ engineId, modelId: engineId, device: 'cpu', maxBatch: 8, languages: 'any' }) as const;
  const second = bench({ speed: 50 });
  const open = async ({ engineId }: { engineId: string }) =>
    engineId === 'first' ? openWatched(watch, never) : openWatched(second.watch, never);
  const rungs = [rung('first'), rung('second')];
  const parts = { rungs, language: 'en', open, onStep: (step: LadderStep) => void state.steps.push(step) };
  return { cascade: createCascade(parts, never), second };
};

describe('the first use of a recogniser', () => {
  it('decodes one window alone, keeps its result, and remembers its speed at once', async () => {
    const { state, watch } = bench({ speed: 10 });
    const rung = await openWatched(watch, never);
    const results = await rung.transcribe(windowsOf(5), request, never);
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(state.batches).toEqual([[0], [1, 2, 3, 4]]);
    expect(state.runs).toEqual([{ atMs: 77, audioSecondsPerSecond: 10, batch: 1, bytes: 700 * MIB }]);
    await rung.dispose();
    // The same run, now with all that it showed.
    expect(state.runs[1]).toEqual({ atMs: 77, audioSecondsPerSecond: 10, batch: 4, bytes: 700 * MIB });
  });

  it('decodes no window twice when what comes after the first fails', async () => {
    const oom = new AppError('out-of-memory', { what: 'full', meaning: 'm', action: 'a' });
    const { state, watch } = bench({ fail: (batch) => (batch.length > 3 ? oom : undefined) });
    const { cascade } = cascadeOf(watch, state);
    const results = await (await cascade).transcribe(windowsOf(8), request, never);
    expect(results.map(({ text }) => text)).toEqual(Array.from({ length: 8 }, (_, i) => `text ${i}`));
    expect(state.batches.flat().sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('is no probe when its speed is known, and says nothing of a few seconds or of failures', async () => {
    const known = bench({});
    const rung = await openWatched({ ...known.watch, speed: 9 }, never);
    await rung.transcribe(windowsOf(4), request, never);
    expect(known.state.batches).toEqual([[0, 1, 2, 3]]);

    const fixed = bench({});
    const same = await openWatched({ ...fixed.watch, memory: undefined }, never);
    await same.transcribe(windowsOf(4), request, never);
    expect(fixed.state.batches).toEqual([[0, 1, 2, 3]]);
    expect(fixed.state.runs).toHaveLength(1);

    const short = bench({});
    const other = await openWatched(short.watch, never);
    await other.transcribe(windowsOf(2, 2000), request, never);
    await other.dispose();
    expect(short.state.runs).toEqual([]);

    const failing = bench({ fail: () => new AppError('inference-failed', { what: 'x', meaning: 'm', action: 'a' }) });
    const third = await openWatched(failing.watch, never);
    await expect(third.transcribe(windowsOf(3), request, never)).rejects.toThrow();
    await third.dispose();
    expect(failing.state.runs).toEqual([]);
  });

  it('leaves the first batch on a GPU out: drivers compile then', async () => {
    const { state, watch } = bench({ device: 'cuda' });
    const rung = await openWatched(watch, never);
    await rung.transcribe(windowsOf(1), request, never);
    expect(state.runs).toEqual([]);
    await rung.transcribe(windowsOf(1), request, never);
    expect(state.runs).toHaveLength(1);
  });
});

describe('a recogniser slower than what is wished for', () => {
  const trial = { leastSpeed: 2, isBeaten: () => true };

  it('writes its first window, then a quicker one goes on', async () => {
    const { state, watch } = bench({ speed: 0.5 });
    const { cascade, second } = cascadeOf({ ...watch, trial }, state);
    const opened = await cascade;
    const results = await opened.transcribe(windowsOf(1), request, never);
    const more = await opened.transcribe(windowsOf(4).slice(1), request, never);
    expect([...results, ...more].map(({ engine }) => engine)).toEqual(['first', 'second', 'second', 'second']);
    expect(second.state.batches.flat()).toEqual([1, 2, 3]);
    expect(state.steps).toMatchObject([{ kind: 'model', reason: expect.stringContaining('0.50 times real time') }]);
    expect(state.runs[0]).toMatchObject({ audioSecondsPerSecond: 0.5 });
  });

  it('gets a limited time for its first window', async () => {
    const { state, watch } = bench({ speed: 0.01 });
    const { cascade } = cascadeOf({ ...watch, trial }, state);
    const results = await (await cascade).transcribe(windowsOf(2), request, never);
    expect(results.map(({ engine }) => engine)).toEqual(['second', 'second']);
    expect(state.runs).toEqual([]);
  });

  it('is not opened when that is known, and is used when no other is quicker', async () => {
    const { state, watch } = bench({});
    await expect(openWatched({ ...watch, trial, speed: 1 }, never)).rejects.toThrow();
    expect(state.opens).toBe(0);
    const last = await openWatched({ ...watch, speed: 1, trial: { ...trial, isBeaten: () => false } }, never);
    expect(await last.transcribe(windowsOf(2), request, never)).toHaveLength(2);
  });
});

describe('memory beside a recogniser', () => {
  it('says how many windows fit, before and after each batch', async () => {
    const { state, watch } = bench({});
    state.free = 512 * MIB + 300 * MIB;
    const rung = await openWatched({ ...watch, speed: 10 }, never);
    expect(rung.most).toBe(3);
    state.free = 512 * MIB + 100 * MIB;
    await rung.transcribe(windowsOf(3), request, never);
    // What three windows took is its own already.
    expect(rung.most).toBe(4);
    state.free = 512 * MIB - 150 * MIB;
    await rung.transcribe(windowsOf(1), request, never);
    expect(rung.most).toBe(1);
  });

  it('goes into the cascade: batches are no larger than what fits', async () => {
    const { state, watch } = bench({});
    state.free = 512 * MIB + 200 * MIB;
    const { cascade } = cascadeOf({ ...watch, speed: 10 }, state);
    await (await cascade).transcribe(windowsOf(6), request, never);
    expect(state.batches[0]).toEqual([0, 1]);
    expect(state.batches.flat()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(state.steps).toEqual([]);
  });

  it('steps down before it fails, when others leave nothing', async () => {
    const { state, watch } = bench({});
    const { cascade } = cascadeOf({ ...watch, speed: 10, mayYield: () => true }, state);
    const opened = await cascade;
    state.free = 50 * MIB;
    const first = await opened.transcribe(windowsOf(1), request, never);
    const rest = await opened.transcribe(windowsOf(3).slice(1), request, never);
    expect([...first, ...rest].map(({ engine }) => engine)).toEqual(['first', 'second', 'second']);
    expect(state.steps).toMatchObject([{ kind: 'model', reason: expect.stringContaining('50 MiB') }]);
  });

  it('lets batches grow only with a quarter free', async () => {
    const { state, watch } = bench({});
    const rung = await openWatched({ ...watch, memory: undefined, speed: 1 }, never);
    expect([rung.isRoomy, rung.most]).toEqual([true, Infinity]);
    state.free = state.total * 0.25;
    await rung.transcribe(windowsOf(1), request, never);
    expect(rung.isRoomy).toBe(false);
  });

  it('is opened anew when another has its place', async () => {
    const { state, watch } = bench({});
    const rung = await openWatched({ ...watch, speed: 10 }, never);
    state.place = false;
    await rung.transcribe(windowsOf(1), request, never);
    expect(state.opens).toBe(1);
    await rung.transcribe(windowsOf(2).slice(1), request, never);
    expect(state.opens).toBe(2);
    expect(state.batches).toEqual([[0], [1]]);
  });
});
