/** Something wrong inside a document. `path` points at it, e.g. `cues[3].wordIds[0]`; `code` is stable. */
export interface LintIssue {
  readonly code:
    | 'id-empty'
    | 'id-duplicate'
    | 'time-not-integer'
    | 'time-negative'
    | 'span-reversed'
    | 'span-empty'
    | 'span-outside-media'
    | 'order'
    | 'speaker-unknown'
    | 'word-unknown'
    | 'word-text'
    | 'line-speakers-length'
    | 'line-break-in-line'
    | 'turns-not-exclusive'
    | 'confidence-range'
    | 'chapter-title'
    | 'language-unknown'
    | 'class-unknown';
  /** `error`: code that trusts documents may misbehave. `warning`: odd, but every part copes with it. */
  readonly severity: 'error' | 'warning';
  readonly path: string;
  readonly message: string;
}

export type LintReport = (
  code: LintIssue['code'],
  severity: LintIssue['severity'],
  path: string,
  message: string,
) => void;
