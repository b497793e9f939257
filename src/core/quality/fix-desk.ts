import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';
import { checkRange } from './check-quality.ts';
import { type QualityCode, type QualityFinding, rankOf } from './finding.ts';
import { type Candidate, candidatesFor } from './fix-candidates.ts';
import type { RuleContext } from './text-rules.ts';

/** Far more rounds than any text needs; each ends with fewer or lesser findings. */
const MOST_ROUNDS = 20;

/** The cues while they are mended. Fixes keep their number and order. */
export class FixDesk {
  readonly cues: Cue[];
  private readonly context: RuleContext;
  private readonly mediaEndMs: number;
  private readonly wordEnds: ReadonlyMap<string, number>;
  /** Which cue in front of each is over last, by position; rebuilt after a change. */
  private blockers: Int32Array | undefined;

  constructor({ cues, media, words }: Pick<VoxlaneDocument, 'cues' | 'media' | 'words'>, context: RuleContext) {
    this.cues = [...cues];
    this.context = context;
    this.mediaEndMs = media.durationMs > 0 ? media.durationMs : Infinity;
    this.wordEnds = new Map(words.map((word) => [word.id, word.endMs]));
  }

  /** Mends all that can be mended, or only some rules, cue after cue until nothing more can be. */
  mendAll(codes?: ReadonlySet<QualityCode>): void {
    for (let round = 0, isChanged = true; isChanged && round < MOST_ROUNDS; round++) {
      isChanged = false;
      const all = checkRange(this.cues, this.context, 0, this.cues.length, -Infinity);
      const findings = all.filter(({ code }) => codes === undefined || codes.has(code));
      findings.sort((a, b) => a.index - b.index || rankOf(a.code) - rankOf(b.code));
      for (const { index, code } of findings) isChanged = this.mend(index, code) || isChanged;
    }
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
      spokenEndMs: cue.wordIds.reduce((endMs, id) => Math.max(endMs, this.wordEnds.get(id) ?? -Infinity), -Infinity),
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
