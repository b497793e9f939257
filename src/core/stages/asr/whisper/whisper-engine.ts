import { AppError, cancelled, describeUnknown, toAppError } from '../../../../shared/app-error.ts';
import { SAMPLE_RATE } from '../../../../shared/units.ts';
import type { AsrEngine, AsrRequest, AsrWindow, AsrWindowResult } from '../../../ports/asr-engine.ts';
import type { Tensor } from '../../../ports/inference.ts';
import { coveredMs } from '../../../timeline/span.ts';
import { chooseHeads } from './attention-trace.ts';
import { concatRows } from './batch-rows.ts';
import { tokenBudget } from './budget.ts';
import type { WhisperConfig, WhisperGenerationConfig } from './config.ts';
import { decodeWithFallback } from './decode.ts';
import type { DecodeContext, DecodeRow } from './decode-types.ts';
import { createLogMel } from './log-mel.ts';
import type { WhisperSessions } from './layout.ts';
import { createWhisperModel } from './model.ts';
import type { DeflateSize } from './quality.ts';
import { beginSuppressedTokens, suppressedTokens } from './suppress.ts';
import type { WhisperTokenizer } from './tokenizer.ts';
import { failedResult, windowResult } from './window-result.ts';

/** How an engine decodes; every field has a default. */
export interface WhisperSettings {
  /**
   * Decode with timestamp tokens. `auto`: only when the export has no cross-attention to time words with, since plain
   * decoding is shorter and word times from attention are finer.
   */
  readonly timestamps: 'auto' | boolean;
  /** Fallback ladder; the first entry is the normal decode. */
  readonly temperatures: readonly number[];
}

export interface WhisperEngineParts {
  /** Engine and model, e.g. `whisper-digits`. */
  readonly id: string;
  readonly sessions: WhisperSessions;
  readonly config: WhisperConfig;
  readonly generation: WhisperGenerationConfig;
  readonly tokenizer: WhisperTokenizer;
  readonly deflateSize: DeflateSize;
  readonly settings?: Partial<WhisperSettings>;
}

interface Outcome {
  readonly result: AsrWindowResult;
  /** What made the window fail. */
  readonly error?: unknown;
}

const MAX_SECONDS = 30;
/** What English-only models hear; their prompt has no language token. */
const ENGLISH = 'en';
/** Whisper's default latest first timestamp, 1.0 s. */
const DEFAULT_INITIAL_TIMESTAMP = 50;
/** Share of a window's time that its encoder run takes; on a CPU it is the larger part. */
const ENCODER_SHARE = 0.6;
const CACHE_BYTES = 2 ** 30;
const LARGEST_BATCH = 16;
const LADDER = [0, 0.2, 0.4, 0.6, 0.8, 1];

/**
 * Whisper on any inference runtime: log-mel, batched decoding, fallback, guards and word times behind `AsrEngine`.
 * Windows are at most 30 s. The engine owns the sessions and disposes them. Not re-entrant: one `transcribe` at a time.
 * `transcribe` rejects only when cancelled, for a language the model lacks, or when every window of several fails.
 * Throws `model-unsupported` when the graphs do not fit.
 */
