import type { RuleProfile } from '../cues/profiles.ts';
import { action, type CueAction, noAction } from '../document/cue-actions/action.ts';
import { sameLines } from '../document/cue-actions/break-text.ts';
import type { EditOperation } from '../document/edits/operations.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';
import { checkQuality } from './check-quality.ts';
import type { QualityCode, QualityFinding } from './finding.ts';
import { FixDesk } from './fix-desk.ts';

/** What a cue shows and when. Milliseconds. */
interface CueState {
  readonly lines: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
}

/** What fixing makes of one cue. */
export interface FixChange {
  readonly cue: string;
  readonly before: CueState;
  readonly after: CueState;
}

export interface FixPreview {
  readonly changes: readonly FixChange[];
  /** One undo step, or why there is none. */
  readonly action: CueAction;
  /** What is left afterwards, for a person to see to. */
  readonly remaining: readonly QualityFinding[];
}

/** Mends one finding, if that breaks nothing of a higher rank. */
export function fixFinding(document: VoxlaneDocument, profile: RuleProfile, target: QualityFinding): FixPreview {
  const desk = deskOf(document, profile);
  const index = document.cues.findIndex((cue) => cue.id === target.cue);
  desk.mend(index, target.code);
  return preview(document, profile, desk);
}

/**
 * Mends all that can be mended, or only some rules, one cue after the other until nothing more can be: a second call
 * changes nothing. Never breaks a rule of a higher rank, and never moves a start before the end of the cue in front.
 */
export function fixAll(document: VoxlaneDocument, profile: RuleProfile, codes?: ReadonlySet<QualityCode>): FixPreview {
  const desk = deskOf(document, profile);
  desk.mendAll(codes);
  return preview(document, profile, desk);
}

function deskOf(document: VoxlaneDocument, profile: RuleProfile): FixDesk {
  return new FixDesk(document, { profile, language: document.language });
}

function preview(document: VoxlaneDocument, profile: RuleProfile, desk: FixDesk): FixPreview {
  const changes: FixChange[] = [];
  const texts: EditOperation[] = [];
  const later: EditOperation[] = [];
  const earlier: EditOperation[] = [];
  for (const [index, before] of document.cues.entries()) {
    const after = desk.cues[index];
    if (after === undefined || after === before) continue;
    const { id: cue, startMs, endMs } = after;
    const isSameText = sameLines(before.lines, after.lines);
    const isSameTime = before.startMs === startMs && before.endMs === endMs;
    if (isSameText && isSameTime) continue;
    changes.push({ cue, before: stateOf(before), after: stateOf(after) });
    if (!isSameText) texts.push({ kind: 'set-cue-lines', cue, lines: [...after.lines] });
    if (!isSameTime) (startMs > before.startMs ? later : earlier).push({ kind: 'set-cue-times', cue, startMs, endMs });
  }
  // Cues that start later move from the last to the first, the others behind them in order: so none passes its neighbour on
  // the way, which would exchange two that start at once.
  const operations = [...texts, ...later.reverse(), ...earlier];
  const step = operations.length === 0 ? noAction('unchanged') : action(document, 'fix-quality', operations);
  return { changes, action: step, remaining: checkQuality({ ...document, cues: desk.cues }, profile) };
}

/** What a preview shows of a cue. */
export function stateOf({ lines, startMs, endMs }: Cue): CueState {
  return { lines, startMs, endMs };
}
