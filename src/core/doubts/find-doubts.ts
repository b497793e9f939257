import type { RuleProfile } from '../cues/profiles.ts';
import { reviewKey } from '../document/edits/review-operations.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import { checkQuality } from '../quality/check-quality.ts';
import type { QualityFinding } from '../quality/finding.ts';
import type { Span } from '../timeline/span.ts';
import type { DropReason } from '../timeline/types.ts';
import { contentOf, mostShown } from './cue-of.ts';
import { byScore, type Doubt, type DoubtReason, idOf } from './doubt.ts';
import { qualityDoubt } from './quality-doubts.ts';
import { translationDoubt } from './translation-doubts.ts';
import { turnDoubts } from './turn-doubts.ts';
import { wordDoubts } from './word-doubts.ts';

/** An edit that a re-run could not carry over, where it was meant for a stretch. */
interface DoubtfulConflict extends Span {
  readonly reason: string;
}

export interface DoubtOptions {
  /** Rules whose errors count; without it, none do. */
  readonly profile?: RuleProfile | undefined;
  /** What breaks those rules, where it is known already; translations are looked at only by what is given here. */
  readonly findings?: readonly QualityFinding[];
  readonly conflicts?: readonly DoubtfulConflict[];
}

/**
 * Speech without words that somebody should listen to: how likely it held some. The other reasons say that nothing was
 * heard, or that nothing was looked for.
 */
const DROPPED: Readonly<Partial<Record<DropReason, number>>> = {
  'decode-failed': 0.95,
  'low-confidence': 0.8,
  'repetition-loop': 0.75,
  'hallucination-phrase': 0.6,
  'empty-decode': 0.6,
  'no-speech-token': 0.4,
};
/** Shorter stretches are breaths and clicks. Milliseconds. */
const DROPPED_MS = 1000;

/**
 * What a person should look at, strongest first, each cue and each translation of it once: the strongest reason leads, the
 * others are listed with it. What was found fine (`reviewed` of the document) is left out while the cue says the same.
 *
 * Scores are meant to sort one kind among another: a lost edit of the user (1) and speech that failed to be read (0.95)
 * lead; then words not understood, close speakers and translations that a run marked, by how unsure the models were; then
 * overlaps; rules broken come last (0.55 for overlapping cues down to 0.2), since the quality panel has them all and can mend most.
 */
export function findDoubts(
  document: VoxlaneDocument,
  { profile, findings: known, conflicts = [] }: DoubtOptions = {},
): Doubt[] {
  const reviewed = new Set((document.reviewed ?? []).map(reviewKey));
  const findings = known ?? (profile === undefined ? [] : checkQuality(document, profile));
  const reasons = [
    ...conflicts.map((conflict) => conflictDoubt(document, conflict)),
    ...droppedDoubts(document),
    ...wordDoubts(document),
    ...turnDoubts(document),
    ...findings.flatMap(
      (item) => (item.language === undefined ? qualityDoubt : translationDoubt)(document, item) ?? [],
    ),
  ].filter((reason) => !reviewed.has(idOf(reason)));
  const groups = new Map<string, Doubt[]>();
  for (const reason of reasons) {
    const doubt: Doubt = { ...reason, id: idOf(reason), others: [] };
    const key = reason.cue === undefined ? doubt.id : `cue ${reason.language ?? ''} ${reason.cue}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [doubt]);
    else if (!group.some(({ id }) => id === doubt.id)) group.push(doubt);
  }
  return [...groups.values()].flatMap(lead).sort(byScore);
}

function lead(group: Doubt[]): Doubt[] {
  const [first, ...others] = group.sort(byScore);
  return first === undefined ? [] : [{ ...first, others }];
}

function conflictDoubt(document: VoxlaneDocument, { startMs, endMs, reason }: DoubtfulConflict): DoubtReason {
  const span = { startMs, endMs };
  const cue = mostShown(document, span);
  const place = cue === undefined ? {} : { cue: cue.id };
  return {
    ...span,
    kind: 'conflict',
    score: 1,
    ...place,
    words: [],
    reasonKey: 'doubt.conflict',
    params: { reason },
    review: { kind: 'conflict', ...place, content: `${reason} ${contentOf(cue, span)}`.slice(0, 1000) },
  };
}

/** Longer stretches weigh more, all of it from five seconds on. */
function droppedDoubts({ dropped }: VoxlaneDocument): DoubtReason[] {
  return dropped.flatMap(({ startMs, endMs, reason }): DoubtReason[] => {
    const weight = DROPPED[reason];
    const ms = endMs - startMs;
    if (weight === undefined || ms < DROPPED_MS) return [];
    return [
      {
        startMs,
        endMs,
        kind: 'dropped-speech',
        score: weight * (0.6 + 0.4 * Math.min(1, ms / 5000)),
        words: [],
        reasonKey: 'doubt.dropped-speech',
        params: { reason, ms },
        review: { kind: 'dropped-speech', content: `${reason} ${Math.round(startMs / 1000)} s` },
      },
    ];
  });
}
