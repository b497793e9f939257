import type { SpeakerId } from '../../core/timeline/types.ts';
import { store } from './store.ts';

/** A turn has no id: it is named by who speaks when. */
export interface TurnRef {
  readonly speaker: SpeakerId;
  readonly channel?: number;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * What is selected, in the grid, the lanes and the text alike. `cueId` is the current cue; `cueIds` all selected ones, in
 * no order, the current one among them.
 */
export interface Selection {
  readonly cueId?: string;
  readonly cueIds: ReadonlySet<string>;
  readonly turn?: TurnRef;
  readonly wordId?: string;
  /** A stretch drawn on the waveform, ms. */
  readonly range?: { readonly startMs: number; readonly endMs: number };
}

export const NOTHING: Selection = { cueIds: new Set() };
export const selection = store<Selection>(NOTHING);

/** Selects one cue alone. */
export function selectCue(cueId: string | undefined): void {
  selection.setState(cueId === undefined ? NOTHING : { cueId, cueIds: new Set([cueId]) }, true);
}

/** Adds a cue to those selected or takes it out; it becomes the current one. */
export function toggleCue(cueId: string): void {
  const cueIds = new Set(selection.getState().cueIds);
  if (!cueIds.delete(cueId)) cueIds.add(cueId);
  const current = cueIds.has(cueId) ? cueId : [...cueIds].at(-1);
  selection.setState(current === undefined ? NOTHING : { cueId: current, cueIds }, true);
}

export function selectCues(cueIds: readonly string[], current: string): void {
  selection.setState({ cueId: current, cueIds: new Set([...cueIds, current]) }, true);
}

/** The selected cues in the order of the document. */
export function selectedOf(cues: readonly { readonly id: string }[]): string[] {
  const { cueIds, cueId } = selection.getState();
  if (cueIds.size <= 1) return cueId === undefined ? [] : [cueId];
  return cues.filter(({ id }) => cueIds.has(id)).map(({ id }) => id);
}
