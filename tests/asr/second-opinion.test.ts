import { describe, expect, it } from 'vitest';
import type { AsrEngine, AsrRequest, AsrWindow, AsrWindowResult } from '../../src/core/ports/asr-engine.ts';
import type { CheckpointStore } from '../../src/core/ports/checkpoints.ts';
import { type AsrOptions, createAsrStage } from '../../src/core/stages/asr/asr-stage.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { memorySource } from '../support/memory-source.ts';
import { memoryCheckpoints, recordingContext } from '../support/stage-context.ts';

/** Twelve phrases of four seconds, ten apart: a window each. */
const STARTS = Array.from({ length: 12 }, (_, i) => 1000 + i * 10_000);
const SPANS = STARTS.map((startMs) => ({ startMs, endMs: startMs + 4000, probability: 0.9 }));
const SAMPLES = new Float32Array(121_000 * 16);

/** What is said in a window; every window says something else. */
const said = (at: number): string => `phrase ${'abcdefghijkl'[at]} number ${at} is spoken here today`;
const LOOP = Array.from({ length: 12 }, () => 'again').join(' ');

interface Script {
  readonly id: string;
  readonly text?: (at: number) => string;
  readonly language?: (at: number, request: AsrRequest) => string;
  readonly heard?: (at: number) => Readonly<Record<string, number>> | undefined;
  readonly confidence?: number;
  readonly before?: (at: number) => void;
}

function scripted({ id, text = said, language, heard, confidence = 0.9, before }: Script) {
  const calls: number[] = [];
  const requests: AsrRequest[] = [];
  const hear = (window: AsrWindow, request: AsrRequest): AsrWindowResult => {
    const words = text(window.index).split(' ');
    const step = (window.endMs - window.startMs) / words.length;
    const probabilities = request.language === undefined ? heard?.(window.index) : undefined;
    return {
      index: window.index,
      words: words.map((word, i) => ({
        startMs: window.startMs + i * step,
        endMs: window.startMs + (i + 1) * step,
        text: word,
        confidence,
        timing: 'native',
      })),
      drops: [],
      text: words.join(' '),
      language: language?.(window.index, request) ?? 'en',
      ...(probabilities === undefined ? {} : { languages: probabilities }),
      avgLogProb: -0.1,
      noSpeechProb: 0,
      temperature: 0,
      notes: [],
    };
  };
  const engine: AsrEngine = {
    id,
    capabilities: { wordTimes: 'native', languages: 'any', maxSeconds: 30, batchMax: 1 },
    async transcribe(windows, request) {
      for (const { index } of windows) {
        before?.(index);
        calls.push(index);
      }
      requests.push(request);
      return windows.map((window) => hear(window, request));
    },
    dispose: () => Promise.resolve(),
  };
  return { engine, calls, requests };
}

interface Setup {
  readonly first: Script;
  readonly other?: Script;
  readonly options?: Partial<AsrOptions>;
  readonly checkpoints?: CheckpointStore;
  readonly nowMs?: () => number;
}

async function run({ first, other, options, checkpoints, nowMs = () => 0 }: Setup) {
  const one = scripted(first);
  const two = other === undefined ? undefined : scripted(other);
  let asked = 0;
  const another = () => Promise.resolve((asked++, two?.engine));
  const ctx = recordingContext(checkpoints === undefined ? {} : { checkpoints });
  const stage = createAsrStage(one.engine, undefined, { another, nowMs });
  const input = { source: memorySource(SAMPLES, { blockSamples: 16_000 }), spans: SPANS };
  const output = await stage.run(input, { beamSize: 1, batchSize: 1, redecode: 'auto', ...options }, ctx);
  return { output, ctx, first: one, other: two, asked: () => asked };
}

const looping = (...places: readonly number[]) => ({
  id: 'first',
  text: (at: number) => (places.includes(at) ? LOOP : said(at)),
});
const alertOf = ({ ctx }: Awaited<ReturnType<typeof run>>, code: string) =>
  ctx.alerts.find((alert) => alert.code === code);

