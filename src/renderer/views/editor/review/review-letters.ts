import type { StoredConflict } from '../../../../contract/document-calls.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Doubt } from '../../../../core/doubts/doubt.ts';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { buffersOf, type PackedRows, packRows, unpackRows } from './packed-rows.ts';
import { type Splice, spliceBetween, spliced } from './splice.ts';

/** What the page tells the worker: the parts of the document that are others than last time. */
export interface ReviewLetter {
  readonly letter: number;
  readonly changed: Partial<VoxlaneDocument>;
  /** Lists of which a stretch is another one. */
  readonly splices: readonly { readonly key: string; readonly splice: Splice }[];
  /** Long lists that are new. */
  readonly packed: readonly { readonly key: string; readonly rows: PackedRows }[];
  /** Parts that are gone. */
  readonly gone: readonly string[];
  readonly profile: string;
  readonly conflicts: readonly StoredConflict[];
  /** Languages whose translations are looked at. */
  readonly languages: readonly string[];
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

/** Part of an answer. */
export interface ReviewPiece extends ReviewAnswer {
  readonly first: boolean;
  readonly last: boolean;
}

/** Lists of flat objects that can be very long. */
const TABLES: readonly string[] = ['words', 'turns', 'exclusiveTurns'];
/** Items that the page unpacks within a few milliseconds. */
const PIECE_ITEMS = 1000;

/** Writes the letters of one document: its lists are large, and an edit changes few of them, and little of those. */
export class ReviewLetters {
  #last = 0;
  #told: Readonly<Record<string, unknown>> = {};

  write(
    document: VoxlaneDocument,
    { profile, conflicts, languages }: Pick<ReviewLetter, 'profile' | 'conflicts' | 'languages'>,
  ): ReviewLetter {
    const now = document as unknown as Readonly<Record<string, unknown>>;
    const changed: Record<string, unknown> = {};
    const splices: { key: string; splice: Splice }[] = [];
    const packed: { key: string; rows: PackedRows }[] = [];
    for (const [key, value] of Object.entries(now)) {
      const before = this.#told[key];
      if (value === before) continue;
      const splice = Array.isArray(before) && Array.isArray(value) ? spliceBetween(before, value) : undefined;
      if (splice !== undefined && splice.items.length <= (value as unknown[]).length / 2) {
        splices.push({ key, splice });
        continue;
      }
      const rows = TABLES.includes(key) ? packRows(value as readonly object[]) : undefined;
      if (rows !== undefined) packed.push({ key, rows });
      else changed[key] = value;
    }
    const gone = Object.keys(this.#told).filter((key) => !(key in now));
    this.#told = now;
    this.#last += 1;
    return { letter: this.#last, changed, splices, packed, gone, profile, conflicts, languages };
  }

  /** Whether an answer is to the newest letter; older ones are out of date. */
  isNewest(letter: number): boolean {
    return letter === this.#last;
  }
}

/** The document after a letter. */
export function readLetter(
  before: Partial<VoxlaneDocument>,
  { changed, splices, packed, gone }: ReviewLetter,
): Partial<VoxlaneDocument> {
  const kept: Record<string, unknown> = Object.fromEntries(
    Object.entries(before).filter(([key]) => !gone.includes(key)),
  );
  for (const { key, splice } of splices) kept[key] = spliced(kept[key] as readonly unknown[], splice);
  for (const { key, rows } of packed) kept[key] = unpackRows(rows);
  return { ...kept, ...changed };
}

/** What of a letter is handed over instead of being copied. */
export function transferOf({ packed }: ReviewLetter): ArrayBuffer[] {
  return packed.flatMap(({ rows }) => buffersOf(rows));
}

/** An answer in pieces, so that the page, which must unpack it, draws its frames in between. */
export function piecesOf({ letter, findings, doubts, unchecked }: ReviewAnswer): ReviewPiece[] {
  const count = Math.max(1, Math.ceil(Math.max(findings.length, doubts.length, unchecked.length) / PIECE_ITEMS));
  return Array.from({ length: count }, (_, piece) => {
    const [from, to] = [piece * PIECE_ITEMS, (piece + 1) * PIECE_ITEMS];
    const part = {
      findings: findings.slice(from, to),
      doubts: doubts.slice(from, to),
      unchecked: unchecked.slice(from, to),
    };
    return { letter, ...part, first: piece === 0, last: piece === count - 1 };
  });
}

/** Puts pieces together that come one after the other. */
export class ReviewPieces {
  #findings: QualityFinding[] = [];
  #doubts: Doubt[] = [];
  #unchecked: string[] = [];

  /** The answer, with its last piece. */
  add({ letter, findings, doubts, unchecked, first, last }: ReviewPiece): ReviewAnswer | undefined {
    if (first) [this.#findings, this.#doubts, this.#unchecked] = [[], [], []];
    this.#findings.push(...findings);
    this.#doubts.push(...doubts);
    this.#unchecked.push(...unchecked);
    return last ? { letter, findings: this.#findings, doubts: this.#doubts, unchecked: this.#unchecked } : undefined;
  }
}
