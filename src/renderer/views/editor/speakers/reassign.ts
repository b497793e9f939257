import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue, SpeakerId } from '../../../../core/timeline/types.ts';

export type ReassignScope = 'cue' | 'selected' | 'onward' | 'all';

/**
 * The cues that are given to another speaker: `onward` and `all` mean those of the current cue's speaker, from it on or
 * everywhere.
 */
export function cuesInScope(
  document: VoxlaneDocument,
  current: string,
  selected: ReadonlySet<string>,
  scope: ReassignScope,
): readonly Cue[] {
  const index = document.cues.findIndex((cue) => cue.id === current);
  const cue = document.cues[index];
  if (cue === undefined) return [];
  const ofSame = (other: Cue): boolean => other.speaker === cue.speaker;
  switch (scope) {
    case 'cue':
      return [cue];
    case 'selected':
      return document.cues.filter(({ id }) => selected.has(id));
    case 'onward':
      return document.cues.slice(index).filter(ofSame);
    case 'all':
      return document.cues.filter(ofSame);
  }
}

/** Operations that give cues to a speaker; those it has already are left out. */
export function reassign(cues: readonly Cue[], speaker: SpeakerId): EditOperation[] {
  return cues
    .filter((cue) => cue.speaker !== speaker || cue.lineSpeakers !== undefined)
    .map((cue) => ({ kind: 'assign-cue-speaker', cue: cue.id, speaker }));
}
