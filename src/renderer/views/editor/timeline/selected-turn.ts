import { spanIndex } from '../../../../core/document/span-index.ts';
import { overlapMs } from '../../../../core/timeline/span.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue, Turn } from '../../../../core/timeline/types.ts';
import { type Selection, selection, type TurnRef } from '../../../state/selection.ts';
import { refOf } from './lane-drag.ts';
import { turnsBySpeaker } from './lane-layout.ts';

/** The turn that is selected: by itself, or as the one the current cue was said in. */
export function selectedTurn(document: VoxlaneDocument, selected: Selection): Turn | undefined {
  const { turn, cueId } = selected;
  if (turn !== undefined) return findTurn(document, turn);
  const cue = cueId === undefined ? undefined : cueById(document.cues, cueId);
  if (cue?.speaker === undefined) return undefined;
  return mostShared(inLane(document, cue.speaker, cue), cue);
}

/** The turn of the document with just these values. */
export function findTurn(document: VoxlaneDocument, ref: TurnRef): Turn | undefined {
  return inLane(document, ref.speaker, ref).find(
    (turn) => turn.startMs === ref.startMs && turn.endMs === ref.endMs && turn.channel === ref.channel,
  );
}

/** The turn of a speaker at a moment. */
export function turnOf(document: VoxlaneDocument, speaker: string, ms: number): Turn | undefined {
  return inLane(document, speaker, { startMs: ms, endMs: ms + 1 })[0];
}

/** Selects a turn, and the cue that shows what is said in it. */
export function selectTurnAndCue(document: VoxlaneDocument, turn: Turn): void {
  const inside = spanIndex(document.cues).within(turn.startMs, turn.endMs);
  const own = inside.filter((cue) => cue.speaker === turn.speaker || cue.lineSpeakers?.includes(turn.speaker));
  const { cueId: current } = selection.getState();
  const cue = own.find(({ id }) => id === current) ?? mostShared(own, turn);
  selection.setState(
    cue === undefined
      ? { cueIds: new Set(), turn: refOf(turn) }
      : { cueId: cue.id, cueIds: new Set([cue.id]), turn: refOf(turn) },
    true,
  );
}

const byId = new WeakMap<readonly Cue[], ReadonlyMap<string, Cue>>();

/** A cue by its id, also among ten thousand. */
export function cueById(cues: readonly Cue[], id: string): Cue | undefined {
  let map = byId.get(cues);
  if (map === undefined) byId.set(cues, (map = new Map(cues.map((cue) => [cue.id, cue]))));
  return map.get(id);
}

function inLane(document: VoxlaneDocument, speaker: string, span: { startMs: number; endMs: number }): readonly Turn[] {
  const lane = turnsBySpeaker(document.turns).get(speaker);
  return lane === undefined ? [] : lane.within(span.startMs, span.endMs);
}

function mostShared<Item extends { startMs: number; endMs: number }>(
  items: readonly Item[],
  span: { readonly startMs: number; readonly endMs: number },
): Item | undefined {
  return [...items].sort((a, b) => overlapMs(b, span) - overlapMs(a, span))[0];
}
