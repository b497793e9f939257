import type { z } from 'zod';
import type { JsonSchema, LlmEngine, LlmReply, LlmRequest, LlmUsage } from '../ports/llm.ts';
import { findJson } from './find-json.ts';
import { flatLeaves, readFlatLines } from './flat-lines.ts';

/**
 * What came of a question with a shape. `refusal`: the model would not answer. `empty`: it said nothing. `broken`: it
 * wrote no JSON that can be read. `wrong-shape`: JSON of another kind. `cut`: the answer ends in the middle.
 */
export type Structured<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly usage: LlmUsage }
  | {
      readonly kind: 'refusal' | 'empty' | 'broken' | 'wrong-shape' | 'cut';
      readonly text: string;
      readonly usage: LlmUsage;
    };

/**
 * Asks for an answer of a shape and checks it, whatever held the model to it. Common faults of the JSON are repaired.
 * `parse` is the judge: nothing it refuses is given back. Asks once. Rejects as `LlmEngine.complete` does.
 */
export async function askStructured<T>(
  engine: LlmEngine,
  request: Omit<LlmRequest, 'schema'> & { readonly schema: JsonSchema },
  parse: z.ZodType<T>,
  signal: AbortSignal,
): Promise<Structured<T>> {
  return judgeReply(await engine.complete(request, signal), request.schema, parse);
}

function judgeReply<T>(reply: LlmReply, schema: JsonSchema, parse: z.ZodType<T>): Structured<T> {
  const { text, usage, finish } = reply;
  const fault = (kind: Exclude<Structured<T>['kind'], 'ok'>): Structured<T> => ({ kind, text, usage });
  if (finish === 'refusal') return fault('refusal');
  if (text.trim() === '') return fault(finish === 'length' ? 'cut' : 'empty');
  const { values, cut } = findJson(text);
  for (const value of values) {
    const judged = parse.safeParse(value);
    if (judged.success) return { kind: 'ok', value: judged.data, usage };
  }
  // Where lines were asked for, a bracket is one of the text.
  const areLines = reply.shape === 'text' && !text.includes('{');
  const ended = finish === 'length' || (cut && !areLines);
  const leaves = values.length === 0 || areLines ? flatLeaves(schema) : undefined;
  const lines = leaves === undefined ? undefined : readFlatLines(text, leaves);
  if (lines !== undefined) {
    const judged = parse.safeParse(lines);
    if (judged.success && !ended) return { kind: 'ok', value: judged.data, usage };
    if (!ended) return fault('wrong-shape');
  }
  if (ended) return fault('cut');
  if (values.length > 0) return fault('wrong-shape');
  return fault(REFUSAL.test(text.trim()) ? 'refusal' : 'broken');
}

/** How models begin when they will not. */
const REFUSAL =
  /^(?:i['’]?m (?:very )?sorry|i am sorry|sorry,|i (?:can(?:no|['’])t|will not|won['’]t|am unable)|as an ai\b|je (?:suis désolée?|ne peux pas)|désolée?(?=[\s,.!])|üzgünüm|maalesef)/i;
