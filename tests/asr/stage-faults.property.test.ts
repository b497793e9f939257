import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AsrWindow, AsrWindowResult } from '../../src/core/ports/asr-engine.ts';
import { type AsrOutput, createAsrStage } from '../../src/core/stages/asr/asr-stage.ts';
import { createCascade, type OpenedRung } from '../../src/core/stages/asr/cascade/cascade.ts';
import { overlapMs } from '../../src/core/timeline/span.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { memorySource } from '../support/memory-source.ts';
import { memoryCheckpoints, recordingContext } from '../support/stage-context.ts';

const FAULTS = ['throw', 'oom', 'crash', 'hang', 'down', 'fewer', 'gave-up', 'loop', 'empty', 'cancel'] as const;
type Fault = (typeof FAULTS)[number];

/** Seven phrases of four seconds, ten apart: a window each. */
const SPANS = Array.from({ length: 7 }, (_, i) => ({ startMs: i * 10_000 + 1000, endMs: i * 10_000 + 5000 })).map(
  (span) => ({ ...span, probability: 0.9 }),
);
const SOURCE = memorySource(new Float32Array(72_000 * 16), { blockSamples: 72_000 * 16 });
const RUNGS = (['large', 'small'] as const).flatMap((engineId, at) =>
  (['cuda', 'cpu'] as const).map((device) => ({
    ...({ engineId, modelId: engineId, device, needBytes: 2 - at, maxBatch: 4, languages: 'any' } as const),
  })),
);

function hear({ index, startMs, endMs }: AsrWindow, text: string): AsrWindowResult {
  const words = text === '' ? [] : text.split(' ');
  const step = (endMs - startMs) / Math.max(1, words.length);
  return {
    index,
    words: words.map((word, i) => ({
      ...{ startMs: startMs + i * step, endMs: startMs + (i + 1) * step, text: word },
      ...({ confidence: 0.9, timing: 'native' } as const),
    })),
    ...{ drops: [], text, language: 'en', avgLogProb: -0.1, noSpeechProb: 0, temperature: 0, notes: [] },
  };
}

function thrown(fault: Fault): AppError {
  const code = ({ crash: 'engine-crashed', hang: 'engine-unresponsive', down: 'remote-failed' } as const)[
    fault as 'crash'
  ];
  const what = fault === 'oom' ? 'CUDA failure 2: out of memory' : fault;
  return new AppError(code ?? 'inference-failed', { what, meaning: 'm', action: 'a' });
}

/** A job over `checkpoints` whose recognisers fail as the list says, one entry a call; it ends when the list asks for it. */
async function attempt(
  faults: (Fault | undefined)[],
  checkpoints: ReturnType<typeof memoryCheckpoints>,
  again: boolean,
) {
  const stop = new AbortController();
  const engine = (id: string, device: string): OpenedRung => ({
    ...{ id, device, dispose: () => Promise.resolve() },
    capabilities: { wordTimes: 'native', languages: 'any', maxSeconds: 30, batchMax: 4 },
    transcribe(windows) {
      const fault = faults.shift();
      if (fault === 'cancel') stop.abort();
      if (fault === 'loop') return Promise.resolve(windows.map((one) => hear(one, Array(12).fill('again').join(' '))));
      if (fault === 'empty') return Promise.resolve(windows.map((one) => hear(one, '')));
      const results = windows.map((one) => hear(one, `${id} says number ${one.index} here`));
      if (fault === 'fewer') return Promise.resolve(results.slice(1));
      if (fault === 'gave-up') {
        const drops = windows.map(({ startMs, endMs }) => ({ startMs, endMs, reason: 'decode-failed' }) as const);
        return Promise.resolve(results.map((one, i) => ({ ...one, words: [], drops: drops.slice(i, i + 1) })));
      }
      return fault === undefined || fault === 'cancel' ? Promise.resolve(results) : Promise.reject(thrown(fault));
    },
  });
  const ctx = { ...recordingContext({ checkpoints, signal: stop.signal }), again };
  const parts = { rungs: RUNGS, language: 'en', onStep: () => undefined };
  const cascade = await createCascade(
    { ...parts, open: (one) => Promise.resolve(engine(one.engineId, one.device)) },
    stop.signal,
  );
  const extras = { another: () => Promise.resolve(engine('other', 'cpu')), nowMs: () => 0 };
  const options = { language: 'en', beamSize: 1, batchSize: 4, redecode: 'auto' } as const;
  try {
    return await createAsrStage(cascade, undefined, extras).run({ source: SOURCE, spans: SPANS }, options, ctx);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).code === 'cancelled' ? 'cancelled' : 'failed';
  } finally {
    await cascade.dispose();
  }
}

const hasWords = ({ words }: AsrOutput) => SPANS.map((span) => words.some((word) => overlapMs(word, span) > 0));

it('no phrase is lost without a reason, whatever fails, is doubted, stopped or done again', async () => {
  const anyFaults = fc.array(fc.option(fc.constantFrom(...FAULTS), { nil: undefined, freq: 2 }), { maxLength: 25 });
  let finished = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyFaults, { minLength: 1, maxLength: 3 }), anyFaults, async (jobs, later) => {
      const checkpoints = memoryCheckpoints();
      let first: AsrOutput | 'cancelled' | 'failed' = 'cancelled';
      // A job that is stopped is resumed; the last one is not disturbed.
      for (const faults of [...jobs, []]) {
        first = await attempt([...faults], checkpoints, false);
        if (first !== 'cancelled' && first !== 'failed') break;
      }
      if (first === 'cancelled' || first === 'failed') throw new Error('the undisturbed job did not end');
      finished++;
      const complete = (output: AsrOutput): void => {
        const written = hasWords(output);
        for (const [at, span] of SPANS.entries()) {
          const why = output.dropped.filter((drop) => overlapMs(drop, span) > 0);
          if (written[at] !== true) expect(why.length).toBeGreaterThan(0);
        }
        expect(output.words.every(({ engine }) => ['large', 'small', 'other'].includes(engine))).toBe(true);
      };
      complete(first);
      const before = hasWords(first);
      const again = await attempt([...later], checkpoints, true);
      if (again === 'cancelled' || again === 'failed') return;
      complete(again);
      const whole = first.dropped.every(({ reason }) => reason !== 'decode-failed');
      if (whole && first.standIns === undefined) expect(again.standIns ?? 0).toBe(0);
      // What had words keeps words.
      for (const [at, had] of before.entries()) if (had) expect(hasWords(again)[at]).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect(finished).toBe(300);
});
