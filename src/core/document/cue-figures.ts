import type { RuleProfile } from '../cues/profiles.ts';
import { dashWidth, joinLines, lineWidth, readingLength } from '../cues/text-measure.ts';
import type { Cue } from '../timeline/types.ts';
import { stripMarkup } from './markup.ts';
import { spanIndex } from './span-index.ts';
import type { VoxlaneDocument } from './types.ts';

/** What a row of the cue grid shows. */
export interface CueFigures {
  readonly lengthMs: number;
  /** Characters a second, as the profile counts them; 0 for a cue without text or length. */
  readonly cps: number;
  /** Columns of the widest line. */
  readonly cpl: number;
  readonly lines: number;
  /** To the end of what is on screen before; negative when they overlap, `undefined` for the first cue. */
  readonly gapMs: number | undefined;
}

interface Measured {
  readonly profile: RuleProfile;
  readonly characters: number;
  readonly cpl: number;
}

const MEASURED = new WeakMap<Cue, Measured>();

/** The figures of the cue at a position, tags not counted. Cheap enough for every row at every frame. */
export function cueFigures(document: VoxlaneDocument, index: number, profile: RuleProfile): CueFigures | undefined {
  const cue = document.cues[index];
  if (cue === undefined) return undefined;
  const { characters, cpl } = measure(cue, profile);
  const lengthMs = cue.endMs - cue.startMs;
  const before = spanIndex(document.cues).endBefore(index);
  return {
    lengthMs,
    cps: lengthMs > 0 ? (characters * 1000) / lengthMs : 0,
    cpl,
    lines: cue.lines.length,
    gapMs: Number.isFinite(before) ? cue.startMs - before : undefined,
  };
}

function measure(cue: Cue, profile: RuleProfile): Measured {
  const known = MEASURED.get(cue);
  if (known?.profile === profile) return known;
  const lines = cue.lines.map(stripMarkup);
  const dash = cue.lineSpeakers === undefined ? 0 : dashWidth(profile);
  const made = {
    profile,
    characters: readingLength(joinLines(lines), profile),
    cpl: Math.max(0, ...lines.map((line) => lineWidth(line, profile) + dash)),
  };
  MEASURED.set(cue, made);
  return made;
}
