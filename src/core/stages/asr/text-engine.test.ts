import { expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { AsrWindow } from '../../ports/asr-engine.ts';
import { createTextEngine, type Hearing, type TextEngineParts } from './text-engine.ts';

const never = new AbortController().signal;
const REQUEST = { language: 'en', beamSize: 1, batchSize: 4 };

/** Whole seconds of speech from `startMs` on. */
function windowOf(index: number, seconds: number, startMs = index * 30_000): AsrWindow {
  const span = { startMs, endMs: startMs + seconds * 1000 };
  return { index, ...span, samples: new Float32Array(seconds * 16_000), speech: [span] };
}

const heard = (text: string, language?: string): Hearing => ({
  kind: 'heard',
  heard: { text, language, phrases: [], words: [] },
});

/** An engine on a stand-in for the recogniser that answers by the window. */
function engineOf(answer: (window: AsrWindow) => Hearing, more: Partial<TextEngineParts> = {}) {
  const calls: { readonly seconds: readonly number[]; readonly language: string | undefined }[] = [];
  const engine = createTextEngine({
    id: 'stand-in',
    capabilities: { wordTimes: 'interpolated', languages: ['en', 'fr'], maxSeconds: 30, batchMax: 8 },
    languageHint: 'optional',
    recogniser: {
      recognise(windows, language) {
        calls.push({ seconds: windows.map((window) => window.samples.length / 16_000), language });
        return Promise.resolve(windows.map(answer));
      },
      dispose: () => Promise.resolve(),
    },
    ...more,
  });
  return { engine, calls };
}

it('works in batches of the size asked for, in order, and tells how far it is', async () => {
  const { engine, calls } = engineOf((window) => heard(`window ${window.index}`));
  const fractions: number[] = [];
  const windows = [0, 1, 2, 3, 4].map((index) => windowOf(index, 2));
  const results = await engine.transcribe(windows, { ...REQUEST, batchSize: 2 }, never, (done) => fractions.push(done));
  expect(calls.map((call) => call.seconds.length)).toEqual([2, 2, 1]);
  expect(results.map((result) => [result.index, result.text])).toEqual(windows.map((_, i) => [i, `window ${i}`]));
  expect(fractions).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
});

it('cuts what is too long in two until it fits, and joins the parts', async () => {
  const { engine } = engineOf((window) =>
    window.samples.length > 8 * 16_000 ? { kind: 'too-long' } : heard(`at ${window.startMs / 1000}`),
  );
  const [result] = await engine.transcribe([windowOf(0, 30)], REQUEST, never);
  const starts = [...result.text.matchAll(/at ([\d.]+)/g)].map((match) => Number(match[1]));
  expect(starts.length).toBeGreaterThanOrEqual(4);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  expect(result.words.map((word) => word.text).join(' ')).toBe(result.text);
  expect(result.words.every((word, i) => word.startMs >= (result.words[i - 1]?.endMs ?? 0))).toBe(true);
  expect(result.notes[0]).toMatch(/^cut in two/);
  expect(result.drops).toEqual([]);
});

it('cuts a window whose text did not fit, but not one that only repeats itself', async () => {
  const loop = 'again and again '.repeat(9);
  const { engine, calls } = engineOf((window) => {
    if (window.index === 1 && window.samples.length === 480_000) return { ...heard(loop), kind: 'cut-off' } as Hearing;
    if (window.samples.length === 480_000) return { ...heard('much more'), kind: 'cut-off' } as Hearing;
    return heard('half');
  });
  const [full, looping] = await engine.transcribe([windowOf(0, 30), windowOf(1, 30)], REQUEST, never);
  expect(full.text).toBe('half half');
  expect(looping.text).toBe('again and again');
  expect(looping.drops[0]).toMatchObject({ reason: 'repetition-loop' });
  expect(calls).toHaveLength(2);
});

it('keeps what there is of text that does not fit however short the sound', async () => {
  const { engine, calls } = engineOf(() => ({ ...heard('some words'), kind: 'cut-off' }) as Hearing);
  const [result] = await engine.transcribe([windowOf(0, 4)], REQUEST, never);
  expect(result.text).toMatch(/^some words( some words)+$/);
  expect(result.notes).toContain('stopped at the token budget');
  expect(calls.length).toBeLessThan(20);
});

it('drops a window the model takes at no length, and fails when no window works', async () => {
  const { engine } = engineOf((window) => (window.startMs < 30_000 ? { kind: 'too-long' } : heard('fine')));
  const [lost, fine] = await engine.transcribe([windowOf(0, 2), windowOf(1, 2)], REQUEST, never);
  expect(lost.drops[0]).toMatchObject({ startMs: 0, reason: 'decode-failed' });
  expect(fine.text).toBe('fine');
  const broken = engineOf(() => ({ kind: 'failed', why: 'nothing goes' })).engine;
  await expect(broken.transcribe([windowOf(0, 2), windowOf(1, 2)], REQUEST, never)).rejects.toMatchObject({
    code: 'inference-failed',
    message: expect.stringContaining('nothing goes') as string,
  });
});

it('tells the model the language only where it takes one, and keeps it for the text', async () => {
  const { engine, calls } = engineOf((window) => heard('bon', window.index === 1 ? 'fr' : undefined), {
    languageHint: 'never',
  });
  const results = await engine.transcribe([windowOf(0, 2), windowOf(1, 2)], REQUEST, never);
  expect(calls[0].language).toBeUndefined();
  expect(results.map((result) => result.language)).toEqual(['en', 'fr']);
});

it('refuses a language the model lacks, and none where it needs one', async () => {
  const code = { code: 'options-invalid' };
  await expect(
    engineOf(() => heard('')).engine.transcribe([], { ...REQUEST, language: 'tr' }, never),
  ).rejects.toMatchObject(code);
  const needing = engineOf(() => heard(''), { languageHint: 'needed' }).engine;
  await expect(needing.transcribe([], { ...REQUEST, language: undefined }, never)).rejects.toMatchObject(code);
});

it('stops when cancelled and takes an answer of the wrong length for a failure', async () => {
  const controller = new AbortController();
  const { engine, calls } = engineOf(() => {
    controller.abort();
    return heard('late');
  });
  const windows = [windowOf(0, 2), windowOf(1, 2)];
  const request = { ...REQUEST, batchSize: 1 };
  await expect(engine.transcribe(windows, request, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(calls).toHaveLength(1);
  const short = engineOf(() => heard(''), {
    recogniser: { recognise: () => Promise.resolve([]), dispose: () => Promise.resolve() },
  }).engine;
  await expect(short.transcribe(windows, request, never)).rejects.toBeInstanceOf(AppError);
});
