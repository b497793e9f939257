import { joinLines } from '../../cues/text-measure.ts';
import { stripMarkup } from '../../document/markup.ts';
import type { LlmEngine } from '../../ports/llm.ts';
import type { BatchRecord } from './batch-record.ts';
import { termsIn } from './glossary.ts';
import { isReusable, type TranslationMemory } from './memory.ts';
import type { TranslateOptions } from './options.ts';
import { polish } from './polish.ts';
import type { PreparedLine } from './prepare.ts';
import { relationsFor } from './relation-sheet.ts';
import { type AcceptedText, type BatchContext, translateBatch } from './translate-batch.ts';
import { addUsage, NO_USAGE } from '../../llm/usage.ts';
import type { TranslationFlag } from './types.ts';

/** Lines of the scene that are shown before and after those asked for. */
const LINES_BEFORE = 3;
const LINES_AFTER = 2;

export interface BatchTask {
  readonly options: TranslateOptions;
  readonly story: string;
  readonly all: readonly PreparedLine[];
  /** The finished lines so far, by key. */
  readonly done: ReadonlyMap<string, BatchRecord['lines'][number]>;
  readonly memory: TranslationMemory | undefined;
}

/** Translates one batch to its end: what memory knows, then the model, then the second pass. */
export async function translateOne(
  engine: LlmEngine,
  batch: readonly PreparedLine[],
  task: BatchTask,
  signal: AbortSignal,
): Promise<BatchRecord> {
  const { options, memory, story } = task;
  const remembered = new Map<string, AcceptedText>();
  for (const line of batch) {
    const known = line.plan === 'send' && line.encoded.voices === 1 ? recall(memory, line) : undefined;
    if (known !== undefined) remembered.set(line.key, { voices: [known], tagsLost: false });
  }
  const sent = batch.filter((line) => line.plan === 'send' && !remembered.has(line.key));
  if (sent.length === 0) {
    return { lines: recordLines(batch, engine, remembered, new Map(), new Map()), story, usage: NO_USAGE, calls: 0 };
  }
  const outcome = await translateBatch(engine, sent, contextOf(task), signal);
  const asked = sent.filter((line) => outcome.accepted.has(line.key));
  const polished = await polish(engine, asked, outcome.accepted, options, signal);
  return {
    lines: recordLines(batch, engine, remembered, polished.texts, outcome.rejected),
    story: outcome.story ?? story,
    usage: addUsage(outcome.usage, polished.usage),
    calls: outcome.calls + polished.calls,
  };
}

function recall(memory: TranslationMemory | undefined, { encoded, source }: PreparedLine): string | undefined {
  return isReusable(encoded.text) ? memory?.find(encoded.text, source.speaker) : undefined;
}

/** What a call about some lines says beside them. */
export function contextOf({ all, done, options, story }: BatchTask): BatchContext {
  const shown = ({ source, encoded }: PreparedLine): { speaker?: string; text: string } => ({
    ...(source.speaker === undefined ? {} : { speaker: source.speaker }),
    text: encoded.text,
  });
  return {
    source: options.source,
    target: options.target,
    style: options.style,
    story,
    around: (lines) => {
      const first = lines[0]?.index ?? 0;
      const last = lines.at(-1)?.index ?? first;
      const isSpoken = ({ plan }: PreparedLine): boolean => plan === 'send' || plan === 'known';
      const before = all.slice(Math.max(0, first - LINES_BEFORE), first).filter(isSpoken);
      const after = all.slice(last + 1, last + 1 + LINES_AFTER).filter(isSpoken);
      const text = lines.map(({ encoded }) => encoded.text).join('\n');
      const named = options.relations.people.map(({ name }) => name).filter((name) => text.includes(name));
      const names = new Set([
        ...[...before, ...lines, ...after].flatMap(({ source }) => source.speaker ?? []),
        ...named,
      ]);
      return {
        before: before.map((line) => {
          const translation = done.get(line.key)?.voices.join(' ') ?? '';
          return { ...shown(line), ...(translation === '' ? {} : { translation }) };
        }),
        after: after.map(shown),
        terms: termsIn(text, options.glossary),
        relations: relationsFor(options.relations, names),
      };
    },
  };
}

function recordLines(
  batch: readonly PreparedLine[],
  engine: LlmEngine,
  remembered: ReadonlyMap<string, AcceptedText>,
  texts: ReadonlyMap<string, AcceptedText>,
  rejected: ReadonlyMap<string, TranslationFlag>,
): BatchRecord['lines'] {
  const own = batch.filter(({ plan }) => plan !== 'known');
  return own.map((line) => {
    const { key, plan } = line;
    const known = remembered.get(key);
    if (known !== undefined) return { key, voices: [...known.voices], tagsLost: false, by: 'memory' };
    const text = texts.get(key);
    if (text !== undefined) return { key, voices: [...text.voices], tagsLost: text.tagsLost, by: engine.id };
    if (plan === 'keep') return { key, voices: [], tagsLost: false };
    const flag = plan === 'too-long' ? 'source-too-long' : (rejected.get(key) ?? 'not-translated');
    return { key, voices: [], tagsLost: false, flag };
  });
}

/** What context lines are in the target language already, as if it had just been finished. */
export function knownLines(all: readonly PreparedLine[]): Map<string, BatchRecord['lines'][number]> {
  const known = new Map<string, BatchRecord['lines'][number]>();
  for (const { key, source } of all) {
    if (source.known !== undefined && source.known.length > 0)
      known.set(key, { key, voices: [stripMarkup(joinLines(source.known))], tagsLost: false });
  }
  return known;
}
