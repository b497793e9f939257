import type { Aligner } from '../../ports/aligner.ts';
import type { AsrEngine, AsrWindow, AsrWindowResult, AsrWord } from '../../ports/asr-engine.ts';
import type { Alert } from '../../../shared/alert.ts';
import { cancelled, toAppError } from '../../../shared/app-error.ts';
import { SAMPLE_RATE } from '../../../shared/units.ts';

export interface AlignerUse {
  /** All words get new times, not only those that were merely spread over their speech. */
  readonly always: boolean;
  readonly alert: (alert: Alert) => void;
}

/** Neighbours further apart say nothing about each other. */
const MOST_GAP_MS = 2000;
const MOST_WINDOW_MS = 30_000;
/** After so many failures in a row the aligner is left alone. */
const MOST_FAILURES = 3;

/**
 * The same recogniser with words timed by an aligner: those it only spread over the speech, or all. Words that cannot be
 * aligned, also together with a neighbouring window of the same call, keep their times, with a note; so do all words when the
 * aligner fails, with one alert. Both belong to the returned engine, which disposes them. `transcribe` throws as the recogniser does.
 */
export function withAligner(engine: AsrEngine, aligner: Aligner, use: AlignerUse): AsrEngine {
  let failures = 0;
  let told = false;

  const align = async (
    window: AsrWindow,
    words: readonly AsrWord[],
    language: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly AsrWord[] | undefined> => {
    if (signal.aborted) throw cancelled(signal.reason);
    if (failures >= MOST_FAILURES) return undefined;
    try {
      const aligned = await aligner.align(window, words, language, signal);
      failures = 0;
      return aligned?.length === words.length ? aligned : undefined;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (signal.aborted || error.code === 'cancelled') throw error;
      failures++;
      if (!told) use.alert(alignerFailed(aligner.id, error.parts.what));
      told = true;
      return undefined;
    }
  };

  const retime = async (
    windows: readonly AsrWindow[],
    results: readonly AsrWindowResult[],
    index: number,
    asked: string | undefined,
    signal: AbortSignal,
  ): Promise<AsrWindowResult> => {
    const result = results[index];
    const window = windows[index];
    const { words } = result;
    if (words.length === 0 || !(use.always || words.some(({ timing }) => timing === 'interpolated'))) return result;
    const language = result.language ?? asked ?? onlyLanguage(aligner);
    if (language !== undefined && aligner.languages !== 'any' && !aligner.languages.includes(language))
      return noted(result, `not aligned: ${aligner.id} does not know "${language}"`);
    let aligned = await align(window, words, language, signal);
    for (const other of [index - 1, index + 1]) {
      if (aligned !== undefined || other < 0 || other >= windows.length || results[other].words.length === 0) continue;
      const [first, second] = other < index ? [other, index] : [index, other];
      const both = merged(windows[first], windows[second]);
      if (both === undefined) continue;
      const all = await align(both, [...results[first].words, ...results[second].words], language, signal);
      const own = other < index ? all?.slice(-words.length) : all?.slice(0, words.length);
      // A word that moved into the other window was not said where it was heard.
      if (own?.every((word) => word.startMs >= window.startMs && word.endMs <= window.endMs) === true) aligned = own;
    }
    return aligned === undefined
      ? noted(result, `not aligned: the text does not fit the sound for ${aligner.id}`)
      : noted({ ...result, words: aligned }, `words timed by ${aligner.id}`);
  };

  return {
    get id() {
      return engine.id;
    },
    get capabilities() {
      return engine.capabilities;
    },
    async transcribe(windows, request, signal, progress) {
      const results = await engine.transcribe(windows, request, signal, progress);
      // What does not fit the windows is the caller's to refuse.
      if (results.length !== windows.length) return results;
      const timed: AsrWindowResult[] = [];
      for (const index of windows.keys()) timed.push(await retime(windows, results, index, request.language, signal));
      return timed;
    },
    async dispose() {
      await Promise.all([engine.dispose(), aligner.dispose()]);
    },
  };
}

/** What is said when an aligner cannot be used. */
export function alignerFailed(id: string, why: string): Alert {
  return {
    code: 'aligner-failed',
    severity: 'warning',
    stage: 'asr',
    message: `The aligner ${id} failed (${why}). No words are lost, but their times are less exact.`,
    values: { aligner: id, reason: why },
  };
}

function noted(result: AsrWindowResult, note: string): AsrWindowResult {
  return { ...result, notes: [...result.notes, note] };
}

function onlyLanguage({ languages }: Aligner): string | undefined {
  return languages !== 'any' && languages.length === 1 ? languages[0] : undefined;
}

/** Two windows as one, silent between them, where they are near and not too long together. */
function merged(first: AsrWindow, second: AsrWindow): AsrWindow | undefined {
  const { startMs } = first;
  const { endMs } = second;
  const gapMs = second.startMs - first.endMs;
  if (gapMs < 0 || gapMs > MOST_GAP_MS || endMs - startMs > MOST_WINDOW_MS) return undefined;
  const samples = new Float32Array(Math.ceil(((endMs - startMs) * SAMPLE_RATE) / 1000));
  samples.set(first.samples.subarray(0, samples.length));
  const at = Math.round(((second.startMs - startMs) * SAMPLE_RATE) / 1000);
  samples.set(second.samples.subarray(0, samples.length - at), at);
  return { index: first.index, startMs, endMs, samples, speech: [...first.speech, ...second.speech] };
}
