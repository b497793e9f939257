import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/app-error.ts';
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { AsrWindow, AsrWindowResult } from '../../../ports/asr-engine.ts';
import { createCascade, type OpenedRung } from './cascade.ts';
import { ladderSettings, type LadderStep } from './ladder.ts';
import type { Rung } from './rung.ts';

const FAULTS = ['throw', 'oom', 'lost', 'crash', 'hang', 'indices', 'fewer', 'nan', 'outside', 'gave-up'] as const;
type Fault = (typeof FAULTS)[number] | 'cancelled';
/** What a rung does with a batch, or with being opened (no windows). */
type Script = (rung: Rung, windows: readonly AsrWindow[] | undefined) => Fault | undefined;

const never = new AbortController().signal;
const rung = (engineId: string, device: string, needBytes: number): Rung => ({
  engineId,
  modelId: engineId,
  device,
  needBytes,
  maxBatch: 4,
  languages: 'any',
});
const RUNGS: readonly Rung[] = [
  rung('large', 'cuda', 3),
  rung('small', 'cuda', 2),
  rung('large', 'cpu', 3),
  rung('small', 'cpu', 2),
];

function error(code: ErrorCode, what: string, details = {}): AppError {
  return new AppError(code, { what, meaning: 'm', action: 'a' }, { details });
}

function thrown(fault: Fault): AppError {
  if (fault === 'oom') return error('inference-failed', 'CUDA failure 2: out of memory');
  if (fault === 'lost') return error('inference-failed', 'CUDA failure 719: unspecified launch failure');
  if (fault === 'crash') return error('engine-crashed', 'signal SIGKILL', { processEnded: true });
  if (fault === 'hang') return error('engine-unresponsive', 'no sign of life', { processEnded: true });
  return error('inference-failed', 'Got invalid dimensions');
}

function hear({ index, startMs, endMs }: AsrWindow, text: string): AsrWindowResult {
  return {
    index,
    words: [{ startMs, endMs, text, confidence: 0.9, timing: 'native' }],
    drops: [],
    text,
    language: 'en',
    avgLogProb: -0.1,
    noSpeechProb: 0,
    temperature: 0,
    notes: [],
  };
}

function spoilt(fault: Fault, windows: readonly AsrWindow[], text: string): AsrWindowResult[] {
  const [first, ...rest] = windows.map((window) => hear(window, text));
  const [window] = windows;
  const [word] = first.words;
  if (fault === 'indices') return [{ ...first, index: first.index + 1 }, ...rest];
  if (fault === 'fewer') return rest;
  if (fault === 'nan') return [{ ...first, words: [{ ...word, endMs: Number.NaN }] }, ...rest];
  if (fault === 'outside') return [{ ...first, words: [{ ...word, startMs: window.endMs + 5000 }] }, ...rest];
  const drop = { startMs: window.startMs, endMs: window.endMs, reason: 'decode-failed', detail: 'gave up' } as const;
  return [{ ...first, words: [], drops: [drop] }, ...rest];
}

/** Engines of a machine that fails as its script says, and what happened there. */
function machine(script: Script) {
  const seen = { open: 0, most: 0, opens: 0, steps: [] as LadderStep[], batches: [] as string[] };
  const open = async (rung: Rung): Promise<OpenedRung> => {
    seen.opens++;
    seen.most = Math.max(seen.most, seen.open + 1);
    const fault = script(rung, undefined);
    if (fault !== undefined) throw thrown(fault);
    seen.open++;
    let disposed = false;
    return {
      id: rung.engineId,
      device: rung.device,
      capabilities: { wordTimes: 'native', languages: 'any', maxSeconds: 30, batchMax: 4 },
      async transcribe(windows, _request, signal, progress) {
        if (disposed) throw new Error('used after its end');
        signal.throwIfAborted();
        progress?.(0.5);
        seen.batches.push(`${rung.engineId}/${rung.device}: ${windows.map(({ index }) => index).join()}`);
        const fault = script(rung, windows);
        if (fault === undefined) return windows.map((window) => hear(window, rung.engineId));
        if (['throw', 'oom', 'lost', 'crash', 'hang'].includes(fault)) throw thrown(fault);
        return spoilt(fault, windows, rung.engineId);
      },
      async dispose() {
        await Promise.resolve();
        if (!disposed) seen.open--;
        disposed = true;
      },
    };
  };
  return { seen, parts: { open, onStep: (step: LadderStep) => seen.steps.push(step), language: 'en' } };
}

