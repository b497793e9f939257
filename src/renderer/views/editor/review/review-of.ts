import type { StoredConflict } from '../../../../contract/document-calls.ts';
import type { RuleProfile } from '../../../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Doubt } from '../../../../core/doubts/doubt.ts';
import { findDoubts } from '../../../../core/doubts/find-doubts.ts';
import { checkQuality } from '../../../../core/quality/check-quality.ts';
import { checkTranslation } from '../../../../core/quality/check-translation.ts';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { conflictSpans } from '../doubts/conflict-spans.ts';

export interface ReviewOptions {
  /** Edits that a re-run could not carry over. */
  readonly conflicts?: readonly StoredConflict[];
  /** Words that no dictionary has. */
  readonly misspelt?: ReadonlySet<string>;
  /** Languages whose translations are looked at, too. */
  readonly languages?: readonly string[];
}

/** Everything worth looking at in a document. */
export function reviewOf(
  document: VoxlaneDocument,
  profile: RuleProfile,
  { conflicts = [], misspelt = new Set(), languages = [] }: ReviewOptions = {},
): { readonly findings: readonly QualityFinding[]; readonly doubts: readonly Doubt[] } {
  const ofText = checkQuality(document, profile, misspelt);
  const ofTranslations = languages.flatMap((language) => checkTranslation(document, language, profile));
  const findings = ofTranslations.length === 0 ? ofText : [...ofText, ...ofTranslations];
  if (findings !== ofText) findings.sort((a, b) => a.index - b.index);
  return { findings, doubts: findDoubts(document, { findings, conflicts: conflictSpans(conflicts) }) };
}
