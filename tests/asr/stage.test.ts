import { describe, expect, it } from 'vitest';
import type { AsrWindowResult } from '../../src/core/ports/asr-engine.ts';
import { createAsrStage, type AsrOptions, type AsrOutput } from '../../src/core/stages/asr/asr-stage.ts';
import type { SpeechSpan } from '../../src/core/timeline/types.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { burstEngine, drawBursts, type Burst, type BurstEngineOptions } from '../support/burst-engine.ts';
import { memorySource, type MemorySourceOptions } from '../support/memory-source.ts';
import { memoryCheckpoints, recordingContext, type RecordingContext } from '../support/stage-context.ts';

/** Forty phrases of three bursts: 120 words over 400 s, one speech span each. */
const PHRASES = Array.from({ length: 40 }, (_, i) => i * 10_000 + 1000);
const BURSTS: readonly Burst[] = PHRASES.flatMap((at, i) =>
  [0, 600, 1200].map((later, k): Burst => [at + later, at + later + 400, 1 + ((3 * i + k) % 90)]),
);
const LENGTH_MS = 400_000;
const SPANS = PHRASES.map((at): SpeechSpan => ({ startMs: at - 100, endMs: at + 1700, probability: 0.9 }));
const OPTIONS: AsrOptions = { beamSize: 1, batchSize: 8 };

interface Setup {
  readonly engine?: BurstEngineOptions;
  readonly ctx?: RecordingContext;
  readonly options?: AsrOptions;
  readonly source?: MemorySourceOptions;
  readonly spans?: readonly SpeechSpan[];
}

async function transcribe(setup: Setup = {}) {
  const bursts = burstEngine(setup.engine);
  const ctx = setup.ctx ?? recordingContext();
  const source = memorySource(drawBursts(BURSTS, LENGTH_MS), { blockSamples: 7777, ...setup.source });
  const offset = source.startOffsetMs;
  const spans = (setup.spans ?? SPANS).map((span) => ({
    ...span,
    startMs: span.startMs + offset,
    endMs: span.endMs + offset,
  }));
  const output = await createAsrStage(bursts.engine).run({ source, spans }, setup.options ?? OPTIONS, ctx);
  return { output, ctx, ...bursts };
}

function heard(output: AsrOutput): Burst[] {
  return output.words.map(({ startMs, endMs, text }) => [startMs, endMs, Number(text.slice(1))]);
}

describe('the ASR stage on drawn recordings', () => {
  it('writes every word once, in order, at its time', async () => {
    const { output } = await transcribe();
    expect(heard(output)).toEqual(BURSTS);
    expect(output.words.map(({ id }) => id)).toEqual(BURSTS.map((_, i) => `w${i + 1}`));
    expect(output.words[0]).toMatchObject({ engine: 'bursts', timing: 'native' });
    expect(output.words[0]).not.toHaveProperty('channel');
    expect(output.dropped).toEqual([]);
    expect(output.language).toBe('en');
    expect(output.text.split(' ').length).toBe(BURSTS.length);
  });

  it('keeps media time for a stream that starts late, and names the channel', async () => {
    const { output } = await transcribe({ source: { startOffsetMs: 1480, channel: 1 } });
    expect(heard(output)).toEqual(BURSTS.map(([from, to, level]) => [from + 1480, to + 1480, level]));
    expect(output.words.every(({ channel }) => channel === 1)).toBe(true);
  });

  it('obeys the batch limits of engine and options and passes the request on', async () => {
    const { calls, requests } = await transcribe({ options: { language: 'tr', beamSize: 3, batchSize: 8 } });
    expect(Math.max(...calls.map((call) => call.length))).toBe(4);
    expect(new Set(requests.map((r) => JSON.stringify(r)))).toEqual(
      new Set([JSON.stringify({ language: 'tr', beamSize: 3, batchSize: 4 })]),
    );
    const narrow = await transcribe({ options: { beamSize: 1, batchSize: 2 } });
    expect(Math.max(...narrow.calls.map((call) => call.length))).toBe(2);
  });

  it('reports progress that rises to nearly all', async () => {
    const { ctx } = await transcribe();
    expect(ctx.fractions).toEqual([...ctx.fractions].sort((a, b) => a - b));
    expect(ctx.fractions.at(-1)).toBeCloseTo(0.95, 5);
  });

  it('does nothing for no speech', async () => {
    const { output, calls } = await transcribe({ spans: [] });
    expect(output).toEqual({ words: [], dropped: [], language: undefined, windows: 0, text: '' });
    expect(calls).toEqual([]);
  });
});

