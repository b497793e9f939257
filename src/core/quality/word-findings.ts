import { reviewKey } from '../document/edits/review-operations.ts';
import type { EditOperation } from '../document/edits/operations.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import { addressWords } from '../stages/translate/address-words.ts';
import { liveFaults } from '../stages/translate/live-faults.ts';
import type { Cue } from '../timeline/types.ts';
import { finding, type QualityCode, type QualityFinding } from './finding.ts';
import { isSourceText } from './standing-flags.ts';
import { translationReview } from './translation-review.ts';

const NOTHING: readonly QualityFinding[] = [];

type Checked = Pick<VoxlaneDocument, 'cues' | 'speakers' | 'language' | 'translations' | 'reviewed'>;

/** Whether a finding is of what `wordFindings` tells. */
export function isWordCode(code: QualityCode): boolean {
  return code === 'term-missed' || code === 'address-mixed';
}

/**
 * Tells of any cue of a document, by its position, which terms of the glossary its translation does not say, and whether it
 * says tu where the relation sheet has vous, or the other way round. What a user found fine is left out. Nothing is worked
 * out before it is asked for.
 */
export function wordFindings(document: Checked, language: string): (index: number) => readonly QualityFinding[] {
  const faultsAt = liveFaults(document, language);
  const pronouns = addressWords(language)?.pronouns;
  const reviewed = new Set(document.reviewed?.filter(({ kind }) => kind === 'translation').map(reviewKey));
  return (index) => {
    const cue = document.cues[index];
    const translation = cue?.translations?.[language];
    if (cue === undefined || translation === undefined || isSourceText(translation)) return NOTHING;
    const { missed, address } = faultsAt(index);
    if (missed.length === 0 && address === undefined) return NOTHING;
    const place = { cue: cue.id, index, language };
    const found = missed.map(({ source, target }) => finding(place, 'term-missed', { term: source, wanted: target }));
    if (address !== undefined && pronouns !== undefined) {
      const wanted = pronouns[address.address];
      const said = pronouns[address.address === 'formal' ? 'informal' : 'formal'];
      found.push(finding(place, 'address-mixed', { said, wanted, from: address.from, to: address.to }));
    }
    return reviewed.size === 0 ? found : found.filter((item) => !isFine(cue, item, reviewed));
  };
}

/** What keeps all that `wordFindings` tells of some cues as looked at and fine. */
export function fineWords(document: Checked, language: string, cues: ReadonlySet<string>): EditOperation[] {
  const findingsAt = wordFindings(document, language);
  const doubts = document.cues.flatMap((cue, index) =>
    cues.has(cue.id) ? findingsAt(index).map((item) => translationReview(cue, language, item)) : [],
  );
  return doubts.length === 0 ? [] : [{ kind: 'mark-reviewed', doubts, reviewed: true }];
}

/** Found fine as it is, or when it still was a mark of the run, which did not say of what. */
function isFine(cue: Cue, { code, params, language = '' }: QualityFinding, reviewed: ReadonlySet<string>): boolean {
  const own = translationReview(cue, language, { code, params });
  const marked = translationReview(cue, language, { code: 'flagged', params: { flag: code } });
  return reviewed.has(reviewKey(own)) || reviewed.has(reviewKey(marked));
}
