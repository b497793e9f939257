import { alignTokens } from '../../../../core/metrics/align-tokens.ts';
import { stripMarkup } from '../../../../core/document/markup.ts';

/** A word of a text, and whether the other text has it at the same place. */
export interface DiffWord {
  readonly text: string;
  readonly isSame: boolean;
}

/** Two texts line by line, with the words that differ. */
export interface TextDiff {
  readonly before: readonly (readonly DiffWord[])[];
  readonly after: readonly (readonly DiffWord[])[];
  readonly isSame: boolean;
}

/** Compares two texts word by word. Tags are left out; line breaks do not count. */
export function diffWords(before: readonly string[], after: readonly string[]): TextDiff {
  const [old, now] = [before.map(wordsIn), after.map(wordsIn)];
  const steps = alignTokens(old.flat(), now.flat());
  const kept = { old: new Set<number>(), now: new Set<number>() };
  for (const step of steps) {
    if (step.kind !== 'hit') continue;
    kept.old.add(step.reference);
    kept.now.add(step.hypothesis);
  }
  return {
    before: marked(old, kept.old),
    after: marked(now, kept.now),
    isSame: steps.every(({ kind }) => kind === 'hit'),
  };
}

function wordsIn(line: string): readonly string[] {
  return stripMarkup(line)
    .split(/\s+/u)
    .filter((word) => word !== '');
}

function marked(lines: readonly (readonly string[])[], same: ReadonlySet<number>): (readonly DiffWord[])[] {
  let at = 0;
  return lines.map((line) => line.map((text) => ({ text, isSame: same.has(at++) })));
}
