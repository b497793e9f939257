import { findProfile, RULE_PROFILES, type RuleProfile } from '../../../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Doubt } from '../../../../core/doubts/doubt.ts';
import { findDoubts } from '../../../../core/doubts/find-doubts.ts';
import { checkQuality } from '../../../../core/quality/check-quality.ts';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import type { StoredConflict } from '../../../../contract/document-calls.ts';
import type { DocumentSession } from '../../../state/document/session.ts';
import { store } from '../../../state/store.ts';
import { conflictSpans } from '../doubts/conflict-spans.ts';

/** What is to be looked at in the open document. A moment behind it while somebody types. */
export interface Review {
  readonly profile: RuleProfile;
  /** Strongest first. */
  readonly doubts: readonly Doubt[];
  /** By cue, then by rank. */
  readonly findings: readonly QualityFinding[];
  readonly findingsOfCue: ReadonlyMap<string, readonly QualityFinding[]>;
  /** Ids of cues with a doubt. */
  readonly doubtfulCues: ReadonlySet<string>;
}

const STANDARD = RULE_PROFILES[0];
const EMPTY: Omit<Review, 'profile'> = {
  doubts: [],
  findings: [],
  findingsOfCue: new Map(),
  doubtfulCues: new Set(),
};
/** Long enough that typing is not held up, short enough to look live. */
const REST_MS = 250;

export const review = store<Review>({ profile: STANDARD, ...EMPTY });

/** Checks against another profile from now on. */
export function chooseProfile(id: string): void {
  const profile = findProfile(id);
  if (profile !== undefined) review.setState({ profile });
}

/** Everything worth looking at in a document. `conflicts`: edits that a re-run could not carry over. */
export function reviewOf(
  document: VoxlaneDocument,
  profile: RuleProfile,
  conflicts: readonly StoredConflict[] = [],
): Review {
  const findings = checkQuality(document, profile);
  const doubts = findDoubts(document, { profile, conflicts: conflictSpans(conflicts) });
  const findingsOfCue = new Map<string, QualityFinding[]>();
  for (const finding of findings) {
    const list = findingsOfCue.get(finding.cue);
    if (list === undefined) findingsOfCue.set(finding.cue, [finding]);
    else list.push(finding);
  }
  const doubtfulCues = new Set(doubts.flatMap(({ cue }) => (cue === undefined ? [] : [cue])));
  return { profile, doubts, findings, findingsOfCue, doubtfulCues };
}

/** Keeps the review of an open document up to date; returns the function that stops it. */
export function followReview(session: DocumentSession): () => void {
  review.setState({ profile: findProfile(session.document.profile) ?? STANDARD, ...EMPTY });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen: VoxlaneDocument | undefined;
  const look = (): void => {
    const open = session.state.getState();
    seen = open.document;
    review.setState(reviewOf(seen, review.getState().profile, open.conflicts));
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, REST_MS);
  };
  const stopDocument = session.state.subscribe(({ document }) => {
    if (document !== seen) later();
  });
  const stopProfile = review.subscribe((now, before) => {
    if (now.profile !== before.profile) later();
  });
  later();
  return () => {
    clearTimeout(timer);
    stopDocument();
    stopProfile();
    review.setState(EMPTY);
  };
}
