import type { AsrEngine, AsrRequest, AsrWindow, AsrWindowResult } from '../../../ports/asr-engine.ts';
import type { AudioSource } from '../../../ports/audio-source.ts';
import type { StageContext } from '../../../ports/stage.ts';
import type { Alert } from '../../../../shared/alert.ts';
import { type AppError, toAppError } from '../../../../shared/app-error.ts';
import { spanLengthMs } from '../../../timeline/span.ts';
import { PcmWindowReader } from '../pcm-window-reader.ts';
import { WindowCheckpoints } from '../window-checkpoint.ts';
import { WindowDecoder } from '../window-decoder.ts';
import type { PlannedWindow } from '../windows.ts';
import { type Redecode, redecodeBudgetMs } from './budget.ts';
import { compareResults } from './compare.ts';
import { doubtfulWindows } from './doubtful.ts';
import { readStop, writeStop } from './stop-mark.ts';

export interface SecondOpinionParts {
  readonly windows: readonly PlannedWindow[];
  readonly source: AudioSource;
  readonly ctx: StageContext;
  readonly request: AsrRequest;
  readonly redecode: Redecode;
  /** Gives the next better or another recogniser, `undefined` when there is none. It stays its giver's to dispose. */
  readonly another: () => Promise<AsrEngine | undefined>;
  readonly nowMs: () => number;
  /** Told the finished fraction, 0..1. */
  readonly progress: (fraction: number) => void;
}

/** Windows of the first round; each round is twice as long as the one before, since each reads the recording anew. */
const FIRST_ROUND = 8;

/**
 * Decodes windows whose text is in doubt with another recogniser, worst first, within a budget of audio and of time, and
 * keeps the better result of each. What was tried is stored, and so is where time ran out: a resumed run ends with the
 * same bytes. Another recogniser that fails ends the tries, not the run. Throws `cancelled` and what the source throws.
 */
export async function secondOpinion(
  results: readonly AsrWindowResult[],
  parts: SecondOpinionParts,
): Promise<readonly AsrWindowResult[]> {
  const { windows, redecode, request } = parts;
  const lengthMs = (windows.at(-1)?.endMs ?? 0) - (windows[0]?.startMs ?? 0);
  const budgetMs = redecodeBudgetMs(redecode, lengthMs);
  if (budgetMs === 0) return results;
  const doubtful = doubtfulWindows(windows, results, request.language, budgetMs);
  if (doubtful.length === 0) return results;
  const engine = await opened(parts);
  if (engine === undefined || !knows(engine, request.language)) return results;
  const longest = engine.capabilities.maxSeconds * 1000;
  const chosen = doubtful.filter((at) => spanLengthMs(windows[at]) <= longest);
  return chosen.length === 0 ? results : await new Tries(engine, parts, budgetMs).run(results, chosen);
}

async function opened({ another, ctx }: SecondOpinionParts): Promise<AsrEngine | undefined> {
  try {
    return await another();
  } catch (thrown) {
    const error = toAppError(thrown);
    if (ctx.signal.aborted || error.code === 'cancelled') throw error;
    ctx.alert(failed('could not be opened', error));
    return undefined;
  }
}

function failed(what: string, { parts }: AppError): Alert {
  const message = `The second recogniser ${what}, so doubtful text stays as it is: ${parts.what}`;
  return {
    code: 'asr-second-opinion-failed',
    severity: 'info',
    stage: 'asr',
    message,
    values: { reason: parts.what },
  };
}

class Tries {
  readonly #engine: AsrEngine;
  readonly #parts: SecondOpinionParts;
  readonly #request: AsrRequest;
  readonly #decoder: WindowDecoder;
  readonly #stored: WindowCheckpoints;
  readonly #untilMs: number;

  constructor(engine: AsrEngine, parts: SecondOpinionParts, budgetMs: number) {
    const { ctx, request } = parts;
    const batchSize = Math.max(1, Math.min(request.batchSize, engine.capabilities.batchMax));
    this.#engine = engine;
    this.#parts = parts;
    this.#request = { ...request, batchSize };
    this.#decoder = new WindowDecoder(engine, this.#request, withoutAlerts(ctx));
    this.#stored = new WindowCheckpoints(ctx, engine.id, this.#request);
    this.#untilMs = parts.nowMs() + budgetMs;
  }

