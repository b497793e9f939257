import type { StoredConflict } from '../../../../contract/document-calls.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Doubt } from '../../../../core/doubts/doubt.ts';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { buffersOf, type PackedRows, packRows, unpackRows } from './packed-rows.ts';

/** What the page tells the worker: the parts of the document that are others than last time. */
export interface ReviewLetter {
  readonly letter: number;
  readonly changed: Partial<VoxlaneDocument>;
  /** The longest of those parts. */
  readonly packed: readonly { readonly key: string; readonly rows: PackedRows }[];
  /** Parts that are gone. */
  readonly gone: readonly string[];
  readonly profile: string;
  readonly conflicts: readonly StoredConflict[];
}

export interface ReviewAnswer {
  readonly letter: number;
  readonly findings: readonly QualityFinding[];
  readonly doubts: readonly Doubt[];
}

/** Lists of flat objects that can be very long. */
const TABLES = ['words', 'turns', 'exclusiveTurns'] as const;

/** Writes the letters of one document: its lists are large, and an edit changes few of them. */
export class ReviewLetters {
  #last = 0;
  #told: Readonly<Record<string, unknown>> = {};

  write(document: VoxlaneDocument, profile: string, conflicts: readonly StoredConflict[]): ReviewLetter {
    const now = document as unknown as Readonly<Record<string, unknown>>;
    const changes = Object.entries(now).filter(([key, value]) => this.#told[key] !== value);
    const packed = TABLES.flatMap((key) => {
      const rows = document[key] === this.#told[key] ? undefined : packRows(document[key]);
      return rows === undefined ? [] : [{ key, rows }];
    });
    const changed = Object.fromEntries(changes.filter(([name]) => !packed.some(({ key }) => key === name)));
    const gone = Object.keys(this.#told).filter((key) => !(key in now));
    this.#told = now;
    this.#last += 1;
    return { letter: this.#last, changed, packed, gone, profile, conflicts };
  }

  /** Whether an answer is to the newest letter; older ones are out of date. */
  isNewest(letter: number): boolean {
    return letter === this.#last;
  }
}

/** The document after a letter. */
export function readLetter(
  before: Partial<VoxlaneDocument>,
  { changed, packed, gone }: ReviewLetter,
): Partial<VoxlaneDocument> {
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !gone.includes(key)));
  const unpacked = Object.fromEntries(packed.map(({ key, rows }) => [key, unpackRows(rows)]));
  return { ...kept, ...changed, ...unpacked };
}

/** What of a letter is handed over instead of being copied. */
export function transferOf({ packed }: ReviewLetter): ArrayBuffer[] {
  return packed.flatMap(({ rows }) => buffersOf(rows));
}
