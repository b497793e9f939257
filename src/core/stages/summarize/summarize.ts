import type { Summary } from '../../document/notes/summary.ts';
import type { Chapter } from '../../document/types.ts';
import { type EngineChange, engineLadder } from '../../llm/engine-ladder.ts';
import { addUsage, NO_USAGE } from '../../llm/usage.ts';
import type { CheckpointStore } from '../../ports/checkpoints.ts';
import type { LlmEngine, LlmUsage } from '../../ports/llm.ts';
import { AppError, cancelled } from '../../../shared/app-error.ts';
import { chaptersOf, highlightsOf, missingOf } from './places.ts';
import { partSize, partsOf } from './parts-of.ts';
import { readSummaryRecord, recordKey, type SummaryRecord } from './record.ts';
import { joinSummaries, summarizePart } from './summarize-part.ts';
import { nameOfText } from './summarized-text.ts';
import type { MissingPart, SummarizeOptions, SummaryLine } from './types.ts';

export interface SummarizeParts {
  /** In order of preference: the next one takes over where one is of no use any more. */
  readonly engines: readonly LlmEngine[];
  /** Of this summary alone: the caller names it by everything that decides its result. */
  readonly checkpoints: CheckpointStore;
  /** Cues read, of all that say something; never falls. */
  readonly progress?: (done: number, total: number) => void;
}

export interface Summarizing {
  /** Absent when it is not finished, or nothing could be summarised. `language` is the one asked for, else `und`. */
  readonly summary?: Summary;
  /** Empty unless they were asked for. */
  readonly chapters: readonly Chapter[];
  /** Stretches that the summary says nothing of. */
  readonly missing: readonly MissingPart[];
  readonly usage: LlmUsage;
  readonly calls: number;
  readonly changes: readonly EngineChange[];
  /** Why it is not finished. What is finished is kept, and the next run goes on from there. */
  readonly stopped?: AppError;
}

const MOST_CALLS = 24;
const USELESS_PARTS = 2;
/** Rounds of joining; each makes a text several times shorter. */
const MOST_ROUNDS = 5;

/**
 * Summarises a recording: parts as large as the context allows, then summaries of summaries until one is left, with
 * moments and chapters that begin where cues begin. Finished parts survive a crash and are not paid twice. Rejects with
 * `cancelled`, and with what the checkpoints reject with.
 */
export async function summarize(
  lines: readonly SummaryLine[],
  options: SummarizeOptions,
  { engines, checkpoints, progress }: SummarizeParts,
  signal: AbortSignal,
): Promise<Summarizing> {
  const size = partSize(engines.map(({ capabilities }) => capabilities.contextTokens));
  const parts = partsOf(lines, size);
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const ladder = engineLadder(engines);
  const records: SummaryRecord[] = [];
  let usage = NO_USAGE;
  let calls = 0;
  let done = 0;

  async function once(
    key: string,
    ask: (engine: LlmEngine) => Promise<SummaryRecord>,
  ): Promise<SummaryRecord | AppError> {
    if (signal.aborted) throw cancelled(signal.reason);
    let record = await readSummaryRecord(checkpoints, key);
    if (record === undefined) {
      const answer = await ladder.run(async (engine) => {
        const value = await ask(engine);
        return { value, useless: value.summary === undefined };
      }, signal);
      if (answer instanceof AppError) return answer;
      await checkpoints.write(key, answer);
      record = answer;
    }
    usage = addUsage(usage, record.usage);
    calls += record.calls;
    return record;
  }

  const ended = (stopped?: AppError, text?: string): Summarizing => {
    const read = parts.flat();
    const by = [...new Set(records.map((record) => record.by))].join(', ').slice(0, 300);
    const language = options.language ?? 'und';
    const highlights = highlightsOf(read, records);
    const summary = text === undefined ? undefined : { language, text, highlights, by, of: nameOfText(lines) };
    return {
      ...(summary === undefined ? {} : { summary }),
      chapters: stopped === undefined && options.chapters ? chaptersOf(read, records, lines) : [],
      missing: missingOf(read, records),
      usage,
      calls,
      changes: ladder.changes,
      ...(stopped === undefined ? {} : { stopped }),
    };
  };

  for (const [number, part] of parts.entries()) {
    // A model that answers nothing of use is not asked for the halves of every part.
    const useless = records.slice(-USELESS_PARTS).filter(({ summary }) => summary === undefined).length;
    const mostCalls = useless === USELESS_PARTS ? 1 : MOST_CALLS;
    const before = records.flatMap(({ sections }) => sections).at(-1)?.text ?? '';
    const record = await once(recordKey('part', number), (engine) =>
      summarizePart(engine, part, { ...options, before, mostCalls }, signal),
    );
    if (record instanceof AppError) return ended(record);
    records.push(record);
    done += part.length;
    progress?.(done, total);
  }
  let texts = records.flatMap(({ summary }) => summary ?? []);
  for (let round = 0; texts.length > 1 && round < MOST_ROUNDS; round++) {
    const joined: string[] = [];
    for (const [number, group] of groupsOf(texts, size).entries()) {
      const record =
        group.length === 1
          ? { summary: group[0] }
          : await once(recordKey('whole', round, number), (engine) =>
              joinSummaries(engine, group, options.language, signal),
            );
      if (record instanceof AppError) return ended(record);
      joined.push(record.summary ?? group.join('\n\n'));
    }
    texts = joined;
  }
  return ended(undefined, texts.length === 0 ? undefined : texts.join('\n\n'));
}

/** Neighbours of up to `size` characters together, at least two where there are, so that each round makes less. */
function groupsOf(texts: readonly string[], size: number): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const text of texts) {
    const last = groups.at(-1);
    if (last === undefined || (text.length > room && last.length > 1)) {
      groups.push([text]);
      room = size - text.length;
    } else {
      last.push(text);
      room -= text.length;
    }
  }
  return groups;
}