  async run(results: readonly AsrWindowResult[], chosen: readonly number[]): Promise<readonly AsrWindowResult[]> {
    const { ctx, windows, request } = this.#parts;
    const stop = await readStop(ctx.checkpoints, this.#engine.id);
    const seconds = await this.#decodeAll(chosen, stop);
    const final = [...results];
    let kept = 0;
    for (const [at, second] of seconds) {
      const verdict = compareResults(windows[at], results[at], second, request.language);
      if (!verdict.isBetter) continue;
      const [first, better, both] = [verdict.first, verdict.second, verdict.agreement].map((n) => n.toFixed(2));
      const note = `second opinion kept, score ${better} instead of ${first}, ${both} of the words equal`;
      final[at] = { ...second, engine: second.engine ?? this.#engine.id, notes: [...second.notes, note] };
      kept++;
    }
    if (seconds.size > 0) this.#tell(seconds.size, kept, chosen.length);
    return final;
  }

  /** Second results by window. `stop` is where an earlier run ran out of time. */
  async #decodeAll(plan: readonly number[], stop: number | undefined): Promise<Map<number, AsrWindowResult>> {
    const { ctx, nowMs, progress } = this.#parts;
    const seconds = new Map<number, AsrWindowResult>();
    let done = 0;
    try {
      for (const round of rounds(plan)) {
        const reader = new PcmWindowReader(this.#parts.source, ctx.signal);
        try {
          for (const batch of inBatches(round, this.#request.batchSize)) {
            if (stop === undefined ? nowMs() > this.#untilMs : done >= stop) {
              await writeStop(ctx.checkpoints, this.#engine.id, done);
              return seconds;
            }
            for (const [at, second] of await this.#decode(batch, reader)) seconds.set(at, second);
            done += batch.length;
            progress(done / plan.length);
          }
        } finally {
          await reader.close();
        }
      }
    } catch (thrown) {
      const error = toAppError(thrown);
      if (ctx.signal.aborted || error.code === 'cancelled' || !isEngineFault(error.code)) throw error;
      ctx.alert(failed(`${this.#engine.id} failed`, error));
    }
    return seconds;
  }

  async #decode(batch: readonly number[], reader: PcmWindowReader): Promise<(readonly [number, AsrWindowResult])[]> {
    const found: (readonly [number, AsrWindowResult])[] = [];
    const missing: AsrWindow[] = [];
    for (const at of batch) {
      const window = this.#parts.windows[at];
      const stored = await this.#stored.read(window, 'other');
      if (stored !== undefined) found.push([at, stored]);
      else missing.push({ ...window, samples: await reader.read(window) });
    }
    if (missing.length === 0) return found;
    await this.#parts.ctx.position(missing.map(({ index }) => index));
    for (const result of await this.#decoder.transcribe(missing)) {
      await this.#stored.write(this.#parts.windows[result.index], result, 'other');
      found.push([result.index, result]);
    }
    return found;
  }

  #tell(tried: number, kept: number, wanted: number): void {
    const { ctx, source } = this.#parts;
    const rest = wanted > tried ? ` ${wanted - tried} more were left when the time for it was spent.` : '';
    ctx.alert({
      code: 'asr-second-opinion',
      severity: 'info',
      stage: 'asr',
      message: `${tried} stretches with doubtful text were transcribed again with ${this.#engine.id}; ${kept} second results were better and kept.${rest}`,
      counts: { tried, kept },
      values: {
        ...{ count: tried, kept, engine: this.#engine.id },
        ...(wanted > tried ? { variant: 'late', left: wanted - tried } : {}),
      },
      ...(source.channel === undefined ? {} : { channel: source.channel }),
    });
  }
}

function knows({ capabilities }: AsrEngine, language: string | undefined): boolean {
  return language === undefined || capabilities.languages === 'any' || capabilities.languages.includes(language);
}

/** How the codes begin of what is the recording's fault or the disk's. */
const NOT_ITS = ['input-', 'decoder-', 'disk-', 'source-'] as const;

function isEngineFault(code: string): boolean {
  return !NOT_ITS.some((prefix) => code.startsWith(prefix));
}

/** A window that fails a second time has its first text, so it is no trouble to report. */
function withoutAlerts(ctx: StageContext): StageContext {
  const { signal, log, checkpoints } = ctx;
  return {
    signal,
    log,
    checkpoints,
    progress: (fraction, restored) => ctx.progress(fraction, restored),
    position: (windows) => ctx.position(windows),
    alert: () => undefined,
  };
}

/** The worst first, each round in the order of time, in which the recording is read. */
function* rounds(plan: readonly number[]): Generator<readonly number[]> {
  for (let from = 0, size = FIRST_ROUND; from < plan.length; from += size, size *= 2) {
    yield plan.slice(from, from + size).sort((a, b) => a - b);
  }
}

function* inBatches<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
