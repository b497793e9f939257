import type { AudioSource } from '../../ports/audio-source.ts';
import type { AsrEngine, AsrRequest, AsrWindow, AsrWindowResult } from '../../ports/asr-engine.ts';
import type { Stage, StageContext, StageIdentity } from '../../ports/stage.ts';
import { coveredMs, spanLengthMs } from '../../timeline/span.ts';
import type { DroppedSpeech, SpeechSpan, Turn, Word } from '../../timeline/types.ts';
import { coverageAlert, coversMore, droppedSpeech, sparseWindows } from './coverage.ts';
import { faultAlert } from './detect/fault-alert.ts';
import { findFaults } from './detect/find-faults.ts';
import { heardTurns } from './heard-turns.ts';
import { mergeWords, voteLanguage } from './merge-words.ts';
import { redecodeLanguages } from './languages/redecode-languages.ts';
import { PcmWindowReader } from './pcm-window-reader.ts';
import { joinSeams } from './seams/join-seams.ts';
import type { Redecode } from './second-opinion/budget.ts';
import { secondOpinion } from './second-opinion/second-opinion.ts';
import { hasFailed, standInAlert, StandIns } from './stand-ins.ts';
import { WindowCheckpoints } from './window-checkpoint.ts';
import { WindowDecoder } from './window-decoder.ts';
import { planWindows, splitWindow, type PlannedWindow, type SpeechScores, type WindowSettings } from './windows.ts';

export const ASR_STAGE: StageIdentity = { id: 'asr', version: 2 };

export interface AsrInput {
  readonly source: AudioSource;
  /** Detected speech in media milliseconds. */
  readonly spans: readonly SpeechSpan[];
  /** The VAD's scores, one byte per 32 ms; over-long speech is cut where they are lowest. */
  readonly probabilities?: Uint8Array;
}

export interface AsrOptions {
  /** ISO 639-1 code; `undefined` detects it. */
  readonly language?: string | undefined;
  readonly beamSize: number;
  readonly batchSize: number;
  /**
   * Windows that are decoded alone, in this order and after the others near them, so that one which kills the process takes
   * no other with it.
   */
  readonly isolate?: readonly number[] | undefined;
  /** With detection: the only languages that may be found, two or more. */
  readonly languages?: readonly string[] | undefined;
  /** How much doubtful text another recogniser hears again; default `off`. */
  readonly redecode?: Redecode | undefined;
}

/** What second opinions need. */
export interface AsrExtras {
  /** The next better or another recogniser; it stays its giver's to dispose. */
  readonly another: () => Promise<AsrEngine | undefined>;
  readonly nowMs: () => number;
}

export interface AsrOutput {
  /** In time order, not overlapping, ids `w1`, `w2`, ... */
  readonly words: readonly Word[];
  /** All detected speech that has no word near it, with the reason. */
  readonly dropped: readonly DroppedSpeech[];
  readonly language: string | undefined;
  /** Windows decoded in the first pass. */
  readonly windows: number;
  readonly text: string;
  /** By an engine that told speakers apart over the whole track; exclusive. */
  readonly turns?: readonly Turn[];
  /** Windows that another recogniser wrote for one that could not be used at the time, where there are any. */
  readonly standIns?: number;
}

/** How speech is packed into windows; see `planWindows`. */
export interface AsrPacking {
  /** Longest window, at most what the engine takes. */
  readonly maxWindowMs: number;
  readonly maxGapMs: number;
  readonly padMs: number;
  readonly overlapMs: number;
}

/**
 * Full 30 s windows, since Whisper exports cost as much for less; broken at the longest pause of the second half. Measured
 * on the digits fixtures (495 words, 20 s to 3 min each): 55 errors in 30 windows; filling windows up to the
 * limit instead 58 in 28; pads of 200 ms 56 in 30; a gap limit of 1 s 55 in 36, of 3 s 56 in 24.
 */
const defaultPacking: AsrPacking = { maxWindowMs: 30_000, maxGapMs: 2000, padMs: 0, overlapMs: 2000 };

