import type { RuleProfile } from '../cues/profiles.ts';
import { action, type CueAction, noAction } from '../document/cue-actions/action.ts';
import { sameLines } from '../document/cue-actions/break-text.ts';
import type { EditOperation } from '../document/edits/operations.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';
import { checkQuality, checkRange } from './check-quality.ts';
import { type Candidate, candidatesFor } from './fix-candidates.ts';
import { type QualityCode, type QualityFinding, rankOf } from './finding.ts';
import type { RuleContext } from './text-rules.ts';

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

/** Far more rounds than any text needs; each ends with fewer or lesser findings. */
const MOST_ROUNDS = 20;

/** Mends one finding, if that breaks nothing of a higher rank. */
export function fixFinding(document: VoxlaneDocument, profile: RuleProfile, target: QualityFinding): FixPreview {
  const desk = new Desk(document, profile);
  const index = document.cues.findIndex((cue) => cue.id === target.cue);
  desk.mend(index, target.code);
  return preview(document, profile, desk);
}

/**
 * Mends all that can be mended, or only some rules, one cue after the other until nothing more can be: a second call
 * changes nothing. Never breaks a rule of a higher rank, and never moves a start before the end of the cue in front.
 */
export function fixAll(document: VoxlaneDocument, profile: RuleProfile, codes?: ReadonlySet<QualityCode>): FixPreview {
  const desk = new Desk(document, profile);
  for (let round = 0, isChanged = true; isChanged && round < MOST_ROUNDS; round++) {
    isChanged = false;
    const findings = desk.findings().filter(({ code }) => codes === undefined || codes.has(code));
    findings.sort((a, b) => a.index - b.index || rankOf(a.code) - rankOf(b.code));
    for (const { index, code } of findings) isChanged = desk.mend(index, code) || isChanged;
  }
  return preview(document, profile, desk);
}

/** The cues while they are mended. Fixes keep their number and order. */
class Desk {
  readonly cues: Cue[];
  private readonly context: RuleContext;
  private readonly mediaEndMs: number;
  private readonly wordEnds: ReadonlyMap<string, number>;
  /** Which cue in front of each is over last, by position; rebuilt after a change. */
  private blockers: Int32Array | undefined;

  constructor(document: VoxlaneDocument, profile: RuleProfile) {
    this.cues = [...document.cues];
    this.context = { profile, language: document.language };
    this.mediaEndMs = document.media.durationMs > 0 ? document.media.durationMs : Infinity;
    this.wordEnds = new Map(document.words.map((word) => [word.id, word.endMs]));
  }

  findings(): QualityFinding[] {
    return checkRange(this.cues, this.context, 0, this.cues.length, -Infinity);
  }

  /** True when the finding was there and is mended now. */
  mend(index: number, code: QualityCode): boolean {
    const cue = this.cues[index];
    if (cue === undefined) return false;
    const blocker = this.blockerOf(index);
    const before = this.cues[blocker];
    const candidates = candidatesFor(code, {
      ...this.context,
      cue,
      before,
      nextStartMs: this.cues[index + 1]?.startMs ?? Infinity,
      mediaEndMs: this.mediaEndMs,
      spokenEndMs: Math.max(-Infinity, ...cue.wordIds.map((id) => this.wordEnds.get(id) ?? -Infinity)),
    });
    return candidates.some((candidate) => this.try(index, code, candidate, blocker));
  }

  private try(index: number, code: QualityCode, candidate: Candidate, blocker: number): boolean {
    const places = candidate.map((next) => (next.id === this.cues[index]?.id ? index : blocker));
    const from = Math.min(index, ...places);
    const reachMs = Math.max(...candidate.map((next) => next.endMs), ...places.map((at) => this.cues[at]?.endMs ?? 0));
    let to = index + 2;
    while ((this.cues[to - 1]?.startMs ?? Infinity) < reachMs + this.context.profile.minGapMs) to++;
    const latestMs = this.cues[this.blockerOf(from)]?.endMs ?? -Infinity;
    const look = (): QualityFinding[] => checkRange(this.cues, this.context, from, to, latestMs);
    const had = new Set(look().map(keyOf));
    const target = `${index} ${code}`;
    if (!had.has(target)) return false;
    const old = places.map((at) => this.cues[at]);
    for (const [at, next] of candidate.entries()) this.cues[places[at] ?? -1] = next;
    const now = look();
    const isMended =
      places.every((at) => this.isInOrder(at)) &&
      now.every((item) => keyOf(item) !== target) &&
      now.every((item) => had.has(keyOf(item)) || rankOf(item.code) > rankOf(code));
    if (isMended) this.blockers = undefined;
    else for (const [at, cue] of old.entries()) if (cue !== undefined) this.cues[places[at] ?? -1] = cue;
    return isMended;
  }

  /** Whether a cue starts between its neighbours; where it does not, its list would be put into another order. */
  private isInOrder(at: number): boolean {
    const startMs = this.cues[at]?.startMs ?? 0;
    return (this.cues[at - 1]?.startMs ?? -Infinity) <= startMs && startMs <= (this.cues[at + 1]?.startMs ?? Infinity);
  }

  private blockerOf(index: number): number {
    if (this.blockers === undefined) {
      this.blockers = new Int32Array(this.cues.length);
      let latest = -1;
      for (const [at, cue] of this.cues.entries()) {
        this.blockers[at] = latest;
        if (latest < 0 || cue.endMs >= (this.cues[latest]?.endMs ?? 0)) latest = at;
      }
    }
    return this.blockers[index] ?? -1;
  }
}

function keyOf({ index, code }: QualityFinding): string {
  return `${index} ${code}`;
}

function preview(document: VoxlaneDocument, profile: RuleProfile, desk: Desk): FixPreview {
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

function stateOf({ lines, startMs, endMs }: Cue): CueState {
  return { lines, startMs, endMs };
}