describe('a second opinion', () => {
  it('replaces text that loops, names who wrote it and counts the tries', async () => {
    const outcome = await run({ first: looping(3, 7), other: { id: 'other' } });
    expect(outcome.other?.calls).toEqual([3, 7]);
    expect(outcome.output.text).toBe(STARTS.map((_, at) => said(at)).join(' '));
    const engines = outcome.output.words.map(({ engine, startMs }) => [engine, Math.floor(startMs / 10_000)] as const);
    for (const [engine, at] of engines) expect(engine).toBe(at === 3 || at === 7 ? 'other' : 'first');
    expect(alertOf(outcome, 'asr-second-opinion')).toMatchObject({ counts: { tried: 2, kept: 2 } });
    expect(alertOf(outcome, 'asr-text-doubtful')).toBeUndefined();
    expect(outcome.ctx.fractions).toEqual([...outcome.ctx.fractions].sort((a, b) => a - b));
    expect(outcome.ctx.fractions.at(-1)).toBe(1);
  });

  it('keeps the first text where the second is no better, and tells of the doubt', async () => {
    const outcome = await run({ first: looping(3), other: { id: 'other', text: () => LOOP, confidence: 0.95 } });
    expect(outcome.other?.calls).toEqual([3]);
    expect(outcome.output.words.every(({ engine }) => engine === 'first')).toBe(true);
    expect(alertOf(outcome, 'asr-second-opinion')).toMatchObject({ counts: { tried: 1, kept: 0 } });
    expect(alertOf(outcome, 'asr-text-doubtful')).toMatchObject({ counts: { loop: 1 } });
  });

  it('asks nobody when nothing is in doubt, or when it is switched off', async () => {
    expect((await run({ first: looping(), other: { id: 'other' } })).asked()).toBe(0);
    const off = await run({ first: looping(3), other: { id: 'other' }, options: { redecode: 'off' } });
    expect(off.asked()).toBe(0);
    expect(off.output.text).toContain(LOOP);
  });

  it('takes no more audio than the budget, worst first', async () => {
    const wrong = (at: number) => (at === 9 ? 'Это совсем другой язык здесь' : at === 2 ? LOOP : said(at));
    const outcome = await run({
      first: { id: 'first', text: wrong },
      other: { id: 'other' },
      options: { redecode: 5 },
    });
    expect(outcome.other?.calls).toEqual([9]);
  });

  it('stops when its time is spent; what is stored gives the same bytes again', async () => {
    const checkpoints = memoryCheckpoints();
    let now = 0;
    const places = [1, 4, 6, 8];
    const slow = { id: 'other', before: () => void (now += 40_000) };
    const spent = await run({ first: looping(...places), other: slow, checkpoints, nowMs: () => now });
    expect(spent.other?.calls).toEqual([1, 4]);
    expect(alertOf(spent, 'asr-second-opinion')?.message).toContain('2 more were left');
    const resumed = await run({ first: looping(...places), other: slow, checkpoints });
    expect(resumed.other?.calls).toEqual([]);
    expect(JSON.stringify(resumed.output)).toBe(JSON.stringify(spent.output));
    expect(resumed.ctx.alerts).toEqual(spent.ctx.alerts);
  });

  it('that was interrupted goes on where it was', async () => {
    const whole = await run({ first: looping(1, 4, 6), other: { id: 'other' } });
    const checkpoints = memoryCheckpoints();
    const dying = {
      id: 'other',
      before(at: number) {
        if (at === 4) throw new AppError('cancelled', { what: 'Stopped.', meaning: 'It was.', action: 'Go on.' });
      },
    };
    await expect(run({ first: looping(1, 4, 6), other: dying, checkpoints })).rejects.toMatchObject({
      code: 'cancelled',
    });
    const resumed = await run({ first: looping(1, 4, 6), other: { id: 'other' }, checkpoints });
    expect(resumed.first.calls).toEqual([]);
    expect(resumed.other?.calls).toEqual([4, 6]);
    expect(JSON.stringify(resumed.output)).toBe(JSON.stringify(whole.output));
  });

  it('costs nothing when the other recogniser fails', async () => {
    const broken = {
      id: 'other',
      before() {
        throw new AppError('inference-failed', { what: 'Broken.', meaning: 'It is.', action: 'None.' });
      },
    };
    const outcome = await run({ first: looping(1, 2, 3, 4, 5), other: broken });
    expect(outcome.output.words.every(({ engine }) => engine === 'first')).toBe(true);
    expect(alertOf(outcome, 'asr-second-opinion-failed')?.message).toContain('Broken.');
    expect(outcome.ctx.alerts.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('a list of languages', () => {
  const LANGUAGES = ['tr', 'en'];
  const mixed = {
    id: 'first',
    heard: (at: number) =>
      at >= 8 ? { tr: 0.01, en: 0.99 } : at === 3 ? { tr: 0.4, en: 0.6 } : { tr: 0.99, en: 0.01 },
    language: (at: number, request: AsrRequest) => request.language ?? (at >= 8 || at === 3 ? 'en' : 'tr'),
  };

  it('goes to the recogniser; a doubtful window follows its neighbours, words name their language', async () => {
    const outcome = await run({ first: mixed, options: { languages: LANGUAGES } });
    expect(outcome.first.calls).toEqual([...STARTS.keys(), 3]);
    expect(outcome.first.requests[0]).toMatchObject({ language: undefined, languages: LANGUAGES });
    expect(outcome.first.requests.at(-1)).toMatchObject({ language: 'tr' });
    const spoken = outcome.output.words.map(
      ({ language, startMs }) => [Math.floor(startMs / 10_000), language] as const,
    );
    for (const [at, language] of spoken) expect(language).toBe(at >= 8 ? 'en' : 'tr');
    expect(outcome.output.language).toBe('tr');
    expect(alertOf(outcome, 'asr-language-settled')).toMatchObject({ counts: { settled: 1 } });
  });

  it('keeps what was decoded again for a resumed run', async () => {
    const checkpoints = memoryCheckpoints();
    const options = { languages: LANGUAGES };
    const whole = await run({ first: mixed, options, checkpoints });
    const again = await run({ first: mixed, options, checkpoints });
    expect(again.first.calls).toEqual([]);
    expect(JSON.stringify(again.output)).toBe(JSON.stringify(whole.output));
  });

  it('means nothing when the language is given', async () => {
    const outcome = await run({ first: mixed, options: { language: 'tr', languages: LANGUAGES } });
    expect(outcome.first.requests.every(({ languages }) => languages === undefined)).toBe(true);
    expect(outcome.output.words[0]).not.toHaveProperty('language');
  });
});