function windowsFrom(first: number, count: number): AsrWindow[] {
  return Array.from({ length: count }, (_, i) => {
    const startMs = (first + i) * 10_000;
    return { index: first + i, startMs, endMs: startMs + 8000, samples: new Float32Array(1), speech: [] };
  });
}

/** Transcribes so many windows, four at a time. */
async function run(script: Script, count: number, rungs: readonly Rung[] = RUNGS) {
  const { seen, parts } = machine(script);
  const cascade = await createCascade({ ...parts, rungs }, never);
  const results: AsrWindowResult[] = [];
  const fractions: number[][] = [];
  const request = { language: 'en', beamSize: 1, batchSize: 4 };
  for (let from = 0; from < count; from += 4) {
    const told: number[] = [];
    const windows = windowsFrom(from, Math.min(4, count - from));
    results.push(...(await cascade.transcribe(windows, request, never, (fraction) => told.push(fraction))));
    fractions.push(told);
  }
  const used = cascade.used().map((one) => `${one.rung.engineId}/${one.device}`);
  await cascade.dispose();
  return { results, seen, used, fractions, id: cascade.id };
}

const writers = (results: readonly AsrWindowResult[]) => results.map((result) => result.engine ?? 'none').join(' ');
const steps = ({ steps }: { readonly steps: readonly LadderStep[] }) =>
  steps.map(({ kind, from, to }) => `${kind}: ${from} -> ${to}`);

