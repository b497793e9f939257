import type { RuleProfile } from '../../cues/profiles.ts';
import type { VoxlaneDocument } from '../types.ts';
import { action, type CueAction, noAction } from './action.ts';
import { endBefore, SHORTEST_MS } from './cue-room.ts';

/** Joins a cue with the one behind it. */
export function mergeWithNext(document: VoxlaneDocument, id: string): CueAction {
  return mergeAt(
    document,
    document.cues.findIndex((cue) => cue.id === id),
  );
}

/** Joins a cue with the one in front of it, whose id stays. */
export function mergeWithPrevious(document: VoxlaneDocument, id: string): CueAction {
  const index = document.cues.findIndex((cue) => cue.id === id);
  if (index < 0) return noAction('cue-unknown');
  return index === 0 ? noAction('no-neighbour') : mergeAt(document, index - 1);
}

/** Joins neighbouring cues, in the order of the document. */
export function mergeSelected(document: VoxlaneDocument, ids: readonly string[]): CueAction {
  const chosen = new Set(ids);
  const cues = document.cues.filter((cue) => chosen.has(cue.id)).map((cue) => cue.id);
  return cues.length < 2 ? noAction('no-neighbour') : action(document, 'merge-cues', [{ kind: 'merge-cues', cues }]);
}

export interface InsertOptions {
  readonly profile: Pick<RuleProfile, 'minGapMs'>;
  /** The id the new cue is to have, e.g. to put the cursor there. */
  readonly newId?: string;
}

/** A new cue lasts so long where there is room. Milliseconds. */
const NEW_CUE_MS = 2000;

/** Adds an empty cue of the same speaker right behind another one; less long where little room is left. */
export function insertAfter(document: VoxlaneDocument, id: string, options: InsertOptions): CueAction {
  const index = document.cues.findIndex((cue) => cue.id === id);
  const cue = document.cues[index];
  if (cue === undefined) return noAction('cue-unknown');
  const startMs = Math.max(cue.endMs, endBefore(document.cues, index)) + options.profile.minGapMs;
  return insert(document, startMs, Math.min(startMs + NEW_CUE_MS, limitMs(document, index + 1, options)), cue, options);
}

/** Adds an empty cue of the same speaker right in front of another one. */
export function insertBefore(document: VoxlaneDocument, id: string, options: InsertOptions): CueAction {
  const index = document.cues.findIndex((cue) => cue.id === id);
  const cue = document.cues[index];
  if (cue === undefined) return noAction('cue-unknown');
  const endMs = limitMs(document, index, options);
  const earliestMs = Math.max(0, endBefore(document.cues, index) + options.profile.minGapMs);
  return insert(document, Math.max(earliestMs, endMs - NEW_CUE_MS), endMs, cue, options);
}

export function deleteCues(document: VoxlaneDocument, ids: readonly string[]): CueAction {
  const operations = ids.map((cue) => ({ kind: 'delete-cue' as const, cue }));
  return operations.length === 0 ? noAction('unchanged') : action(document, 'delete-cues', operations);
}

function mergeAt(document: VoxlaneDocument, index: number): CueAction {
  const [cue, next] = [document.cues[index], document.cues[index + 1]];
  if (cue === undefined) return noAction('cue-unknown');
  if (next === undefined) return noAction('no-neighbour');
  return action(document, 'merge-cues', [{ kind: 'merge-cues', cues: [cue.id, next.id] }]);
}

/** How late a cue in front of the one at `index` may end: the gap before it, or the end of the media. */
function limitMs({ cues, media }: VoxlaneDocument, index: number, { profile }: InsertOptions): number {
  const next = cues[index];
  if (next !== undefined) return next.startMs - profile.minGapMs;
  return media.durationMs > 0 ? media.durationMs : Infinity;
}

function insert(
  document: VoxlaneDocument,
  startMs: number,
  endMs: number,
  { speaker }: { readonly speaker?: string },
  { newId }: InsertOptions,
): CueAction {
  if (endMs - startMs < SHORTEST_MS) return noAction('no-room');
  const named = { ...(speaker === undefined ? {} : { speaker }), ...(newId === undefined ? {} : { newId }) };
  return action(document, 'insert-cue', [{ kind: 'insert-cue', startMs, endMs, lines: [], ...named }]);
}
