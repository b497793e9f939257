import type { EngineFamily, EnginesInput } from '../engine/protocol/jobs.ts';
import { startEngine } from './start-engine.ts';

/** The first look at each device runs a model on it. */
const LONGEST_MS = 120_000;

/** What the engines run on here, as an engine process finds it. Throws what the engine throws. */
export async function describeEngines(input: EnginesInput, signal: AbortSignal): Promise<readonly EngineFamily[]> {
  const engine = startEngine();
  try {
    return await engine.jobs.engines(input, { signal, deadlineMs: LONGEST_MS });
  } finally {
    await engine.shutdown();
  }
}
