import { askInParts } from '../../llm/ask-in-parts.ts';
import type { LlmEngine, LlmUsage } from '../../ports/llm.ts';
import { callBatch } from './batch-call.ts';
import { judgeLine } from './judge-line.ts';
import type { PreparedLine } from './prepare.ts';
import type { BatchPrompt } from './prompt.ts';
import { addUsage, NO_USAGE } from '../../llm/usage.ts';
import type { TranslationFlag } from './types.ts';

/** A translation that was accepted. */
export interface AcceptedText {
  readonly voices: readonly string[];
  readonly tagsLost: boolean;
}

/** What a batch needs to know beside its lines. */
export type BatchContext = Pick<BatchPrompt, 'source' | 'target' | 'style' | 'story'> & {
  /** What surrounds some lines, and the terms and people in them. */
  readonly around: (lines: readonly PreparedLine[]) => Pick<BatchPrompt, 'before' | 'after' | 'terms' | 'relations'>;
};

export interface BatchOutcome {
  readonly accepted: ReadonlyMap<string, AcceptedText>;
  /** The lines without a translation, and why. */
  readonly rejected: ReadonlyMap<string, TranslationFlag>;
  readonly story: string | undefined;
  readonly usage: LlmUsage;
  readonly calls: number;
}

/** Most calls for one batch, however bad the answers are: a model that cannot do it must not be paid for every line. */
const MOST_CALLS = 24;

/**
 * Translates a batch and does not give up early: the whole of it twice, then what is bad by itself, then halves down to
 * single lines. What stays bad is flagged. Rejects only with what concerns the whole job: see `LlmEngine.complete`.
 */
export async function translateBatch(
  engine: LlmEngine,
  lines: readonly PreparedLine[],
  context: BatchContext,
  signal: AbortSignal,
): Promise<BatchOutcome> {
  const accepted = new Map<string, AcceptedText>();
  const rejected = new Map<string, TranslationFlag>();
  let story: string | undefined;
  let usage = NO_USAGE;
  let calls = 0;

  /** Asks once; gives the lines that are still bad, and whether fewer lines at once may do better. */
  async function ask(
    asked: readonly PreparedLine[],
    temperature: number,
  ): Promise<{ bad: PreparedLine[]; smaller: boolean }> {
    calls++;
    const { around, ...fixed } = context;
    const prompt = {
      ...fixed,
      ...around(asked),
      lines: asked.map(({ key, source, encoded, room }) => ({
        key,
        speaker: source.speaker,
        text: encoded.text,
        room,
      })),
    };
    const answer = await callBatch(engine, prompt, temperature, signal);
    usage = addUsage(usage, answer.usage);
    if (answer.kind === 'failed') {
      for (const { key } of asked) rejected.set(key, answer.refused ? 'refused' : 'not-translated');
      return { bad: [...asked], smaller: answer.smaller };
    }
    if (asked.length === lines.length) story = answer.story ?? story;
    const bad = asked.filter((line) => {
      const others = asked.filter((other) => other !== line).map((other) => other.encoded.text);
      const { source, target } = context;
      const verdict = judgeLine(answer.lines.get(line.key), { encoded: line.encoded, others, source, target });
      if (verdict.kind === 'bad') {
        rejected.set(line.key, verdict.flag);
        return true;
      }
      rejected.delete(line.key);
      accepted.set(line.key, { voices: verdict.voices, tagsLost: verdict.tagsLost });
      return false;
    });
    return { bad, smaller: false };
  }

  await askInParts(lines, ask, MOST_CALLS);
  for (const { key } of lines) if (!accepted.has(key) && !rejected.has(key)) rejected.set(key, 'not-translated');
  return { accepted, rejected, story, usage, calls };
}