describe('checkpoints', () => {
  it('does not decode a stored window again and ends with the same bytes', async () => {
    const checkpoints = memoryCheckpoints();
    const whole = await transcribe({ ctx: recordingContext({ checkpoints }) });
    expect([...checkpoints.values.keys()].sort()[0]).toBe('asr/0000');
    expect(checkpoints.values.size).toBe(whole.output.windows);
    for (const key of ['asr/0003', 'asr/0017', 'asr/0030']) checkpoints.values.delete(key);
    const again = await transcribe({ ctx: recordingContext({ checkpoints }) });
    expect(again.calls.flat().sort((a, b) => a - b)).toEqual([3, 17, 30]);
    expect(JSON.stringify(again.output)).toBe(JSON.stringify(whole.output));
    expect(again.ctx.fractions).toEqual([...again.ctx.fractions].sort((a, b) => a - b));
    expect(again.ctx.restored.at(-1)).toBeCloseTo(0.95 * (1 - 3 / whole.output.windows), 5);
  });

  it('resumes a cancelled run where it stopped', async () => {
    const checkpoints = memoryCheckpoints();
    const controller = new AbortController();
    const stopping = transcribe({
      ctx: recordingContext({ checkpoints, signal: controller.signal }),
      engine: {
        tamper(results, _, call) {
          if (call === 3) controller.abort();
          return results;
        },
      },
    });
    await expect(stopping).rejects.toMatchObject({ code: 'cancelled' });
    const done = checkpoints.values.size;
    expect(done).toBe(12);
    const resumed = await transcribe({ ctx: recordingContext({ checkpoints }) });
    expect(resumed.calls.flat().length).toBe(resumed.output.windows - done);
    expect(heard(resumed.output)).toEqual(BURSTS);
  });

  it.each([
    ['damaged', (): unknown => ({ result: { words: 'all of them' } })],
    [
      'of another stretch',
      (value: { stamp: { endMs: number } }) => ({ ...value, stamp: { ...value.stamp, endMs: 1 } }),
    ],
    ['of another engine', (value: { stamp: object }) => ({ ...value, stamp: { ...value.stamp, engine: 'other' } })],
  ])('ignores a stored window that is %s, and says so', async (_, spoil) => {
    const checkpoints = memoryCheckpoints();
    await transcribe({ ctx: recordingContext({ checkpoints }) });
    const stored = JSON.parse(checkpoints.values.get('asr/0005') ?? '') as { stamp: { endMs: number } };
    checkpoints.values.set('asr/0005', JSON.stringify(spoil(stored)));
    const { output, calls, ctx } = await transcribe({ ctx: recordingContext({ checkpoints }) });
    expect(calls.flat()).toEqual([5]);
    expect(heard(output)).toEqual(BURSTS);
    expect(ctx.alerts.map(({ code }) => code)).toEqual(['asr-checkpoint-ignored']);
  });
});

describe('positions', () => {
  it('name the windows of every batch before it is decoded', async () => {
    const { ctx, calls } = await transcribe();
    expect(ctx.positions).toEqual(calls);
  });

  it('decode isolated windows alone after their neighbours, each kept at once, with the same result', async () => {
    const whole = await transcribe();
    const checkpoints = memoryCheckpoints();
    const isolate = [1, 2, 9];
    const dead = new Error('the process is gone');
    const dying = transcribe({
      ctx: recordingContext({ checkpoints }),
      options: { ...OPTIONS, isolate },
      engine: {
        tamper(results, windows) {
          if (windows.some(({ index }) => index === 2))
            throw new AppError('cancelled', { what: dead.message, meaning: '', action: '' });
          return results;
        },
      },
    });
    await expect(dying).rejects.toMatchObject({ code: 'cancelled' });
    // The first eight windows shared a look-ahead: all of them are safe but the one that kills.
    expect([...checkpoints.values.keys()]).toEqual(
      ['0000', '0003', '0004', '0005', '0006', '0007', '0001'].map((number) => `asr/${number}`),
    );
    const resumed = await transcribe({
      ctx: recordingContext({ checkpoints }),
      options: { ...OPTIONS, isolate },
    });
    expect(resumed.ctx.positions.filter((windows) => windows.some((index) => isolate.includes(index)))).toEqual([
      [2],
      [9],
    ]);
    expect(JSON.stringify(resumed.output)).toBe(JSON.stringify(whole.output));
  });
});

