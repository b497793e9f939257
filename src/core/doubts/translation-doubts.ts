import { stripMarkup } from '../document/markup.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { QualityFinding } from '../quality/finding.ts';
import type { DoubtReason } from './doubt.ts';
import { qualityScore } from './quality-doubts.ts';

/** How likely a person has something to mend where a run marked a line so. */
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
 * A finding of a translation as a reason to look at it: what a run marked, what is out of date, and rules that are broken.
 * Lines that nobody translated yet are work, not doubts. What is found fine holds for that language, while both texts say
 * the same.
 */
export function translationDoubt({ cues }: VoxlaneDocument, item: QualityFinding): DoubtReason | undefined {
  const { language, code, params } = item;
  const cue = cues[item.index];
  const translation = language === undefined ? undefined : cue?.translations?.[language];
  if (cue === undefined || language === undefined || translation === undefined) return undefined;
  const isRule = code !== 'flagged' && code !== 'outdated';
  if (code === 'untranslated' || (isRule && item.severity !== 'error')) return undefined;
  const said = stripMarkup(translation.lines.join(' ')).trim();
  const reason = [language, code, params['flag'] ?? ''].join(' ').trim();
  return {
    startMs: cue.startMs,
    endMs: Math.max(cue.endMs, translation.endMs ?? 0),
    kind: 'translation',
    score:
      code === 'outdated'
        ? OUTDATED
        : code === 'flagged'
          ? (MARKED[String(params['flag'])] ?? MARKED_OTHERWISE)
          : qualityScore(code),
    cue: cue.id,
    language,
    words: [],
    reasonKey: 'doubt.translation',
    params: { ...params, code, language },
    review: {
      kind: 'translation',
      cue: cue.id,
      // A rule is about the translation alone; the others are about both texts.
      content: `${reason} ${said}${isRule ? '' : ` | ${stripMarkup(cue.lines.join(' ')).trim()}`}`.slice(0, 1000),
    },
  };
}
