import { type AppError, toAppError } from '../../shared/app-error.ts';
import type { Device } from '../../shared/device.ts';
import type { InferenceSession, Tensor, TensorInfo } from '../ports/inference.ts';
import type { Downgrade } from './downgrade.ts';
import { classifyNativeFailure } from './native-failure.ts';
import { joinRows, rowsOf, sliceRows } from './split-batch.ts';

type Feeds = Readonly<Record<string, Tensor>>;
type Step = Omit<Downgrade, 'stage'>;

export interface ResilientParts {
  readonly session: InferenceSession;
  readonly device: Device;
  /** Loads the same model on the processor. */
  readonly loadOnCpu: () => Promise<InferenceSession>;
  /** All inputs and outputs have the batch as their first dimension and rows do not depend on each other. */
  readonly divisible: boolean;
  readonly onStep: (step: Step) => void;
}

/**
 * A session that goes on after native failures, one step down at a time: too little memory halves the batch, for all
 * later runs too; a failure at one row, or of the device itself, loads the model on the processor and repeats the run
 * there. Every step is told. Throws what the processor throws: below it there is nothing.
 */
export class ResilientSession implements InferenceSession {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  readonly #parts: ResilientParts;
  #session: InferenceSession | undefined;
  #device: Device;
  #limit = Infinity;

  constructor(parts: ResilientParts) {
    this.#parts = parts;
    this.#session = parts.session;
    this.#device = parts.device;
    this.inputs = parts.session.inputs;
    this.outputs = parts.session.outputs;
  }

  async run(feeds: Feeds, fetches?: readonly string[]): Promise<Record<string, Tensor>> {
    const rows = this.#parts.divisible ? rowsOf(feeds) : 1;
    if (rows > this.#limit) return this.#runInParts(feeds, rows, fetches);
    // Only after a step to the processor that failed: that is tried again.
    const session = (this.#session ??= await this.#parts.loadOnCpu());
    try {
      return await session.run(feeds, fetches);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'cancelled') throw error;
      if (rows > 1 && isOutOfMemory(error)) {
        this.#halve(rows, error);
        return this.#runInParts(feeds, rows, fetches);
      }
      if (this.#device === 'cpu') throw error;
      await this.#moveToCpu(error);
      return this.run(feeds, fetches);
    }
  }

  async dispose(): Promise<void> {
    await this.#session?.dispose();
  }

  async #runInParts(feeds: Feeds, rows: number, fetches: readonly string[] | undefined) {
    const parts: Record<string, Tensor>[] = [];
    const sizes: number[] = [];
    for (let from = 0; from < rows;) {
      // The limit may fall, or go with a step to the processor, while parts are run.
      const size = Math.min(this.#limit, Math.ceil(rows / 2), rows - from);
      parts.push(await this.run(sliceRows(feeds, from, from + size), fetches));
      sizes.push(size);
      from += size;
    }
    return joinRows(parts, sizes);
  }

  #halve(rows: number, error: AppError): void {
    this.#limit = Math.ceil(rows / 2);
    this.#parts.onStep({
      kind: 'batch',
      from: `batch ${rows}`,
      to: `batch ${this.#limit}`,
      reason: reasonOf(error),
    });
  }

  async #moveToCpu(error: AppError): Promise<void> {
    const from = this.#device;
    const broken = this.#session;
    this.#session = undefined;
    this.#device = 'cpu';
    this.#limit = Infinity;
    this.#parts.onStep({ kind: 'device', from, to: 'cpu', reason: reasonOf(error) });
    // A lost device cannot free what was on it; what counts is that the next session is elsewhere.
    await broken?.dispose().catch(() => undefined);
  }
}

function isOutOfMemory(error: AppError): boolean {
  return error.code === 'out-of-memory' || classifyNativeFailure(textOf(error)) === 'out-of-memory';
}

/** The native text, without the sentences around it. */
function textOf(error: AppError): string {
  return error.cause instanceof Error ? error.cause.message : error.parts.what;
}

const MAX_REASON = 300;

/** What native code said, on one line. */
export function reasonOf(error: AppError): string {
  return textOf(error).replace(/\s+/g, ' ').trim().slice(0, MAX_REASON);
}
