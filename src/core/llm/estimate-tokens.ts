import type { LlmMessage } from '../ports/llm.ts';

/** Letters of one token, cautiously: subtitles and languages with many endings take more tokens than English prose. */
const LATIN_PER_TOKEN = 3;
/** What a message costs besides its text. */
const PER_MESSAGE = 6;

/** About how many tokens a text takes; letters outside Latin count as one each. */
export function estimateTokens(text: string): number {
  const others = text.replace(/[\p{Script=Latin}\p{Script=Common}]+/gu, '').length;
  return Math.ceil((text.length - others) / LATIN_PER_TOKEN) + others;
}

/** About how many tokens a prompt takes. */
export function estimatePrompt(messages: readonly LlmMessage[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content) + PER_MESSAGE, PER_MESSAGE);
}
