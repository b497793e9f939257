import type { TimedToken } from './token-times.ts';
import type { CtcVocabulary } from './vocabulary.ts';

/** A word as decoded: frames `from .. to - 1`, confidence the mean of its outputs' peaks. */
export interface CtcWord {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly confidence: number;
  /** False in scripts without spaces. */
  readonly spaceBefore: boolean;
}

/** Outputs joined to words at word marks, at pieces that begin one, and at every character of scripts without spaces. */
export function groupWords(timed: readonly TimedToken[], { tokens }: CtcVocabulary): CtcWord[] {
  const groups: TimedToken[][] = [];
  for (const token of timed) {
    const { begins } = textOf(tokens, token);
    const group = groups.at(-1);
    if (group === undefined || token.afterMark || begins !== 'none') groups.push([token]);
    else group.push(token);
  }
  return groups.map((group) => {
    const first = group[0];
    return {
      text: group.map((token) => textOf(tokens, token).text).join(''),
      from: first.from,
      to: group[group.length - 1].to,
      confidence: group.reduce((sum, { peak }) => sum + peak, 0) / group.length,
      spaceBefore: first.afterMark || textOf(tokens, first).begins !== 'character',
    };
  });
}

function textOf(tokens: CtcVocabulary['tokens'], { id }: TimedToken): { text: string; begins: string } {
  const token = tokens[id];
  return token.kind === 'text' ? token : { text: '', begins: 'none' };
}
