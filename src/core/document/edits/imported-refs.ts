import type { ImportedParts } from '../types.ts';
import type { Draft } from './draft.ts';

/** What an imported file said about a cue that goes away is dropped; blocks in front of it stand before `next` then. */
export function forgetCue(draft: Draft, id: string, next: string | undefined): void {
  const imported = draft.field('imported');
  if (imported === undefined) return;
  const named =
    imported.cues.some((cue) => cue.cueId === id) || imported.blocks.some((block) => block.beforeCueId === id);
  if (!named) return;
  const blocks = imported.blocks.map((block) => {
    if (block.beforeCueId !== id) return block;
    const { beforeCueId: _gone, ...rest } = block;
    return next === undefined ? rest : { ...rest, beforeCueId: next };
  });
  setImported(draft, { ...imported, blocks, cues: imported.cues.filter((cue) => cue.cueId !== id) });
}

/** The second part of a split cue is shown where the first is: position settings and voice classes count for both. */
export function copyCue(draft: Draft, id: string, copy: string): void {
  const imported = draft.field('imported');
  const at = imported?.cues.findIndex((cue) => cue.cueId === id) ?? -1;
  const own = imported?.cues[at];
  if (imported === undefined || own === undefined) return;
  const { originalId: _own, ...rest } = own;
  if (rest.settings === undefined && rest.voiceClass === undefined) return;
  setImported(draft, { ...imported, cues: imported.cues.toSpliced(at + 1, 0, { ...rest, cueId: copy }) });
}

function setImported(draft: Draft, imported: ImportedParts): void {
  draft.setField('imported', imported);
}
