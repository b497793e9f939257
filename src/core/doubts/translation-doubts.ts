import type { VoxlaneDocument } from '../document/types.ts';
import type { QualityFinding } from '../quality/finding.ts';
import { translationReview } from '../quality/translation-review.ts';
import type { DoubtReason } from './doubt.ts';
import { qualityScore } from './quality-doubts.ts';

/** How likely a person has something to mend where a line is marked so, by a run or by what it says itself. */
const MARKED: Readonly<Record<string, number>> = {
  'wrong-language': 0.85,
  misaligned: 0.8,
  refused: 0.75,
  'not-translated': 0.7,
  'source-too-long': 0.65,
  'term-missed': 0.6,
  'address-mixed': 0.6,
  'tags-lost': 0.45,
  'too-long': 0.4,
};
/** A newer studio marks lines with what is not known here. */
const MARKED_OTHERWISE = 0.5;
const OUTDATED = 0.65;

/**
 * A finding of a translation as a reason to look at it: terms, tu and vous, what a run marked, what is out of date, and
 * rules that are broken. Lines that nobody translated yet are work, not doubts. What is found fine holds for that language,
 * while both texts say the same.
 */
export function translationDoubt({ cues }: VoxlaneDocument, item: QualityFinding): DoubtReason | undefined {
  const { language, code, params } = item;
  const cue = cues[item.index];
  const translation = language === undefined ? undefined : cue?.translations?.[language];
  if (cue === undefined || language === undefined || translation === undefined) return undefined;
  if (code === 'untranslated' || item.severity !== 'error') return undefined;
  return {
    startMs: cue.startMs,
    endMs: Math.max(cue.endMs, translation.endMs ?? 0),
    kind: 'translation',
    score: scoreOf(item),
    cue: cue.id,
    language,
    words: [],
    reasonKey: 'doubt.translation',
    params: { ...params, code, language },
    review: translationReview(cue, language, item),
  };
}

function scoreOf({ code, params }: QualityFinding): number {
  if (code === 'outdated') return OUTDATED;
  if (code === 'flagged') return MARKED[String(params['flag'])] ?? MARKED_OTHERWISE;
  return MARKED[code] ?? qualityScore(code);
}
