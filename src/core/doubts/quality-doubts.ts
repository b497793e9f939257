import type { VoxlaneDocument } from '../document/types.ts';
import { QUALITY_CODES, type QualityCode, type QualityFinding, rankOf } from '../quality/finding.ts';
import { contentOf } from './cue-of.ts';
import type { DoubtReason } from './doubt.ts';

/** 0.55 for what breaks playback, down to 0.2 by rank. */
export function qualityScore(code: QualityCode): number {
  return 0.55 - (0.35 * rankOf(code)) / QUALITY_CODES.length;
}

/** An error of the text of a document as a reason to look at it. */
export function qualityDoubt({ cues }: VoxlaneDocument, item: QualityFinding): DoubtReason | undefined {
  const cue = cues[item.index];
  if (cue === undefined || item.severity !== 'error') return undefined;
  const { startMs, endMs } = cue;
  return {
    startMs,
    endMs,
    kind: 'quality',
    score: qualityScore(item.code),
    cue: cue.id,
    words: [],
    reasonKey: 'doubt.quality',
    params: { ...item.params, code: item.code },
    review: { kind: 'quality', cue: cue.id, content: `${item.code} ${contentOf(cue, cue)}`.slice(0, 1000) },
  };
}
