import { comparable } from '../../llm/similarity.ts';

/** Earlier translations, e.g. of other episodes. Both sides are running text as `encodeLine` makes it. */
export interface TranslationMemory {
  find(source: string, speaker: string | undefined): string | undefined;
}

/** Fewest words of a line that is taken over: `Yes.` and `Come on!` depend on what was said before. */
const LEAST_WORDS = 4;

/** Whether a line means the same wherever it is said. */
export function isReusable(source: string): boolean {
  return comparable(source).split(' ').length >= LEAST_WORDS;
}
