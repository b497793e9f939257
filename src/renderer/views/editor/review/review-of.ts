import type { StoredConflict } from '../../../../contract/document-calls.ts';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Doubt } from '../../../../core/doubts/doubt.ts';
import { findDoubts } from '../../../../core/doubts/find-doubts.ts';
import { checkQuality } from '../../../../core/quality/check-quality.ts';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { conflictSpans } from '../doubts/conflict-spans.ts';

/**
 * Everything worth looking at in a document. `conflicts`: edits that a re-run could not carry over; `misspelt`: words that
 * no dictionary has.
 */
export function reviewOf(
  document: VoxlaneDocument,
  profile: RuleProfile,
  conflicts: readonly StoredConflict[] = [],
  misspelt: ReadonlySet<string> = new Set(),
): { readonly findings: readonly QualityFinding[]; readonly doubts: readonly Doubt[] } {
  const findings = checkQuality(document, profile, misspelt);
  return { findings, doubts: findDoubts(document, { findings, conflicts: conflictSpans(conflicts) }) };
}
