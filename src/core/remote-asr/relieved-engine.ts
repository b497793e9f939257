import type { AppError } from '../../shared/app-error.ts';
import { toAppError } from '../../shared/app-error.ts';
import type { AsrCapabilities, AsrEngine, AsrRequest, AsrWindow, AsrWindowResult } from '../ports/asr-engine.ts';

/** Errors that say an engine is of no use any more, as opposed to what is wrong with one window. */
const LEFT = new Set(['remote-failed', 'key-refused', 'quota-exhausted']);

/**
 * An engine that another one relieves: from the call on in which a speech server is left, and for single windows that the
 * server would not have. The relief is opened when it is first needed. Results name who wrote them.
 */
export class RelievedEngine implements AsrEngine {
  readonly id: string;
  readonly capabilities: AsrCapabilities;
  readonly #first: AsrEngine;
  readonly #open: () => Promise<AsrEngine>;
  readonly #onLeft: (error: AppError) => void;
  #relief: Promise<AsrEngine> | undefined;
  #left = false;

  /** `onLeft` is told once, before the relief is opened. */
  constructor(first: AsrEngine, open: () => Promise<AsrEngine>, onLeft: (error: AppError) => void) {
    this.id = first.id;
    this.capabilities = first.capabilities;
    this.#first = first;
    this.#open = open;
    this.#onLeft = onLeft;
  }

  async transcribe(
    windows: readonly AsrWindow[],
    request: AsrRequest,
    signal: AbortSignal,
    progress: (fraction: number) => void = () => undefined,
  ): Promise<AsrWindowResult[]> {
    const results = new Map(
      (await this.#firstTry(windows, request, signal, progress)).map((result) => [result.index, result]),
    );
    const missing = windows.filter(({ index }) => isMissing(results.get(index)));
    if (missing.length > 0) {
      const relief = await (this.#relief ??= this.#open());
      const most = Math.max(1, Math.min(request.batchSize, relief.capabilities.batchMax));
      for (let from = 0; from < missing.length; from += most) {
        const batch = missing.slice(from, from + most);
        const told = (fraction: number): void =>
          progress((windows.length - missing.length + from + fraction * batch.length) / windows.length);
        for (const result of await relief.transcribe(batch, { ...request, batchSize: most }, signal, told))
          results.set(result.index, { ...result, engine: relief.id });
      }
    }
    return windows.flatMap(({ index }) => results.get(index) ?? []);
  }

  async dispose(): Promise<void> {
    await this.#first.dispose();
    await (await this.#relief?.catch(() => undefined))?.dispose();
  }

  async #firstTry(
    windows: readonly AsrWindow[],
    request: AsrRequest,
    signal: AbortSignal,
    progress: (fraction: number) => void,
  ): Promise<readonly AsrWindowResult[]> {
    if (this.#left) return [];
    try {
      return await this.#first.transcribe(windows, request, signal, progress);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (!LEFT.has(error.code)) throw error;
      this.#left = true;
      this.#onLeft(error);
      return [];
    }
  }
}

function isMissing(result: AsrWindowResult | undefined): boolean {
  return result === undefined || result.drops.some((drop) => drop.reason === 'decode-failed');
}
