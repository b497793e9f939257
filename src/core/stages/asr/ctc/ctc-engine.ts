import { AppError, cancelled, describeUnknown, toAppError } from '../../../../shared/app-error.ts';
import { secondsToMs } from '../../../../shared/units.ts';
import type { AsrEngine, AsrRequest, AsrWindow, AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';
import type { InferenceSession } from '../../../ports/inference.ts';
import { failedResult } from '../whisper/window-result.ts';
import { planBatches } from './batches.ts';
import { createEmissions, type Emissions } from './emissions.ts';
import { type FrameGeometry, frameSeconds } from './frame-geometry.ts';
import { createCtcFrontEnd, type CtcFrontEndSpec } from './front-end.ts';
import { createCtcGraph, type CtcRow, unsupported } from './graph.ts';
import { greedyDecode } from './greedy.ts';
import { groupWords } from './group-words.ts';
import { type BeamSettings, prefixBeam } from './prefix-beam.ts';
import { cleanWords, type TextOptions } from './text/clean-words.ts';
import { timeTokens, type TimedToken } from './token-times.ts';
import type { CtcVocabulary } from './vocabulary.ts';
import type { WordFusion } from './word-fusion.ts';

export interface CtcEngineParts {
  /** Engine and model, e.g. `ctc-digits`. */
  readonly id: string;
  readonly session: InferenceSession;
  readonly frontEnd: CtcFrontEndSpec;
  readonly vocabulary: CtcVocabulary;
  readonly geometry: FrameGeometry;
  /** Whether the model was trained to be told what is padding. */
  readonly useMask: boolean;
  /** ISO 639 codes; empty for any. */
  readonly languages: readonly string[];
  readonly maxSeconds: number;
  readonly beam: BeamSettings;
  readonly fusion: WordFusion | undefined;
  readonly text: TextOptions;
}

interface Outcome {
  readonly result: AsrWindowResult;
  readonly error?: unknown;
}

/** Logits of one batch that are held at a time. */
const LOGITS_BYTES = 2 ** 28;
const LARGEST_BATCH = 16;
/** A frame more or less than `config.json` promises is rounding; more is another model. */
const FRAME_TOLERANCE = 1;

/**
 * A CTC model behind `AsrEngine`: batches of like length, greedy decoding or a prefix beam search (when a beam is asked for
 * or there is a language model), words timed by their outputs. Owns the session. Not re-entrant. `transcribe` rejects
 * only when cancelled or when every window of several fails. Throws `model-unsupported` when the graph does not fit.
 */
export function createCtcEngine(parts: CtcEngineParts): AsrEngine {
  const { id, session, vocabulary, geometry } = parts;
  const frontEnd = createCtcFrontEnd(parts.frontEnd);
  const outputs = vocabulary.tokens.length;
  const graph = createCtcGraph(session, frontEnd, { id, outputs, useMask: parts.useMask, padding: 1 });
  const perRow = geometry.frames(parts.maxSeconds * 16_000) * outputs * 4;
  const fitting = Math.max(1, Math.min(LARGEST_BATCH, Math.floor(LOGITS_BYTES / Math.max(1, perRow))));
  const batchMax = Math.min(graph.batchLimit, fitting);
  /** Falls when a batch did not fit in memory, and stays down. */
  let limit = batchMax;

  function decodeRow(window: AsrWindow, row: CtcRow, padded: number, request: AsrRequest): AsrWindowResult {
    const expected = geometry.frames(padded);
    if (Math.abs(row.frames - expected) > FRAME_TOLERANCE)
      throw unsupported(id, `gave ${row.frames} frames where its configuration promises ${expected}`);
    const frames = Math.min(row.frames, geometry.frames(window.samples.length));
    const emissions = createEmissions(row.logits, frames, vocabulary);
    const searched = parts.fusion !== undefined || request.beamSize > 1;
    const ids = searched
      ? (prefixBeam(emissions, vocabulary, parts.beam, parts.fusion).at(0)?.ids ?? [])
      : greedyDecode(emissions, vocabulary);
    const timed = timeTokens(emissions, ids, vocabulary);
    const heard = groupWords(timed, vocabulary).map((word): AsrWord => ({
      text: word.text,
      startMs: clamp(window, frameSeconds(geometry, word.from)),
      endMs: clamp(window, frameSeconds(geometry, word.to)),
      confidence: word.confidence,
      timing: 'native',
      ...(word.spaceBefore ? {} : { spaceBefore: false }),
    }));
    const language = request.language ?? (parts.languages.length === 1 ? parts.languages[0] : undefined);
    return windowResult(window, cleanWords(heard, language, parts.text), { language, emissions, timed, heard });
  }

  async function decodeSafely(
    windows: readonly AsrWindow[],
    request: AsrRequest,
    signal: AbortSignal,
  ): Promise<Outcome[]> {
    if (signal.aborted) throw cancelled(signal.reason);
    try {
      const rows = await graph.run(windows.map((window) => frontEnd.make(window.samples)));
      if (signal.aborted) throw cancelled(signal.reason);
      const longest = windows.reduce((most, { samples }) => Math.max(most, samples.length), 0);
      return windows.map((window, at) => ({ result: decodeRow(window, rows[at], longest, request) }));
    } catch (error) {
      if (signal.aborted) throw cancelled(signal.reason);
      if (windows.length === 1) return [{ result: failedResult(windows[0], describeUnknown(error)), error }];
      const half = windows.length >> 1;
      if (error instanceof AppError && error.code === 'out-of-memory') limit = half;
      const first = await decodeSafely(windows.slice(0, half), request, signal);
      return [...first, ...(await decodeSafely(windows.slice(half), request, signal))];
    }
  }

  return {
    id,
    capabilities: {
      wordTimes: 'native',
      languages: parts.languages.length === 0 ? 'any' : parts.languages,
      maxSeconds: parts.maxSeconds,
      batchMax,
    },
    async transcribe(windows, request, signal, progress) {
      const outcomes = new Map<number, Outcome>();
      const lengths = windows.map(({ samples }) => samples.length);
      // Too short for one frame: nothing to hear, and nothing a graph takes.
      const long = windows.map((_, at) => at).filter((at) => geometry.frames(lengths[at]) > 0);
      for (const [at, window] of windows.entries())
        if (!long.includes(at)) outcomes.set(at, { result: silentResult(window) });
      const total = long.reduce((sum, at) => sum + lengths[at], 0);
      let done = 0;
      const size = Math.max(1, Math.min(request.batchSize, limit));
      for (const batch of planBatches(
        long.map((at) => lengths[at]),
        size,
        graph.knowsPadding,
      )) {
        const places = batch.map((row) => long[row]);
        const decoded = await decodeSafely(
          places.map((at) => windows[at]),
          request,
          signal,
        );
        places.forEach((at, row) => outcomes.set(at, decoded[row]));
        done += places.reduce((sum, at) => sum + lengths[at], 0);
        if (done < total) progress?.(done / total);
      }
      progress?.(1);
      const ordered = windows.map((_, at) => outcomes.get(at) as Outcome);
      const broken = windows.length > 1 && ordered.every((outcome) => outcome.error !== undefined);
      if (broken) throw toAppError(ordered.at(-1)?.error);
      return ordered.map((outcome) => outcome.result);
    },
    dispose: () => session.dispose(),
  };
}

interface Heard {
  readonly language: string | undefined;
  readonly emissions: Emissions;
  readonly timed: readonly TimedToken[];
  readonly heard: readonly AsrWord[];
}

function windowResult(
  window: AsrWindow,
  words: readonly AsrWord[],
  { language, emissions, timed, heard }: Heard,
): AsrWindowResult {
  const left = heard.length - words.length;
  const logProb = timed.reduce((sum, { peak }) => sum + Math.log(peak), 0) / Math.max(1, timed.length);
  return {
    ...silentResult(window),
    words,
    drops: words.length === 0 ? silentResult(window).drops : [],
    text: words.map((word, at) => (at > 0 && word.spaceBefore !== false ? ' ' : '') + word.text).join(''),
    language,
    avgLogProb: logProb,
    noSpeechProb: Math.exp(emissions.silence.reduce((least, value) => Math.min(least, value), 0)),
    notes: left > 0 ? [`${left} fillers or signs left out`] : [],
  };
}

function silentResult(window: AsrWindow): AsrWindowResult {
  return {
    index: window.index,
    words: [],
    drops: window.speech.map((span) => ({ ...span, reason: 'empty-decode', detail: 'no words recognised' })),
    text: '',
    language: undefined,
    avgLogProb: 0,
    noSpeechProb: 1,
    temperature: 0,
    notes: [],
  };
}

function clamp(window: AsrWindow, seconds: number): number {
  return Math.min(window.endMs, window.startMs + secondsToMs(seconds));
}