describe('failures', () => {
  const broken = () =>
    new AppError('inference-failed', { what: 'The graph broke.', meaning: 'No text.', action: 'Report it.' });

  it('loses only the window that fails, with a reason and an alert', async () => {
    const checkpoints = memoryCheckpoints();
    const { output, ctx } = await transcribe({
      ctx: recordingContext({ checkpoints }),
      engine: {
        tamper(results, windows) {
          if (windows.some((window) => window.index === 9)) throw broken();
          return results;
        },
      },
    });
    const lost = BURSTS.slice(27, 30);
    expect(heard(output)).toEqual(BURSTS.filter((burst) => !lost.includes(burst)));
    expect(output.dropped).toEqual([
      { startMs: 90_900, endMs: 92_700, reason: 'decode-failed', detail: 'The graph broke.' },
    ]);
    expect(ctx.alerts.map(({ code }) => code)).toEqual([
      'asr-batch-reduced',
      'asr-batch-reduced',
      'asr-window-failed',
      'speech-without-text',
    ]);
    expect(checkpoints.values.has('asr/0009')).toBe(false);
  });

  it('keeps batches small after running out of memory', async () => {
    const { output, calls } = await transcribe({
      engine: {
        tamper(results, windows) {
          if (windows.length > 2) throw new AppError('out-of-memory', { what: 'Full.', meaning: 'm', action: 'a' });
          return results;
        },
      },
    });
    expect(calls.filter((call) => call.length > 2).length).toBe(1);
    expect(heard(output)).toEqual(BURSTS);
  });

  it('ends with the engine error when nothing works any more', async () => {
    const run = transcribe({
      engine: {
        tamper() {
          throw broken();
        },
      },
    });
    await expect(run).rejects.toMatchObject({ code: 'inference-failed' });
  });

  it('does not trust an engine that answers in another order', async () => {
    const { output } = await transcribe({
      engine: { tamper: (results, _, call) => (call === 1 ? results.reverse() : results) },
    });
    expect(heard(output)).toEqual(BURSTS);
  });
});

describe('coverage', () => {
  const silent = (result: AsrWindowResult): AsrWindowResult => ({ ...result, words: [], text: '' });

  it('names speech that came back without words', async () => {
    const { output, ctx } = await transcribe({
      engine: { tamper: (results) => results.map((result) => (result.index === 4 ? silent(result) : result)) },
    });
    expect(output.dropped).toEqual([{ startMs: 40_900, endMs: 42_700, reason: 'empty-decode' }]);
    expect(ctx.alerts.map(({ code }) => code)).toEqual(['speech-without-text']);
  });

  it('tries a suspiciously empty window again span by span and keeps the better result', async () => {
    // Phrases 2.3 s apart share windows; a window with several spans comes back empty.
    const spans = SPANS.flatMap((span): SpeechSpan[] => [
      { ...span, endMs: span.startMs + 1100 },
      { ...span, startMs: span.startMs + 1200 },
    ]);
    const checkpoints = memoryCheckpoints();
    const run = () =>
      transcribe({
        spans,
        ctx: recordingContext({ checkpoints }),
        engine: {
          tamper: (results, windows) =>
            results.map((result, i) => {
              const window = windows[i];
              return window?.startMs === 40_900 && window.speech.length > 1 ? silent(result) : result;
            }),
        },
      });
    const { output, ctx } = await run();
    expect(heard(output)).toEqual(BURSTS);
    expect(output.dropped).toEqual([]);
    expect(ctx.alerts.map(({ code }) => code)).toEqual(['asr-second-try']);
    expect(checkpoints.values.has('asr/0004-alone')).toBe(true);
    const resumed = await run();
    expect(resumed.calls).toEqual([]);
    expect(JSON.stringify(resumed.output)).toBe(JSON.stringify(output));
  });
});
