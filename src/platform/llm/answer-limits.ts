import type { LlmDeadlines } from './llm-post.ts';

/** How long and how much is waited for. */
export interface AnswerLimits extends LlmDeadlines {
  readonly answerBytes: number;
}

/** A model on this computer may read a long prompt for minutes before its first word. */
export function answerLimits(local: boolean): AnswerLimits {
  return {
    connectMs: 15_000,
    firstMs: local ? 600_000 : 120_000,
    betweenMs: local ? 120_000 : 60_000,
    wholeMs: local ? 3_600_000 : 900_000,
    answerBytes: 16 * 1024 * 1024,
  };
}