export function createWhisperEngine(parts: WhisperEngineParts): AsrEngine {
  const { config, generation, tokenizer, deflateSize } = parts;
  const model = createWhisperModel(parts.sessions, config);
  const { layout } = model;
  const watched = chooseHeads(generation.alignmentHeads, layout.attentionLayers, layout.layers, layout.heads);
  const wanted = parts.settings?.timestamps ?? 'auto';
  const timestamps = wanted === 'auto' ? watched === undefined : wanted;
  const temperatures = parts.settings?.temperatures ?? LADDER;
  const initial = generation.maxInitialTimestampIndex;
  const context: DecodeContext = {
    model,
    tokenizer,
    watched,
    rules: {
      eot: tokenizer.eot,
      timestampBegin: tokenizer.timestampBegin,
      timestamps,
      suppressed: suppressedTokens(tokenizer, generation),
      beginSuppressed: beginSuppressedTokens(tokenizer, generation),
      maxInitialTimestamp: initial === null ? undefined : (initial ?? DEFAULT_INITIAL_TIMESTAMP),
    },
  };
  const logMel = createLogMel(config.melCount, 2 * config.maxSourcePositions);
  const features = new Float32Array(config.melCount * 2 * config.maxSourcePositions);
  const languages = tokenizer.multilingual ? [...tokenizer.languages.keys()] : [ENGLISH];
  const batchMax = largestBatch(config);
  /** Falls when a batch did not fit in memory, and stays down. */
  let limit = batchMax;

  async function decodeBatch(
    windows: readonly AsrWindow[],
    request: AsrRequest,
    signal: AbortSignal,
    progress: (windows: number) => void,
  ): Promise<AsrWindowResult[]> {
    const encoded: Tensor[] = [];
    for (const window of windows) {
      if (signal.aborted) throw cancelled(signal.reason);
      logMel.write(window.samples, features);
      encoded.push(await model.encode(features));
      progress(encoded.length * ENCODER_SHARE);
    }
    const hidden = concatRows(encoded);
    const rows = windows.map((window) => decodeRow(window, languageOf(request), listOf(request)));
    const options = { beamSize: request.beamSize, temperatures, deflateSize };
    const decodes = await decodeWithFallback(context, hidden, rows, options, signal);
    return decodes.map((decode, i) => windowResult(windows[i], decode, tokenizer, config.medianFilterWidth));
  }

  /** A failing batch is halved until the window that fails stands alone. */
  async function decodeSafely(
    windows: readonly AsrWindow[],
    request: AsrRequest,
    signal: AbortSignal,
    progress: (windows: number) => void,
  ): Promise<Outcome[]> {
    try {
      return (await decodeBatch(windows, request, signal, progress)).map((result) => ({ result }));
    } catch (error) {
      if (signal.aborted) throw cancelled(signal.reason);
      const [first] = windows;
      if (windows.length === 1 && first !== undefined)
        return [{ result: failedResult(first, describeUnknown(error)), error }];
      const half = windows.length >> 1;
      if (error instanceof AppError && error.code === 'out-of-memory') limit = half;
      return [
        ...(await decodeSafely(windows.slice(0, half), request, signal, progress)),
        ...(await decodeSafely(windows.slice(half), request, signal, (done) => progress(half + done))),
      ];
    }
  }

  function decodeRow(window: AsrWindow, language: string | undefined, list: readonly string[] | undefined): DecodeRow {
    const speechMs = window.speech.length > 0 ? coveredMs(window.speech) : window.endMs - window.startMs;
    const promptLength = 1 + (tokenizer.multilingual ? 2 : 0) + (timestamps ? 0 : 1);
    const frames = Math.ceil((window.samples.length / SAMPLE_RATE) * (config.maxSourcePositions / MAX_SECONDS));
    return {
      language,
      languages: list,
      budget: tokenBudget(speechMs / 1000, language, config.maxTargetPositions - promptLength),
      frames: Math.max(1, Math.min(config.maxSourcePositions, frames)),
      // From the window's place in the recording, so a resumed run draws the same numbers.
      seed: window.startMs,
    };
  }

  /** The languages of the request that the model knows. */
  function listOf({ languages: wanted }: AsrRequest): readonly string[] | undefined {
    if (wanted === undefined || !tokenizer.multilingual) return undefined;
    const known = wanted.filter((language) => languages.includes(language));
    if (known.length > 0) return known;
    throw new AppError('options-invalid', {
      what: `The model ${parts.id} knows none of the languages ${wanted.join(', ')}.`,
      meaning: 'It cannot transcribe this recording as asked.',
      action: 'Choose other languages or leave them out to detect any.',
    });
  }

  function languageOf(request: AsrRequest): string | undefined {
    const { language } = request;
    if (!tokenizer.multilingual && language === undefined) return ENGLISH;
    if (language === undefined || languages.includes(language)) return language;
    throw new AppError('options-invalid', {
      what: `The model ${parts.id} does not know the language "${language}".`,
      meaning: 'It cannot transcribe this recording as asked.',
      action: 'Choose another language or leave it out to detect it.',
    });
  }

  return {
    id: parts.id,
    capabilities: {
      wordTimes: watched === undefined ? 'interpolated' : 'dtw',
      languages,
      maxSeconds: MAX_SECONDS,
      batchMax,
    },
    async transcribe(windows, request, signal, progress) {
      languageOf(request);
      listOf(request);
      let reported = 0;
      const report = (done: number): void => {
        reported = Math.max(reported, done / windows.length);
        progress?.(reported);
      };
      const outcomes: Outcome[] = [];
      while (outcomes.length < windows.length) {
        const most = Math.min(request.batchSize, limit, Math.floor(batchMax / request.beamSize));
        const batch = windows.slice(outcomes.length, outcomes.length + Math.max(1, most));
        const before = outcomes.length;
        outcomes.push(...(await decodeSafely(batch, request, signal, (done) => report(before + done))));
        report(outcomes.length);
      }
      const broken = windows.length > 1 && outcomes.every((outcome) => outcome.error !== undefined);
      if (broken) throw toAppError(outcomes.at(-1)?.error);
      return outcomes.map((outcome) => outcome.result);
    },
    dispose: () => model.dispose(),
  };
}

/** Rows whose key/value caches fit in 1 GiB, at most 16. */
function largestBatch(config: WhisperConfig): number {
  const positions = config.maxSourcePositions + config.maxTargetPositions;
  const perRow = 2 * config.decoderLayers * positions * config.modelSize * 4;
  return Math.max(1, Math.min(LARGEST_BATCH, Math.floor(CACHE_BYTES / perRow)));
}
