import type { Emissions } from './emissions.ts';
import type { CtcVocabulary } from './vocabulary.ts';

/**
 * The most probable output of every frame, repeats joined and silent ones dropped. Word marks stand between words only:
 * none at the ends, never two together.
 */
export function greedyDecode({ best }: Emissions, { tokens }: CtcVocabulary): number[] {
  const ids: number[] = [];
  let previous = -1;
  for (const id of best) {
    const { kind } = tokens[id];
    const repeated = id === previous;
    previous = id;
    if (kind === 'silent' || repeated) continue;
    if (kind === 'mark' && (ids.length === 0 || tokens[ids[ids.length - 1]].kind === 'mark')) continue;
    ids.push(id);
  }
  return trimMark(ids, tokens);
}

/** Without a word mark at the end, where it parts nothing. */
export function trimMark(ids: readonly number[], tokens: CtcVocabulary['tokens']): number[] {
  const last = ids.at(-1);
  return last !== undefined && tokens[last].kind === 'mark' ? ids.slice(0, -1) : [...ids];
}