describe('the cascade', () => {
  it('uses the best rung alone while nothing fails, and names it in each result', async () => {
    const { results, seen, used, id } = await run(() => undefined, 8);
    expect(writers(results)).toBe('large large large large large large large large');
    expect({ opens: seen.opens, open: seen.open, steps: seen.steps, used, id }).toEqual({
      opens: 1,
      open: 0,
      steps: [],
      used: ['large/cuda'],
      id: 'large',
    });
  });

  it('goes on with less at a time when memory is short, in a new process each time', async () => {
    const { results, seen } = await run((_, windows) => ((windows?.length ?? 0) > 1 ? 'oom' : undefined), 6);
    expect(writers(results)).toBe('large large large large large large');
    expect(steps(seen)).toEqual(['batch: batch 4 -> batch 2', 'batch: batch 2 -> batch 1']);
    expect(seen.opens).toBe(3);
  });

  it.each([
    ['oom', 'small/cuda', ['model: large on cuda -> small on cuda']],
    ['crash', 'small/cuda', ['model: large on cuda -> small on cuda']],
    ['hang', 'small/cuda', ['model: large on cuda -> small on cuda']],
    ['lost', 'large/cpu', ['device: cuda -> cpu']],
  ] as const)('steps down after %s on a GPU, to %s', async (fault, to, expected) => {
    const { results, seen, used } = await run(
      ({ engineId, device }, windows) =>
        windows !== undefined && engineId === 'large' && device === 'cuda' ? fault : undefined,
      4,
    );
    expect(results.map(({ words }) => words.length)).toEqual([1, 1, 1, 1]);
    expect(used).toEqual([to]);
    expect(steps(seen).filter((step) => !step.startsWith('batch'))).toEqual(expected);
    expect(seen.steps.every(({ reason }) => reason !== '')).toBe(true);
  });

  it.each(['throw', 'indices', 'fewer', 'nan', 'outside', 'gave-up'] as const)(
    'gives one window to the next rung after %s, and that window alone',
    async (fault) => {
      const { results, seen } = await run(
        ({ device, engineId }, windows) =>
          engineId === 'large' && device === 'cuda' && windows?.some(({ index }) => index === 1) === true
            ? fault
            : undefined,
        8,
      );
      // Where the answer names its windows, only the spoilt one is asked again.
      expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(writers(results.slice(4))).toBe('large large large large');
      expect(writers(results.slice(0, 4))).toContain('small');
      expect(results.every(({ words }) => words.length === 1)).toBe(true);
      const moved = seen.steps.filter(({ kind }) => kind === 'window');
      expect(moved).toHaveLength(writers(results).split('small').length - 1);
      expect(moved[0]).toMatchObject({ from: 'large on cuda', to: 'small on cuda' });
    },
  );

  it('asks no rung again for what it wrote: a fault of one window costs no other its result', async () => {
    const { results, seen } = await run(
      ({ engineId }, windows) =>
        engineId === 'large' && windows?.some(({ index }) => index === 1) === true ? 'throw' : undefined,
      4,
      [RUNGS[0], RUNGS[3]],
    );
    expect(writers(results)).toBe('large small large large');
    expect(seen.batches).toEqual([
      'large/cuda: 0,1,2,3',
      'large/cuda: 0,1',
      'large/cuda: 0',
      'large/cuda: 1',
      'large/cuda: 2,3',
      'small/cpu: 1',
    ]);
    expect(seen.steps).toEqual([
      {
        kind: 'window',
        from: 'large on cuda',
        to: 'small on cpu',
        reason: 'Got invalid dimensions',
        startMs: 10_000,
        endMs: 18_000,
      },
    ]);
  });

  it('drops a window that every rung fails on, with the reason, and goes on', async () => {
    const { results } = await run(
      (_, windows) => (windows?.some(({ index }) => index === 2) === true ? 'throw' : undefined),
      8,
    );
    expect(writers(results)).toBe('large large none large large large large large');
    expect(results[2].drops).toEqual([
      { startMs: 20_000, endMs: 28_000, reason: 'decode-failed', detail: 'Got invalid dimensions' },
    ]);
  });

  it('starts on the best rung that opens, and throws the first reason when none does', async () => {
    const { results, seen } = await run(
      ({ device }, windows) => (device === 'cuda' && windows === undefined ? 'oom' : undefined),
      4,
    );
    expect(writers(results)).toBe('large large large large');
    expect(steps(seen)).toEqual(['model: large on cuda -> small on cuda', 'model: small on cuda -> large on cpu']);
    await expect(run((_, windows) => (windows === undefined ? 'throw' : undefined), 4)).rejects.toMatchObject({
      parts: { what: 'Got invalid dimensions' },
    });
  });

  it('throws when not one window was ever recognised, and does not when one was', async () => {
    await expect(run((_, windows) => (windows === undefined ? undefined : 'crash'), 4)).rejects.toMatchObject({
      code: 'engine-crashed',
    });
    let good = 1;
    const { results, seen } = await run(
      (_, windows) => (windows === undefined || good-- > 0 ? undefined : 'crash'),
      12,
    );
    expect(writers(results.slice(0, 4))).toBe('large large large large');
    expect(results.slice(4).every(({ drops }) => drops[0].reason === 'decode-failed')).toBe(true);
    expect(seen.steps.at(-1)?.kind).toBe('exhausted');
  });

  it('comes back to the better rung after clean batches', async () => {
    let faults = 3;
    const { results, seen } = await run(
      ({ device }, windows) => (windows !== undefined && device === 'cuda' && faults-- > 0 ? 'oom' : undefined),
      200,
      [RUNGS[0], RUNGS[3]],
    );
    expect(steps(seen)).toContain('recovered: small on cpu -> large on cuda');
    expect(results.at(-1)?.engine).toBe('large');
  });

  it('ends when it is cancelled, and disposes what is open', async () => {
    const { seen, parts } = machine(() => undefined);
    const cascade = await createCascade({ ...parts, rungs: RUNGS }, never);
    const stop = new AbortController();
    stop.abort();
    await expect(
      cascade.transcribe(windowsFrom(0, 2), { language: 'en', beamSize: 1, batchSize: 4 }, stop.signal),
    ).rejects.toMatchObject({ code: 'cancelled' });
    await cascade.dispose();
    expect(seen.open).toBe(0);
  });

  it('gives every window words or a reason, in order, whatever fails, with one recogniser open and few steps', async () => {
    const fault = fc.option(fc.constantFrom(...FAULTS), { nil: undefined, freq: 2 });
    const ways = RUNGS.length * (Math.log2(4) + 1);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        async (faults, count, goesOn) => {
          let turn = 0;
          const next = () => faults[goesOn ? turn++ % faults.length : turn++];
          let outcome;
          try {
            outcome = await run(next, count);
          } catch (thrown) {
            // Only where nothing was ever recognised.
            expect(thrown).toBeInstanceOf(AppError);
            return;
          }
          const { results, seen, fractions } = outcome;
          expect(results.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, i) => i));
          for (const { words, drops, engine } of results) {
            if (words.length > 0) expect(words[0].text).toBe(engine);
            else expect(drops[0].detail ?? '').not.toBe('');
          }
          expect(seen.most).toBe(1);
          expect(seen.open).toBe(0);
          const moves = seen.steps.filter(({ kind }) => kind !== 'window' && kind !== 'recovered');
          expect(moves.length).toBeLessThanOrEqual((ladderSettings.maxClimbs + 1) * ways);
          expect(seen.steps.filter(({ kind }) => kind === 'recovered').length).toBeLessThanOrEqual(
            ladderSettings.maxClimbs,
          );
          expect(seen.steps.every(({ reason }) => reason !== '')).toBe(true);
          for (const told of fractions) {
            expect(told).toEqual([...told].sort((a, b) => a - b));
            expect(told.at(-1)).toBe(1);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
