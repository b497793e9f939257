import type { LlmUsage } from '../ports/llm.ts';

/** Adds up what calls took. */
export function addUsage(a: LlmUsage, b: LlmUsage): LlmUsage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    estimated: a.estimated || b.estimated,
  };
}

export const NO_USAGE: LlmUsage = { inputTokens: 0, outputTokens: 0, estimated: false };
