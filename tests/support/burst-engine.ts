import type { AsrEngine, AsrRequest, AsrWindow, AsrWindowResult, AsrWord } from '../../src/core/ports/asr-engine.ts';

/** One burst of a drawn recording: from, to in milliseconds, and its level in hundredths, which is also its "word". */
export type Burst = readonly [startMs: number, endMs: number, level: number];

/** A recording of `lengthMs` with constant-level bursts, silent in between. */
export function drawBursts(bursts: readonly Burst[], lengthMs: number): Float32Array {
  const samples = new Float32Array(lengthMs * 16);
  for (const [startMs, endMs, level] of bursts) samples.fill(level / 100, startMs * 16, endMs * 16);
  return samples;
}

export interface BurstEngineOptions {
  readonly batchMax?: number;
  readonly maxSeconds?: number;
  /** Changes the answer to a call, or throws, for testing failures. `call` counts from 1. */
  readonly tamper?: (results: AsrWindowResult[], windows: readonly AsrWindow[], call: number) => AsrWindowResult[];
}

/**
 * A recogniser for drawn recordings: it reads each burst's level from the samples it is given and writes it as a word with
 * the burst's times, so a stage that mixes up audio, times or windows writes wrong words.
 */
export function burstEngine(options: BurstEngineOptions = {}) {
  const calls: number[][] = [];
  const requests: AsrRequest[] = [];
  const engine: AsrEngine = {
    id: 'bursts',
    capabilities: {
      wordTimes: 'native',
      languages: 'any',
      maxSeconds: options.maxSeconds ?? 30,
      batchMax: options.batchMax ?? 4,
    },
    async transcribe(windows, request, signal) {
      signal.throwIfAborted();
      calls.push(windows.map((window) => window.index));
      requests.push(request);
      const results = windows.map(hear);
      return options.tamper?.(results, windows, calls.length) ?? results;
    },
    dispose: () => Promise.resolve(),
  };
  return { engine, calls, requests };
}

function hear(window: AsrWindow): AsrWindowResult {
  const words: AsrWord[] = [];
  const { samples, startMs } = window;
  for (let from = 0; from < samples.length; from++) {
    const level = Math.round((samples[from] ?? 0) * 100);
    if (level === 0) continue;
    let to = from;
    while (to < samples.length && Math.round((samples[to] ?? 0) * 100) === level) to++;
    words.push({
      startMs: startMs + from / 16,
      endMs: startMs + to / 16,
      text: `n${level}`,
      confidence: level / 100,
      timing: 'native',
    });
    from = to;
  }
  return {
    index: window.index,
    words,
    drops: [],
    text: words.map(({ text }) => text).join(' '),
    language: 'en',
    avgLogProb: -0.1,
    noSpeechProb: 0,
    temperature: 0,
    notes: [],
  };
}
