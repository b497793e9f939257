import type { CheckpointStore } from '../../ports/checkpoints.ts';
import type { LlmEngine, LlmUsage } from '../../ports/llm.ts';
import { AppError, cancelled } from '../../../shared/app-error.ts';
import { withAddress } from './address.ts';
import { readBatch, writeBatch } from './batch-record.ts';
import { type EngineChange, engineLadder } from '../../llm/engine-ladder.ts';
import { finishLine } from './finish-line.ts';
import { fitTimes } from './fit-times.ts';
import type { TranslationMemory } from './memory.ts';
import type { TranslateOptions } from './options.ts';
import { type PreparedLine, prepareLines } from './prepare.ts';
import { sceneBatches } from '../../llm/scene-batches.ts';
import { knownLines, translateOne } from './translate-one.ts';
import { addUsage, NO_USAGE } from '../../llm/usage.ts';
import type { SourceLine, TranslatedLine } from './types.ts';

/** 10 to 30 cues, as llm-subtrans; some 700 tokens of text, which leaves room in a context of 4096. */
const BATCH_LIMITS = { minLines: 10, maxLines: 30, maxCharacters: 2400 };

export interface TranslateParts {
  /** In order of preference: the next one takes over where one is of no use any more. */
  readonly engines: readonly LlmEngine[];
  /** Of this translation alone: the caller names it by everything that decides its result. */
  readonly checkpoints: CheckpointStore;
  readonly memory?: TranslationMemory | undefined;
  /** Finished share, 0..1; never falls. */
  readonly progress?: (fraction: number) => void;
}

export interface Translation {
  /** One for every source line, in the same order. */
  readonly lines: readonly TranslatedLine[];
  /** What all finished batches took, also those of earlier runs. */
  readonly usage: LlmUsage;
  readonly calls: number;
  readonly changes: readonly EngineChange[];
  /** Why not all was asked for. What is finished is kept, and the next run goes on from there. */
  readonly stopped?: AppError;
}

/**
 * Translates cues in scenes, keyed by id, with what was said before and after, terms, people and the story so far. No cue
 * is lost, joined or moved in time: what cannot be translated keeps its text and gets a flag. Finished batches survive a
 * crash and are not paid twice. Rejects with `cancelled`, and with what the checkpoints reject with.
 */
export async function translate(
  lines: readonly SourceLine[],
  options: TranslateOptions,
  parts: TranslateParts,
  signal: AbortSignal,
): Promise<Translation> {
  const all = withAddress(prepareLines(lines, options.profile), options.relations);
  const done = knownLines(all);
  const asked = all.length - all.filter(isKnown).length;
  let finishedLines = 0;
  const ladder = engineLadder(parts.engines);
  let usage = NO_USAGE;
  let calls = 0;
  let story = '';
  let stopped: AppError | undefined;

  for (const [number, { from, to }] of sceneBatches(lines, BATCH_LIMITS).entries()) {
    if (signal.aborted) throw cancelled(signal.reason);
    const own = all.slice(from, to);
    if (own.every(isKnown)) continue;
    let record = await readBatch(parts.checkpoints, number);
    if (record === undefined) {
      // Later batches may be finished by an earlier run; the rest waits for the next one.
      if (stopped !== undefined) continue;
      const task = { options, story, all, done, memory: parts.memory };
      const answer = await ladder.run(async (engine) => {
        const value = await translateOne(engine, own, task, signal);
        return { value, useless: value.calls > 0 && value.lines.every((line) => line.voices.length === 0) };
      }, signal);
      if (answer instanceof AppError) {
        stopped = answer;
        continue;
      }
      await writeBatch(parts.checkpoints, number, answer);
      record = answer;
    }
    for (const line of record.lines) done.set(line.key, line);
    story = record.story;
    usage = addUsage(usage, record.usage);
    calls += record.calls;
    finishedLines += own.filter((line) => !isKnown(line)).length;
    if (stopped === undefined) parts.progress?.(finishedLines / asked);
  }
  if (stopped === undefined) parts.progress?.(1);
  const finished = all.map((line) => finishLine(line, done.get(line.key), options));
  const fitted = fitTimes(finished, all, options);
  return { lines: fitted, usage, calls, changes: ladder.changes, ...(stopped === undefined ? {} : { stopped }) };
}

function isKnown({ plan }: PreparedLine): boolean {
  return plan === 'known';
}
