import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { useStored } from '../../../state/store.ts';
import { lineKey, review } from '../review/review-store.ts';

const NONE: readonly QualityFinding[] = [];

/** Where a line does not keep to the glossary and the relation sheet of its language. */
export function useLineWords(cue: string, language: string): readonly QualityFinding[] {
  return useStored(review, ({ wordsOfLine }) => wordsOfLine.get(lineKey(cue, language))) ?? NONE;
}
