import type { ClassFlag, ClassifiedLine } from './types.ts';

/** Whether a model said the class; `otherwise` for want of an answer does not count. */
export function isAnswered({ class: given, flag }: ClassifiedLine): boolean {
  return given !== undefined && (flag === undefined || flag === 'long');
}

/** Cues that somebody should look at, and why. */
export function flagsOf(lines: readonly ClassifiedLine[]): { readonly cue: string; readonly flag: ClassFlag }[] {
  return lines.flatMap(({ id: cue, flag }) => (flag === undefined ? [] : [{ cue, flag }]));
}
