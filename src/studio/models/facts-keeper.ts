import type { FactsInput, FactsOutput } from '../../engine/protocol/jobs.ts';
import { SharedWork } from '../media/shared-work.ts';
import { startEngine } from '../start-engine.ts';

/** Free memory changes with every program that starts. */
const KEPT_MS = 30_000;
/** The first look at a GPU runs a model on it. */
const LONGEST_MS = 90_000;
const MOST_KEPT = 20;

interface Kept {
  readonly atMs: number;
  readonly facts: FactsOutput;
}

const kept = new Map<string, Kept>();
const asked = new SharedWork<FactsOutput>();
let round = 0;

/** What choices of recognisers rest on, asked of an engine process and kept for half a minute. Throws what the engine throws. */
export async function factsFor(input: FactsInput, signal: AbortSignal): Promise<FactsOutput> {
  const key = JSON.stringify(input);
  const known = kept.get(key);
  if (known !== undefined && performance.now() - known.atMs < KEPT_MS) return known.facts;
  return asked.run(`${round} ${key}`, signal, (until) => askEngine(key, input, until));
}

/** Models or what is known of them changed. */
export function forgetFacts(): void {
  kept.clear();
  round++;
}

async function askEngine(key: string, input: FactsInput, signal: AbortSignal): Promise<FactsOutput> {
  const before = round;
  const engine = startEngine();
  try {
    const facts = await engine.jobs.facts(input, { signal, deadlineMs: LONGEST_MS });
    if (kept.size >= MOST_KEPT) kept.clear();
    if (before === round) kept.set(key, { atMs: performance.now(), facts });
    return facts;
  } finally {
    await engine.shutdown();
  }
}
