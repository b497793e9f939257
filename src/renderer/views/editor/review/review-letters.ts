import type { StoredConflict } from '../../../../contract/document-calls.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Doubt } from '../../../../core/doubts/doubt.ts';
import type { QualityFinding } from '../../../../core/quality/finding.ts';

/** What the page tells the worker: the parts of the document that are others than last time. */
export interface ReviewLetter {
  readonly letter: number;
  readonly changed: Partial<VoxlaneDocument>;
  /** Parts that are gone. */
  readonly gone: readonly string[];
  readonly profile: string;
  readonly conflicts: readonly StoredConflict[];
}

/** What a dictionary said of words, in answer to `unchecked`. */
export interface SpellingLetter {
  readonly checked: readonly string[];
  readonly misspelt: readonly string[];
  /** Forget what was said before: another language. */
  readonly fresh: boolean;
  /** A word that the user takes for right, in capitals or not. */
  readonly learnt?: string;
}

export interface ReviewAnswer {
  /** Of the newest letter that was read. */
  readonly letter: number;
  readonly findings: readonly QualityFinding[];
  readonly doubts: readonly Doubt[];
  /** Words that no dictionary was asked about yet. */
  readonly unchecked: readonly string[];
}

/** Writes the letters of one document: its lists are large, and an edit changes few of them. */
export class ReviewLetters {
  #last = 0;
  #told: Readonly<Record<string, unknown>> = {};

  write(document: VoxlaneDocument, profile: string, conflicts: readonly StoredConflict[]): ReviewLetter {
    const now = document as unknown as Readonly<Record<string, unknown>>;
    const changed = Object.fromEntries(Object.entries(now).filter(([key, value]) => this.#told[key] !== value));
    const gone = Object.keys(this.#told).filter((key) => !(key in now));
    this.#told = now;
    this.#last += 1;
    return { letter: this.#last, changed, gone, profile, conflicts };
  }

  /** Whether an answer is to the newest letter; older ones are out of date. */
  isNewest(letter: number): boolean {
    return letter === this.#last;
  }
}

/** The document after a letter. */
export function readLetter(
  before: Partial<VoxlaneDocument>,
  { changed, gone }: ReviewLetter,
): Partial<VoxlaneDocument> {
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !gone.includes(key)));
  return { ...kept, ...changed };
}
