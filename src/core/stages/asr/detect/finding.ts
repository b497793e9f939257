import type { Span } from '../../../timeline/span.ts';

/** What can be wrong with the text of a window, worst first. */
export const FINDING_KINDS = [
  'failed',
  'loop',
  'text-on-silence',
  'wrong-script',
  'impossible-rate',
  'crowded',
  'too-little-text',
  'low-confidence',
] as const;

type FindingKind = (typeof FINDING_KINDS)[number];

/**
 * Something about a recognised text that speech does not do. `repaired`: the wrong part was taken out and nothing else
 * is doubted for it; `doubt`: the text may be wrong; `broken`: it is, or there is none.
 */
export interface TextFinding extends Span {
  readonly kind: FindingKind;
  readonly severity: 'repaired' | 'doubt' | 'broken';
  /** The figures or words that show it. */
  readonly evidence: string;
}
