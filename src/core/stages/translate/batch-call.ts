import { z } from 'zod';
import { askStructured } from '../../llm/ask-structured.ts';
import type { LlmEngine, LlmUsage } from '../../ports/llm.ts';
import { AppError } from '../../../shared/app-error.ts';
import { batchMessages, batchSchema, type BatchPrompt } from './prompt.ts';
import type { LineAnswer } from './judge-line.ts';
import { NO_USAGE } from '../../llm/usage.ts';

const STORY_LENGTH = 600;

/** What came of one call. `failed`: nothing of it can be used; `smaller` says that fewer lines may do. */
export type BatchAnswer =
  | {
      readonly kind: 'answered';
      readonly lines: ReadonlyMap<string, LineAnswer>;
      readonly story: string | undefined;
      readonly usage: LlmUsage;
    }
  | { readonly kind: 'failed'; readonly smaller: boolean; readonly refused: boolean; readonly usage: LlmUsage };

/** Tokens of the answer: a token is two letters or more in every language that models know; JSON and echo take the rest. */
const TOKENS_PER_LINE = 48;
const TOKENS_PER_CHARACTER = 0.8;
const STORY_TOKENS = 160;

const lineSchema = z.object({ echo: z.string().default(''), text: z.string() });
/** Missing and additional keys are the judge's matter: one wrong id must not cost the other lines. */
const replySchema = z.object({
  lines: z.record(z.string(), lineSchema.catch({ echo: '', text: '' })),
  story: z.string().catch(''),
});

/** Asks an engine for one batch. Rejects only with what concerns the whole job: see `LlmEngine.complete`. */
export async function callBatch(
  engine: LlmEngine,
  prompt: BatchPrompt,
  temperature: number,
  signal: AbortSignal,
): Promise<BatchAnswer> {
  const keys = prompt.lines.map((line) => line.key);
  const characters = prompt.lines.reduce((sum, line) => sum + line.text.length, 0);
  const request = {
    messages: batchMessages(prompt),
    schema: batchSchema(keys),
    maxOutputTokens: Math.ceil(STORY_TOKENS + keys.length * TOKENS_PER_LINE + characters * TOKENS_PER_CHARACTER),
    temperature,
  };
  try {
    const answer = await askStructured(engine, request, replySchema, signal);
    if (answer.kind === 'ok') {
      const asked = new Set(keys);
      const lines = new Map(Object.entries(answer.value.lines).filter(([key]) => asked.has(key)));
      return { kind: 'answered', lines, story: storyOf(answer.value.story), usage: answer.usage };
    }
    return { kind: 'failed', smaller: answer.kind === 'cut', refused: answer.kind === 'refusal', usage: answer.usage };
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'llm-failed' && error.code !== 'llm-context-overflow'))
      throw error;
    return { kind: 'failed', smaller: error.code === 'llm-context-overflow', refused: false, usage: NO_USAGE };
  }
}

function storyOf(text: string): string | undefined {
  const story = text.replace(/\s+/gu, ' ').trim();
  return story === '' ? undefined : story.slice(0, STORY_LENGTH);
}
