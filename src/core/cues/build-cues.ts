import { mergeSpans, type Span } from '../timeline/span.ts';
import type { Cue, Word } from '../timeline/types.ts';
import { cutLines, findBreaks } from './break-lines.ts';
import { joinDashCues } from './dash-cues.ts';
import type { CueDraft } from './draft.ts';
import type { RuleProfile } from './profiles.ts';
import { splitRuns, type Run } from './runs.ts';
import { segmentRun } from './segment.ts';
import { assignTimes, clampToSpeech } from './timing.ts';

export interface BuildCuesOptions {
  readonly profile: RuleProfile;
  /** Puts two short turns of two speakers into one cue, a line each. Default false. */
  readonly dashCues?: boolean;
  /** ISO 639-1 code of the text, for the function words of line breaking; unknown languages go by punctuation. */
  readonly language?: string;
  /** Detected speech; keeps cues from starting before or lingering after it on the word of a wrong word time. */
  readonly speechSpans?: readonly Span[];
}

/**
 * Builds subtitles from words. Every word is in exactly one cue, in order; cues are sorted, never overlap, keep the
 * profile's minimum gap, hold one speaker each (two on dash cues) and never span a silence longer than
 * `profile.maxPauseMs`. Lines, columns and maximum duration hold unless one single word breaks them; reading speed and
 * minimum duration are sought, and what could not be met is what `checkCues` reports.
 *
 * `words`: in text order per channel, times in media milliseconds. Cue ids are `c1`, `c2`, ... by start.
 */
export function buildCues(words: readonly Word[], options: BuildCuesOptions): Cue[] {
  const { profile, language } = options;
  const speech = options.speechSpans === undefined ? undefined : mergeSpans(options.speechSpans);
  let drafts = splitRuns(words, profile.maxPauseMs).flatMap((run) => draftRun(run, profile, language, speech));
  drafts.sort((a, b) => a.spoken.startMs - b.spoken.startMs);
  if (options.dashCues === true) drafts = joinDashCues(drafts, profile);
  return finishCues(drafts, profile);
}

/** Drafts, sorted by start, to cues with ids and times. */
export function finishCues(drafts: readonly CueDraft[], profile: RuleProfile): Cue[] {
  const times = assignTimes(drafts, profile);
  return drafts.map((draft, index) => ({
    id: `c${index + 1}`,
    startMs: times[index]?.startMs ?? 0,
    endMs: times[index]?.endMs ?? 0,
    lines: draft.lines,
    ...(draft.speaker === undefined ? {} : { speaker: draft.speaker }),
    ...(draft.lineSpeakers === undefined ? {} : { lineSpeakers: draft.lineSpeakers }),
    wordIds: draft.wordIds,
  }));
}

function draftRun(
  run: Run,
  profile: RuleProfile,
  language: string | undefined,
  speech: readonly Span[] | undefined,
): CueDraft[] {
  const { table, owner, edges } = segmentRun(run, profile, language);
  let reachedMs = 0;
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    const words = run.words.slice(owner[from] ?? 0, (owner[to - 1] ?? 0) + 1);
    const startMs = words[0]?.startMs ?? 0;
    const raw = { startMs, endMs: words.reduce((end, word) => Math.max(end, word.endMs), startMs) };
    const spoken = speech === undefined ? raw : clampToSpeech(raw, speech);
    reachedMs = Math.max(reachedMs, spoken.startMs);
    return {
      spoken: { startMs: reachedMs, endMs: Math.max(reachedMs, spoken.endMs) },
      lines: cutLines(table, from, to, findBreaks(table, from, to, profile.maxCpl).breaks),
      wordIds: words.map(({ word }) => word.id),
      speaker: words[0]?.word.speaker,
      lineSpeakers: undefined,
      wholeTurn: edges.length === 2,
    };
  });
}
