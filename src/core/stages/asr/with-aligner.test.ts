import { describe, expect, it } from 'vitest';
import type { Aligner } from '../../ports/aligner.ts';
import type { AsrEngine, AsrWindow, AsrWord } from '../../ports/asr-engine.ts';
import type { Alert } from '../../../shared/alert.ts';
import { AppError, cancelled } from '../../../shared/app-error.ts';
import { withAligner } from './with-aligner.ts';

const REQUEST = { language: undefined, beamSize: 1, batchSize: 8 };

function window(index: number, startMs: number, endMs: number): AsrWindow {
  const samples = new Float32Array((endMs - startMs) * 16).fill(index + 1);
  return { index, startMs, endMs, samples, speech: [{ startMs, endMs }] };
}

/** Two words in each window, timed as given. */
function engineOf(timing: AsrWord['timing'], language = 'en') {
  const disposed: string[] = [];
  const engine: AsrEngine = {
    id: 'writer',
    capabilities: { wordTimes: 'interpolated', languages: 'any', maxSeconds: 30, batchMax: 8 },
    transcribe: async (windows) =>
      windows.map(({ index, startMs, endMs }) => ({
        index,
        words: ['a', 'b'].map((text) => ({ text: text + index, startMs, endMs, confidence: 0.5, timing })),
        drops: [],
        text: `a${index} b${index}`,
        language,
        avgLogProb: 0,
        noSpeechProb: 0,
        temperature: 0,
        notes: [],
      })),
    dispose: async () => void disposed.push('engine'),
  };
  return { engine, disposed };
}

type Align = (window: AsrWindow, words: readonly AsrWord[]) => readonly AsrWord[] | undefined;

/** Puts words in order, 100 ms each, from the window's start. */
const inOrder: Align = ({ startMs }, words) =>
  words.map((word, i) => ({ ...word, startMs: startMs + i * 100, endMs: startMs + i * 100 + 100, timing: 'aligned' }));

function alignerOf(align: Align, disposed: string[] = []): Aligner & { readonly asked: AsrWindow[] } {
  const asked: AsrWindow[] = [];
  return {
    id: 'timer',
    languages: ['en', 'fr'],
    asked,
    async align(given, words) {
      asked.push(given);
      return align(given, words);
    },
    dispose: async () => void disposed.push('aligner'),
  };
}

function broken(): never {
  throw new AppError('inference-failed', { what: 'It broke.', meaning: 'No times.', action: 'Try another.' });
}

function setUp(align: Align, timing: AsrWord['timing'] = 'interpolated', always = false, language?: string) {
  const alerts: Alert[] = [];
  const { engine, disposed } = engineOf(timing, language);
  const aligner = alignerOf(align, disposed);
  const timed = withAligner(engine, aligner, { always, alert: (alert) => alerts.push(alert) });
  const run = (windows: readonly AsrWindow[], signal = new AbortController().signal) =>
    timed.transcribe(windows, REQUEST, signal);
  return { run, alerts, aligner, timed, disposed };
}

describe('withAligner', () => {
  it('times words that were only spread, with a note', async () => {
    const { run, alerts } = setUp(inOrder);
    const [result] = await run([window(0, 1000, 2000)]);
    expect(result.words.map(({ startMs, endMs, timing }) => [startMs, endMs, timing])).toEqual([
      [1000, 1100, 'aligned'],
      [1100, 1200, 'aligned'],
    ]);
    expect(result.notes).toEqual(['words timed by timer']);
    expect(alerts).toEqual([]);
  });

  it('leaves times that the recogniser knows, unless it is to time always', async () => {
    expect((await setUp(inOrder, 'dtw').run([window(0, 0, 1000)]))[0].words[0].timing).toBe('dtw');
    expect((await setUp(inOrder, 'dtw', true).run([window(0, 0, 1000)]))[0].words[0].timing).toBe('aligned');
  });

  it('keeps words and times when the aligner fails, tells once, and leaves it alone in the end', async () => {
    const { run, alerts, aligner } = setUp(broken);
    const results = await run([0, 1, 2, 3, 4].map((i) => window(i, i * 40_000, i * 40_000 + 1000)));
    expect(results.map(({ words }) => words.map(({ timing }) => timing))).toEqual(
      results.map(() => ['interpolated', 'interpolated']),
    );
    expect(alerts.map(({ code, severity }) => [code, severity])).toEqual([['aligner-failed', 'warning']]);
    expect(aligner.asked).toHaveLength(3);
  });

  it('tries text that does not fit together with its neighbour', async () => {
    const near = [window(0, 0, 1000), window(1, 1500, 2500)];
    const together: Align = (_, words) =>
      words.length === 2
        ? undefined
        : words.map((word, i) => {
            const startMs = [100, 300, 1600, 1800][i] ?? 0;
            return { ...word, startMs, endMs: startMs + 100, timing: 'aligned' };
          });
    const { run, aligner } = setUp(together);
    const results = await run(near);
    expect(results.map(({ words }) => words.map(({ startMs }) => startMs))).toEqual([
      [100, 300],
      [1600, 1800],
    ]);
    const merged = aligner.asked[1]?.samples ?? new Float32Array();
    expect([merged.length, merged[0], merged[20_000], merged[24_000]]).toEqual([40_000, 1, 0, 2]);
    const lost = await setUp(together).run([window(0, 0, 1000), window(1, 3500, 4500)]);
    expect(lost.flatMap(({ words }) => words.map(({ timing }) => timing))).toEqual(Array(4).fill('interpolated'));
  });

  it('does not ask for a language that the aligner does not know', async () => {
    const { run, aligner } = setUp(inOrder, 'interpolated', false, 'tr');
    const [result] = await run([window(0, 0, 1000)]);
    expect(result.notes).toEqual(['not aligned: timer does not know "tr"']);
    expect(aligner.asked).toEqual([]);
  });

  it('ends when it is cancelled, and frees both models', async () => {
    const { run, timed, disposed } = setUp(() => {
      throw cancelled('enough');
    });
    await expect(run([window(0, 0, 1000)])).rejects.toMatchObject({ code: 'cancelled' });
    await timed.dispose();
    expect(disposed.sort()).toEqual(['aligner', 'engine']);
  });
});
