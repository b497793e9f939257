import type { AsrEngine, AsrRequest, AsrWindow, AsrWindowResult } from '../../ports/asr-engine.ts';
import type { StageContext } from '../../ports/stage.ts';
import { AppError, cancelled, toAppError } from '../../../shared/app-error.ts';
import { repaired } from './detect/repair.ts';
import { fitWords } from './merge-words.ts';

/** After this many windows in a row that fail alone, the engine is broken and the run ends with its error. */
const MAX_FAILURES_IN_A_ROW = 3;

/**
 * Runs an engine on batches and keeps one bad window from ending the run: a batch that is rejected is halved, a window that
 * fails alone becomes a `decode-failed` drop with an alert. After `out-of-memory` later batches stay at the smaller size.
 * `transcribe` throws `cancelled`, or the engine's error when three windows in a row fail.
 */
export class WindowDecoder {
  readonly #engine: AsrEngine;
  readonly #request: AsrRequest;
  readonly #ctx: StageContext;
  #limit: number;
  #failuresInARow = 0;

  constructor(engine: AsrEngine, request: AsrRequest, ctx: StageContext) {
    this.#engine = engine;
    this.#request = request;
    this.#ctx = ctx;
    this.#limit = request.batchSize;
  }

  /** Results in the order of `windows`, words fitted into their window, without text that cannot have been said. */
  async transcribe(windows: readonly AsrWindow[], progress?: (fraction: number) => void): Promise<AsrWindowResult[]> {
    if (this.#ctx.signal.aborted) throw cancelled(this.#ctx.signal.reason);
    if (windows.length > this.#limit) return this.#inParts(windows, this.#limit);
    let results: readonly AsrWindowResult[];
    try {
      results = await this.#engine.transcribe(windows, this.#request, this.#ctx.signal, progress);
      checkAnswer(windows, results);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (this.#ctx.signal.aborted || error.code === 'cancelled') throw error;
      return this.#recover(windows, error);
    }
    this.#failuresInARow = 0;
    return results.map((result, i) => {
      const window = windows[i];
      for (const drop of result.drops) if (drop.reason === 'decode-failed') this.#report(window, drop.detail);
      return repaired({ ...result, words: fitWords(result.words, window) }, window);
    });
  }

  async #inParts(windows: readonly AsrWindow[], size: number): Promise<AsrWindowResult[]> {
    const results: AsrWindowResult[] = [];
    for (let from = 0; from < windows.length; from += size) {
      results.push(...(await this.transcribe(windows.slice(from, from + size))));
    }
    return results;
  }

  async #recover(windows: readonly AsrWindow[], error: AppError): Promise<AsrWindowResult[]> {
    const [first] = windows;
    if (windows.length > 1) {
      const size = Math.ceil(windows.length / 2);
      if (error.code === 'out-of-memory') this.#limit = size;
      this.#ctx.alert({
        code: 'asr-batch-reduced',
        severity: 'info',
        stage: 'asr',
        message: `A batch of ${windows.length} windows failed (${error.parts.what}) and is tried again ${size} at a time.`,
        values: { windows: windows.length, size, reason: error.parts.what },
      });
      return this.#inParts(windows, size);
    }
    this.#failuresInARow++;
    if (this.#failuresInARow >= MAX_FAILURES_IN_A_ROW || first === undefined) throw error;
    this.#report(first, error.parts.what);
    const { startMs, endMs, index } = first;
    return [
      {
        index,
        words: [],
        drops: [{ startMs, endMs, reason: 'decode-failed', detail: error.parts.what }],
        text: '',
        language: undefined,
        avgLogProb: Number.NEGATIVE_INFINITY,
        noSpeechProb: 0,
        temperature: 0,
        notes: [],
      },
    ];
  }

  #report(window: AsrWindow, detail: string | undefined): void {
    this.#ctx.alert({
      code: 'asr-window-failed',
      severity: 'error',
      stage: 'asr',
      message: `This stretch could not be transcribed${detail === undefined ? '' : `: ${detail}`}`,
      values: detail === undefined ? {} : { reason: detail },
      startMs: window.startMs,
      endMs: window.endMs,
    });
  }
}

function checkAnswer(windows: readonly AsrWindow[], results: readonly AsrWindowResult[]): void {
  if (results.length === windows.length && windows.every((window, i) => results[i]?.index === window.index)) return;
  throw new AppError('inference-failed', {
    what: `The speech recogniser answered ${results.length} of ${windows.length} windows, or in another order.`,
    meaning: 'Its text cannot be matched with the recording.',
    action: 'Choose another speech recognition model and report this one.',
  });
}
