import type { RedecodedCue } from '../../../../contract/document-calls.ts';
import type { OperationOf } from '../../../../core/document/edits/operations.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { diffWords, type TextDiff } from './word-diff.ts';

/** What another model would write in a cue. */
export interface Proposal {
  readonly cue: string;
  readonly number: number;
  readonly diff: TextDiff;
  /** Absent when it heard nothing. */
  readonly operation: OperationOf<'rewrite-cue'> | undefined;
  readonly confidence: number | undefined;
}

/** Proposals in the order of the document; cues that are gone are left out. */
export function proposalsOf(cues: readonly Cue[], heard: readonly RedecodedCue[]): readonly Proposal[] {
  const places = new Map(cues.map(({ id }, at) => [id, at]));
  return heard
    .flatMap(({ cue, before, after }): Proposal[] => {
      const at = places.get(cue);
      if (at === undefined) return [];
      const diff = diffWords(before.lines, after?.lines ?? []);
      return [{ cue, number: at + 1, diff, operation: after?.operation, confidence: after?.confidence }];
    })
    .sort((a, b) => a.number - b.number);
}