const SCORE_FRAME_MS = 32;
/** Windows held in memory to sort batches from, in batches; 30 s are 1.9 MB. */
const LOOKAHEAD_BATCHES = 2;
/** More text of one window than this is a model that repeats itself. */
const MOST_SHOWN = 2000;
/** The main pass fills this share of the progress, second tries of its own and then those of another recogniser the rest. */
const MAIN_SHARE = 0.95;
const OPINION_FROM = 0.97;
/** Second tries are limited to this share of the windows (and a few in short recordings), so noise cannot double the cost. */
const RETRY_SHARE = 0.2;
const RETRY_MIN = 4;

/**
 * Speech recognition over one track: plans windows from the speech spans, decodes them in batches, checkpoints each
 * window, tries suspiciously empty ones again span by span, and accounts for all speech (see `droppedSpeech`). Reads the
 * source once (twice when there are second tries) and holds at most two batches of audio. The engine stays the caller's to
 * dispose. `run` throws `cancelled`, what the source throws, and the engine's error once it fails repeatedly.
 */
export function createAsrStage(
  engine: AsrEngine,
  packing: AsrPacking = defaultPacking,
  extras?: AsrExtras,
): Stage<AsrInput, AsrOutput, AsrOptions> {
  return {
    ...ASR_STAGE,
    run: (input, options, ctx) => new AsrRun(engine, packing, input, options, ctx, extras).run(),
  };
}

class AsrRun {
  readonly #engine: AsrEngine;
  readonly #source: AudioSource;
  readonly #ctx: StageContext;
  readonly #request: AsrRequest;
  readonly #settings: WindowSettings;
  readonly #windows: readonly PlannedWindow[];
  readonly #decoder: WindowDecoder;
  readonly #stored: WindowCheckpoints;
  readonly #isolated: readonly number[];
  readonly #redecode: Redecode;
  readonly #extras: AsrExtras | undefined;
  readonly #standIns: StandIns;
  #reported = 0;
  #restored = 0;

