/** How a writer marks the two speakers of a dash cue: `- Yes.` or `-Yes.`. */
type DashStyle = 'dash-space' | 'dash';

/** What counts as a character for reading speed: everything shown (spaces too), or letters and digits only. */
type CpsCounting = 'all' | 'letters';

/** The layout and timing rules of one client or tool. Times are integer milliseconds. */
export interface RuleProfile {
  readonly id: string;
  readonly name: string;
  /** Characters (columns) per line. */
  readonly maxCpl: number;
  /** Columns one East Asian wide character takes: 1 where the rule counts such characters, 2 where it counts columns. */
  readonly wideColumns: 1 | 2;
  readonly maxLines: number;
  /** Characters per second that must not be exceeded. */
  readonly maxCps: number;
  /** Characters per second that read comfortably. */
  readonly optimalCps: number;
  readonly cpsCounting: CpsCounting;
  /** Words per minute, for clients who state reading speed that way. */
  readonly maxWpm?: number;
  readonly minDurationMs: number;
  readonly maxDurationMs: number;
  readonly minGapMs: number;
  /** Gaps shorter than this are closed down to `minGapMs`; 0 leaves gaps alone. */
  readonly chainMs: number;
  /** How long a cue may stay on screen after its last word. */
  readonly lingerMs: number;
  /** No cue spans a silence longer than this. */
  readonly maxPauseMs: number;
  readonly dash: DashStyle;
}

/** What most profiles share; the published tables do not state these, so they are Voxlane's choice. */
const COMMON = {
  wideColumns: 2,
  maxLines: 2,
  cpsCounting: 'all',
  lingerMs: 500,
  maxPauseMs: 1000,
  dash: 'dash-space',
} as const;

/** Two frames at 23.976 fps, five sixths of a second, seven seconds at 23.976 fps, and the half-second chaining rule. */
const NETFLIX = { ...COMMON, minDurationMs: 833, maxDurationMs: 7007, minGapMs: 83, chainMs: 500 } as const;

/**
 * Built-in rule profiles. CPL, lines, CPS, durations and gaps of the Netflix, Amazon, Arte, Dutch, SW2, shorts and `se-default`
 * profiles are those of Subtitle Edit 5; Aegisub's come from its default configuration (thresholds 15/30, 40 columns,
 * gaps under 300 ms joined, 350 ms lead-out).
 */
export const RULE_PROFILES: readonly RuleProfile[] = [
  { ...NETFLIX, id: 'netflix-en', name: 'Netflix (English)', maxCpl: 42, maxCps: 20, optimalCps: 15 },
  { ...NETFLIX, id: 'netflix', name: 'Netflix (other languages)', maxCpl: 42, maxCps: 17, optimalCps: 12 },
  {
    ...NETFLIX,
    id: 'netflix-zh',
    name: 'Netflix (Simplified Chinese)',
    maxCpl: 16,
    wideColumns: 1,
    maxCps: 9,
    optimalCps: 9,
  },
  {
    ...NETFLIX,
    id: 'amazon',
    name: 'Amazon Prime (English, Spanish, French)',
    maxCpl: 42,
    maxCps: 17,
    optimalCps: 12,
    minDurationMs: 1000,
  },
  {
    ...COMMON,
    id: 'arte',
    name: 'Arte',
    maxCpl: 40,
    maxCps: 20,
    optimalCps: 12,
    minDurationMs: 1000,
    maxDurationMs: 10_000,
    minGapMs: 200,
    chainMs: 500,
  },
  {
    ...COMMON,
    id: 'dutch',
    name: 'Dutch professional',
    maxCpl: 42,
    maxCps: 15,
    optimalCps: 11,
    minDurationMs: 1400,
    maxDurationMs: 7007,
    minGapMs: 125,
    chainMs: 500,
    dash: 'dash',
  },
  {
    ...COMMON,
    id: 'sw2-fr',
    name: 'SW2 (French)',
    maxCpl: 40,
    maxCps: 25,
    optimalCps: 18,
    minDurationMs: 792,
    maxDurationMs: 5005,
    minGapMs: 125,
    chainMs: 500,
  },
  {
    // The BBC states 68 % of a 16:9 picture (about 37 characters of its usual font) and 160-180 words a minute; the
    // characters per second are those words at six characters each. The durations and gaps are Voxlane's choice.
    ...COMMON,
    id: 'bbc',
    name: 'BBC',
    maxCpl: 37,
    maxCps: 18,
    optimalCps: 16,
    maxWpm: 180,
    minDurationMs: 1000,
    maxDurationMs: 7000,
    minGapMs: 0,
    chainMs: 1000,
  },
  {
    ...COMMON,
    id: 'se-default',
    name: 'Subtitle Edit default',
    maxCpl: 43,
    maxCps: 25,
    optimalCps: 15,
    minDurationMs: 1000,
    maxDurationMs: 8000,
    minGapMs: 24,
    chainMs: 0,
  },
  {
    ...COMMON,
    id: 'shorts',
    name: 'Shorts 9:16',
    maxCpl: 24,
    maxCps: 25,
    optimalCps: 18,
    minDurationMs: 700,
    maxDurationMs: 5000,
    minGapMs: 0,
    chainMs: 0,
    lingerMs: 200,
    maxPauseMs: 600,
  },
  {
    // Aegisub states no line count and no duration limits.
    ...COMMON,
    id: 'aegisub',
    name: 'Aegisub',
    maxCpl: 40,
    maxCps: 30,
    optimalCps: 15,
    cpsCounting: 'letters',
    minDurationMs: 500,
    maxDurationMs: 8000,
    minGapMs: 0,
    chainMs: 300,
    lingerMs: 350,
  },
];

/** The built-in profile with this id, or `undefined`. */
export function findProfile(id: string): RuleProfile | undefined {
  return RULE_PROFILES.find((profile) => profile.id === id);
}
