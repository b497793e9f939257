import type { CheckpointStore } from '../../ports/checkpoints.ts';
import type { LlmEngine, LlmUsage } from '../../ports/llm.ts';
import { AppError, cancelled } from '../../../shared/app-error.ts';
import { type EngineChange, engineLadder } from '../../llm/engine-ladder.ts';
import { sceneBatches } from '../../llm/scene-batches.ts';
import { addUsage, NO_USAGE } from '../../llm/usage.ts';
import { type ClassRecord, readClassRecord, writeClassRecord } from './batch-record.ts';
import { Cast } from './cast.ts';
import { classifyBatch } from './classify-batch.ts';
import { finishClasses } from './finish-classes.ts';
import { prepareClassLines } from './prepare.ts';
import type { ClassifiedLine, ClassifyOptions, ClassLine } from './types.ts';

export interface ClassifyParts {
  /** In order of preference: the next one takes over where one is of no use any more. */
  readonly engines: readonly LlmEngine[];
  /** Of this classification alone: the caller names it by everything that decides its result. */
  readonly checkpoints: CheckpointStore;
  /** Finished cues of those asked for; never falls. Told at least every 20 cues. */
  readonly progress?: (done: number, total: number) => void;
}

export interface Classification {
  /** One for every asked line, in the same order; those that were not reached have neither class nor flag. */
  readonly lines: readonly ClassifiedLine[];
  /** Cues that were finished, those that say nothing among them. */
  readonly done: number;
  /** What all finished batches took, also those of earlier runs. */
  readonly usage: LlmUsage;
  readonly calls: number;
  readonly changes: readonly EngineChange[];
  /** Why not all was asked for. What is finished is kept, and the next run goes on from there. */
  readonly stopped?: AppError;
}

const BATCH_LIMITS = { minLines: 10, maxLines: 20, maxCharacters: 2400 };
/** Most batches on their way at once. */
const MOST_AT_ONCE = 8;
/** Most calls for one batch; and after so many batches in a row of which nothing could be used, one each. */
const MOST_CALLS = 12;
const USELESS_BATCHES = 3;

/**
 * Sorts cues into the classes of a schema, in scenes, keyed by id. Batches go side by side as far as the first engine
 * allows; what is learnt of the characters counts from the next group of batches on, so that the order in which answers
 * come changes nothing. Finished batches survive a crash and are not paid twice. Rejects with `cancelled`, and with what
 * the checkpoints reject with.
 */
export async function classify(
  lines: readonly ClassLine[],
  { schema, cast: given }: ClassifyOptions,
  { engines, checkpoints, progress }: ClassifyParts,
  signal: AbortSignal,
): Promise<Classification> {
  const all = prepareClassLines(lines);
  const total = all.filter(({ asked }) => asked).length;
  const sent = all.filter((line) => line.asked && line.speaks);
  const batches = sceneBatches(sent, BATCH_LIMITS).map(({ from, to }) => sent.slice(from, to));
  const atOnce = Math.max(1, Math.min(MOST_AT_ONCE, engines[0]?.capabilities.concurrency ?? 1));
  const speakers = new Map(all.map(({ key, speaker }) => [key, speaker]));
  const ladder = engineLadder(engines);
  const cast = new Cast(given);
  const records: ClassRecord[] = [];
  let done = total - sent.length;
  let useless = 0;
  let stopped: AppError | undefined;

  async function one(number: number, mostCalls: number): Promise<ClassRecord | AppError | undefined> {
    const batch = batches[number] ?? [];
    let record = await readClassRecord(checkpoints, number);
    if (record === undefined) {
      // Later batches may be finished by an earlier run; the rest waits for the next one.
      if (stopped !== undefined) return undefined;
      const answer = await ladder.run(async (engine) => {
        const value = await classifyBatch(engine, batch, { schema, all, cast, mostCalls }, signal);
        return { value, useless: isUseless(value) };
      }, signal);
      if (answer instanceof AppError) return answer;
      await writeClassRecord(checkpoints, number, answer);
      record = answer;
    }
    done += batch.length;
    progress?.(done, total);
    return record;
  }

  for (let from = 0; from < batches.length; from += atOnce) {
    if (signal.aborted) throw cancelled(signal.reason);
    const mostCalls = useless >= USELESS_BATCHES ? 1 : MOST_CALLS;
    const numbers = [...batches.keys()].slice(from, from + atOnce);
    // All have ended before any failure is passed on: nothing goes on behind the caller's back.
    const outcomes = await Promise.allSettled(numbers.map((number) => one(number, mostCalls)));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') throw outcome.reason;
      const record = outcome.value;
      if (record instanceof AppError) stopped ??= record;
      if (record === undefined || record instanceof AppError) continue;
      records.push(record);
      useless = isUseless(record) ? useless + 1 : 0;
      learn(cast, record, speakers);
    }
  }
  if (batches.length === 0) progress?.(done, total);
  return {
    lines: finishClasses(all, records, schema, new Cast(given)),
    done,
    usage: records.reduce((sum, { usage }) => addUsage(sum, usage), NO_USAGE),
    calls: records.reduce((sum, { calls }) => sum + calls, 0),
    changes: ladder.changes,
    ...(stopped === undefined ? {} : { stopped }),
  };
}

function isUseless({ calls, lines }: ClassRecord): boolean {
  return calls > 0 && lines.every(({ label }) => label === undefined);
}

function learn(cast: Cast, record: ClassRecord, speakers: ReadonlyMap<string, string | undefined>): void {
  for (const { key, character } of record.lines) if (character !== undefined) cast.add(speakers.get(key), character);
}