  constructor(
    engine: AsrEngine,
    packing: AsrPacking,
    input: AsrInput,
    options: AsrOptions,
    ctx: StageContext,
    extras: AsrExtras | undefined,
  ) {
    const { source, spans, probabilities } = input;
    this.#engine = engine;
    this.#source = source;
    this.#ctx = ctx;
    const batchSize = Math.max(1, Math.min(options.batchSize, engine.capabilities.batchMax));
    const { language, languages, beamSize } = options;
    const locked = language === undefined && languages !== undefined ? { languages } : {};
    this.#request = { language, ...locked, beamSize, batchSize };
    this.#redecode = options.redecode ?? 'off';
    this.#extras = extras;
    const startMs = source.startOffsetMs;
    const scores: SpeechScores | undefined =
      probabilities === undefined ? undefined : { values: probabilities, frameMs: SCORE_FRAME_MS, startMs };
    this.#settings = {
      maxMs: Math.min(packing.maxWindowMs, Math.floor(engine.capabilities.maxSeconds * 1000)),
      maxGapMs: packing.maxGapMs,
      padMs: packing.padMs,
      overlapMs: packing.overlapMs,
      bounds: { startMs, endMs: spans.reduce((end, span) => Math.max(end, span.endMs), startMs) },
    };
    this.#windows = planWindows(spans, scores, this.#settings);
    this.#decoder = new WindowDecoder(engine, this.#request, ctx);
    this.#stored = new WindowCheckpoints(ctx, engine.id, this.#request);
    this.#isolated = options.isolate ?? [];
    this.#standIns = new StandIns(ctx);
  }

  async run(): Promise<AsrOutput> {
    const { channel } = this.#source;
    const settled = await this.#settleLanguages(await this.#retrySparse(await this.#decodeAll()));
    const heard = await this.#reconsider(settled);
    // A second opinion on what every recogniser failed on stands in as well.
    const standIns = settled.filter(
      (result, at) => result.standIn !== undefined || (hasFailed(result) && !hasFailed(heard[at] ?? result)),
    ).length;
    const { windows, results } = joinSeams(this.#windows, heard);
    const { id } = this.#engine;
    for (const alert of [this.#standIns.retryAlert(id, channel), standInAlert(id, settled, channel)])
      if (alert !== undefined) this.#ctx.alert(alert);
    const dropped = droppedSpeech(windows, results, channel);
    const alert = coverageAlert(windows, dropped, channel);
    if (alert !== undefined) this.#ctx.alert(alert);
    const faults = faultAlert(findFaults(windows, results, this.#request.language).flat(), channel);
    if (faults !== undefined) this.#ctx.alert(faults);
    const turns = heardTurns(results, channel);
    return {
      words: mergeWords(results, {
        engine: this.#engine.id,
        channel,
        withLanguage: this.#request.languages !== undefined,
      }),
      dropped,
      language: this.#request.language ?? voteLanguage(windows, results),
      windows: windows.length,
      text: results
        .map((result) => result.text.trim())
        .filter((text) => text !== '')
        .join(' '),
      ...(turns === undefined ? {} : { turns }),
      ...(standIns === 0 ? {} : { standIns }),
    };
  }

  get #parts() {
    return { windows: this.#windows, source: this.#source, ctx: this.#ctx, request: this.#request };
  }

  /** Windows in another language than their neighbours are decoded again. */
  #settleLanguages(results: readonly AsrWindowResult[]): Promise<readonly AsrWindowResult[]> {
    return redecodeLanguages(results, { ...this.#parts, engine: this.#engine });
  }

  /** Windows whose text is in doubt are decoded again by another recogniser. */
  async #reconsider(settled: readonly AsrWindowResult[]): Promise<readonly AsrWindowResult[]> {
    if (this.#extras === undefined) return settled;
    const progress = (fraction: number): void => this.#report(OPINION_FROM + (1 - OPINION_FROM) * fraction);
    const { another, nowMs } = this.#extras;
    return await secondOpinion(settled, { ...this.#parts, redecode: this.#redecode, another, nowMs, progress });
  }

  /** A batch is reported as done before its windows are stored one by one, which must not look like a step back. */
  #report(fraction: number): void {
    this.#reported = Math.max(this.#reported, fraction);
    this.#ctx.progress(this.#reported, this.#restored);
  }

  async #decodeAll(): Promise<AsrWindowResult[]> {
    const windows = this.#windows;
    const results = new Map<number, AsrWindowResult>();
    const totalMs = windows.reduce((sum, window) => sum + spanLengthMs(window), 0);
    let doneMs = 0;
    const finish = (window: PlannedWindow, result: AsrWindowResult): void => {
      results.set(window.index, result);
      doneMs += spanLengthMs(window);
      const text = result.text.trim();
      if (text !== '') this.#ctx.heard?.(text.slice(0, MOST_SHOWN), window.startMs, window.endMs);
      this.#report((doneMs / totalMs) * MAIN_SHARE);
    };
    const takeOver = (window: PlannedWindow, stored: AsrWindowResult): void => {
      this.#restored += (spanLengthMs(window) / totalMs) * MAIN_SHARE;
      finish(window, stored);
    };
    const reader = new PcmWindowReader(this.#source, this.#ctx.signal);
    try {
      // Groups depend on the plan alone, so a resumed run batches as an undisturbed one does.
      for (const group of chunks(windows, this.#request.batchSize * LOOKAHEAD_BATCHES)) {
        const missing: AsrWindow[] = [];
        for (const window of group) {
          const stored = await this.#stored.read(window);
          if (stored === undefined || this.#standIns.wants(stored))
            missing.push({ ...window, samples: await reader.read(window) });
          else takeOver(window, stored);
        }
        for (const planned of this.#batches(missing)) {
          const batch = planned.filter(({ index }) => {
            const had = this.#standIns.spared(index);
            if (had !== undefined) takeOver(windows[index], had);
            return had === undefined;
          });
          if (batch.length === 0) continue;
          await this.#ctx.position(batch.map((window) => window.index));
          const batchMs = batch.reduce((sum, window) => sum + spanLengthMs(window), 0);
          const progress = (fraction: number): void =>
            this.#report(((doneMs + fraction * batchMs) / totalMs) * MAIN_SHARE);
          const decoded = await this.#decoder.transcribe(batch, progress);
          for (const result of this.#standIns.settle(decoded)) {
            const window = windows[result.index];
            await this.#stored.write(window, result);
            finish(window, result);
          }
        }
      }
    } finally {
      await reader.close();
    }
    return windows.map((window) => results.get(window.index) as AsrWindowResult);
  }

  /** Windows with like amounts of speech together; isolated ones alone and last, when their neighbours are safe. */
  #batches(windows: readonly AsrWindow[]): (readonly AsrWindow[])[] {
    const place = (window: AsrWindow): number => this.#isolated.indexOf(window.index);
    const together = windows
      .filter((window) => place(window) < 0)
      .sort((a, b) => coveredMs(b.speech) - coveredMs(a.speech) || a.index - b.index);
    const alone = windows.filter((window) => place(window) >= 0).sort((a, b) => place(a) - place(b));
    return [...chunks(together, this.#request.batchSize), ...chunks(alone, 1)];
  }

  async #retrySparse(results: readonly AsrWindowResult[]): Promise<AsrWindowResult[]> {
    const final = [...results];
    const limit = Math.max(RETRY_MIN, Math.floor(this.#windows.length * RETRY_SHARE));
    const sparse = sparseWindows(this.#windows, results).slice(0, limit);
    if (sparse.length === 0) return final;
    let kept = 0;
    const reader = new PcmWindowReader(this.#source, this.#ctx.signal);
    try {
      for (const [done, index] of sparse.entries()) {
        const window = this.#windows[index];
        const first = results[index];
        let second = await this.#stored.read(window, 'alone');
        if (second === undefined) {
          await this.#ctx.position([index]);
          second = await this.#decodeAlone(window, reader);
          await this.#stored.write(window, second, 'alone');
        }
        if (coversMore(window, second, first)) {
          // Labels of a second request would not fit to the others.
          final[index] = { ...second, ...(first.voices === undefined ? {} : { voices: first.voices }) };
          kept++;
        }
        this.#report(MAIN_SHARE + (OPINION_FROM - MAIN_SHARE) * ((done + 1) / sparse.length));
      }
    } finally {
      await reader.close();
    }
    this.#ctx.alert({
      code: 'asr-second-try',
      severity: 'info',
      stage: 'asr',
      message: `${sparse.length} stretches with little text were transcribed again span by span; ${kept} second results were better and kept.`,
      values: { count: sparse.length, kept },
      ...(this.#source.channel === undefined ? {} : { channel: this.#source.channel }),
    });
    return final;
  }

  async #decodeAlone(window: PlannedWindow, reader: PcmWindowReader): Promise<AsrWindowResult> {
    const parts: AsrWindow[] = [];
    for (const part of splitWindow(window, this.#settings)) {
      parts.push({ ...part, samples: await reader.read(part) });
    }
    const results = await this.#decoder.transcribe(parts);
    const heard = results.filter((result) => result.words.length > 0);
    const standIn = results.find((result) => result.standIn !== undefined)?.standIn;
    return {
      index: window.index,
      words: results.flatMap(({ words, engine }) =>
        engine === undefined ? words : words.map((word) => ({ ...word, engine })),
      ),
      drops: results.flatMap((result) => result.drops),
      text: heard.map((result) => result.text.trim()).join(' '),
      language: heard[0]?.language,
      avgLogProb: Math.min(...heard.map((result) => result.avgLogProb)),
      noSpeechProb: Math.max(...results.map((result) => result.noSpeechProb)),
      temperature: Math.max(...results.map((result) => result.temperature)),
      notes: ['decoded span by span', ...results.flatMap((result) => result.notes)],
      ...(standIn === undefined ? {} : { standIn }),
    };
  }
}

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
