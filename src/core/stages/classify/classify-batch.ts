import { z } from 'zod';
import type { ClassSchema } from '../../document/notes/class-schema.ts';
import { askInParts, type Attempted } from '../../llm/ask-in-parts.ts';
import { askStructured } from '../../llm/ask-structured.ts';
import { addUsage, NO_USAGE } from '../../llm/usage.ts';
import type { LlmEngine, LlmUsage } from '../../ports/llm.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { ClassRecord } from './batch-record.ts';
import type { Cast } from './cast.ts';
import { type AcceptedClass, judgeClass } from './judge-class.ts';
import type { PreparedClassLine } from './prepare.ts';
import { classMessages, classReplySchema } from './prompt.ts';
import type { ClassFlag } from './types.ts';

/** Lines that are shown before and after those asked for. */
const LINES_BEFORE = 4;
const LINES_AFTER = 2;
/** Tokens of the answer: a fixed part, and for a line its first words, label and number, a name, a quote. */
const TOKENS = 60;
const TOKENS_PER_LINE = 40;
const TOKENS_PER_CHARACTER = 16;
const TOKENS_PER_EVIDENCE = 48;

/** Missing and additional keys are the judge's matter: one wrong id must not cost the other lines. */
const replySchema = z.record(z.string(), z.string().catch(''));

export interface ClassBatchTask {
  readonly schema: ClassSchema;
  readonly all: readonly PreparedClassLine[];
  readonly cast: Cast;
  /** Most calls that may be made, however bad the answers are. */
  readonly mostCalls: number;
}

interface Answer {
  readonly values?: ReadonlyMap<string, string>;
  readonly refused: boolean;
  readonly smaller: boolean;
  readonly usage: LlmUsage;
}

/**
 * Classifies a batch and does not give up early: the whole of it twice, then what is bad by itself, then halves. What
 * stays bad is flagged. Rejects only with what concerns the whole job: see `LlmEngine.complete`.
 */
export async function classifyBatch(
  engine: LlmEngine,
  lines: readonly PreparedClassLine[],
  task: ClassBatchTask,
  signal: AbortSignal,
): Promise<ClassRecord> {
  const { schema } = task;
  const accepted = new Map<string, AcceptedClass>();
  const rejected = new Map<string, ClassFlag>();
  let usage = NO_USAGE;
  let calls = 0;

  async function ask(asked: readonly PreparedClassLine[], temperature: number): Promise<Attempted<PreparedClassLine>> {
    calls++;
    const answer = await callOnce(engine, asked, task, temperature, signal);
    usage = addUsage(usage, answer.usage);
    const bad = asked.filter((line) => {
      const others = asked.filter((other) => other !== line).map(({ text }) => text);
      const verdict = judgeClass(answer.values?.get(line.key), { text: line.text, others, schema });
      if (verdict.kind === 'good') accepted.set(line.key, verdict.given);
      else rejected.set(line.key, answer.refused ? 'refused' : verdict.flag);
      return verdict.kind === 'bad';
    });
    return { bad, smaller: answer.smaller };
  }

  await askInParts(lines, ask, task.mostCalls);
  const kept = lines.map(({ key, long }) => {
    const given = accepted.get(key);
    if (given === undefined) return { key, flag: rejected.get(key) ?? ('not-classified' as const) };
    return { key, ...given, ...(long ? { flag: 'long' as const } : {}) };
  });
  return { lines: kept, by: engine.id, usage, calls };
}

async function callOnce(
  engine: LlmEngine,
  asked: readonly PreparedClassLine[],
  { schema, all, cast }: ClassBatchTask,
  temperature: number,
  signal: AbortSignal,
): Promise<Answer> {
  const first = asked[0]?.index ?? 0;
  const last = asked.at(-1)?.index ?? first;
  const speaks = (line: PreparedClassLine): boolean => line.speaks;
  const before = all.slice(Math.max(0, first - LINES_BEFORE), first).filter(speaks);
  const after = all.slice(last + 1, last + 1 + LINES_AFTER).filter(speaks);
  const characters = cast.of([...before, ...asked, ...after].flatMap(({ speaker }) => speaker ?? []));
  const perLine =
    TOKENS_PER_LINE + (schema.characters ? TOKENS_PER_CHARACTER : 0) + (schema.evidence ? TOKENS_PER_EVIDENCE : 0);
  const request = {
    messages: classMessages({ schema, before, lines: asked, after, characters }),
    schema: classReplySchema(asked.map(({ key }) => key)),
    maxOutputTokens: TOKENS + asked.length * perLine,
    temperature,
  };
  try {
    const answer = await askStructured(engine, request, replySchema, signal);
    const { usage } = answer;
    if (answer.kind === 'ok')
      return { values: new Map(Object.entries(answer.value)), refused: false, smaller: false, usage };
    return { refused: answer.kind === 'refusal', smaller: answer.kind === 'cut', usage };
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'llm-failed' && error.code !== 'llm-context-overflow'))
      throw error;
    return { refused: false, smaller: error.code === 'llm-context-overflow', usage: NO_USAGE };
  }
}
