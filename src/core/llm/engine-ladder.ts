import type { LlmEngine } from '../ports/llm.ts';
import { AppError } from '../../shared/app-error.ts';

/** A step down to another engine for good, and why. */
export interface EngineChange {
  readonly from: string;
  readonly to: string;
  readonly error: AppError;
}

/** What an attempt gave; `useless` when nothing of it can be used, though the engine answered. */
interface Attempt<T> {
  readonly value: T;
  readonly useless: boolean;
}

export interface EngineLadder {
  readonly changes: readonly EngineChange[];
  /** The best attempt of the engines in turn, or why none can be asked any more. Rejects with what is no engine's fault. */
  run<T>(attempt: (engine: LlmEngine) => Promise<Attempt<T>>, signal: AbortSignal): Promise<T | AppError>;
}

/** Useless attempts in a row before an engine is left for good. */
const USELESS_ATTEMPTS = 3;

/**
 * Goes through engines in order of preference. One that fails (its key is refused, its quota is gone, it does not answer)
 * is left for good; one that answers nonsense only for this attempt, and for good after three in a row.
 */
export function engineLadder(engines: readonly LlmEngine[]): EngineLadder {
  const changes: EngineChange[] = [];
  let first = 0;
  let useless = 0;

  function leave(error: AppError): void {
    const from = engines[first];
    const to = engines[first + 1];
    if (from !== undefined && to !== undefined) changes.push({ from: from.id, to: to.id, error });
    first++;
    useless = 0;
  }

  async function run<T>(
    attempt: (engine: LlmEngine) => Promise<Attempt<T>>,
    signal: AbortSignal,
  ): Promise<T | AppError> {
    let answer: T | undefined;
    let failure: AppError | undefined;
    for (let place = first; place < engines.length; place++) {
      const engine = engines[place];
      if (engine === undefined) break;
      try {
        const { value, useless: isUseless } = await attempt(engine);
        answer = value;
        if (place === first) useless = isUseless ? useless + 1 : 0;
        if (!isUseless) break;
      } catch (error) {
        if (signal.aborted || !(error instanceof AppError) || error.code === 'cancelled') throw error;
        failure = error;
        // A later engine that fails is found out again where it is needed; only the first is left for good here.
        if (place === first) leave(error);
      }
    }
    const current = engines[first];
    if (useless >= USELESS_ATTEMPTS && engines[first + 1] !== undefined && current !== undefined) {
      leave(uselessEngine(current.id));
    }
    return answer ?? failure ?? noEngine();
  }

  return { changes, run };
}

function uselessEngine(id: string): AppError {
  return new AppError('llm-failed', {
    what: `${id} gave nothing usable ${USELESS_ATTEMPTS} times in a row.`,
    meaning: 'The next model takes over; what was finished before is kept.',
    action: 'Choose a larger model, or one that knows the languages.',
  });
}

function noEngine(): AppError {
  return new AppError('llm-failed', {
    what: 'No language model is left to ask.',
    meaning: 'What is finished is kept; the rest is as it was.',
    action: 'See the earlier messages for what failed, mend it and run again: finished parts are not repeated.',
  });
}
