import { spanIndex } from '../document/span-index.ts';
import { bySpan, type Span } from '../timeline/span.ts';
import type { Piece } from './choose-pieces.ts';
import type { SnippetWish } from './snippet-wish.ts';

/** What is cut for a piece. */
export interface Cut extends Span {
  readonly piece: Piece;
}

/**
 * Joins neighbouring pieces of one speaker on one track that are at most `gapMs` apart with nothing said in between;
 * pieces and `spoken` are by start. `sameKind` keeps apart what may not be told as one, such as two characters of a player.
 */
export function mergePieces(
  pieces: readonly Piece[],
  spoken: readonly Span[],
  gapMs: number,
  sameKind: (a: Piece, b: Piece) => boolean = () => true,
): Piece[] {
  const others = spanIndex(spoken);
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (
      last !== undefined &&
      last.speaker === piece.speaker &&
      last.track === piece.track &&
      piece.startMs - last.endMs <= gapMs &&
      others.within(last.endMs, piece.startMs).length === 0 &&
      sameKind(last, piece)
    ) {
      merged[merged.length - 1] = {
        ...last,
        endMs: Math.max(last.endMs, piece.endMs),
        cues: [...last.cues, ...piece.cues.filter((cue) => !last.cues.includes(cue))],
      };
    } else merged.push(piece);
  }
  return merged;
}

/**
 * Adds `paddingMs` in front and `paddingAfterMs` (the same when left out) behind, inside 0..`lengthMs`. Unless `overlap`, it
 * ends where something else is said (`spoken`), and two pieces share the pause between them; a side on which another one
 * talks already gets none. Pieces begin before the end.
 */
export function padPieces(
  pieces: readonly Piece[],
  spoken: readonly Span[],
  lengthMs: number,
  { paddingMs, paddingAfterMs = paddingMs, overlap }: Pick<SnippetWish, 'paddingMs' | 'paddingAfterMs' | 'overlap'>,
): Cut[] {
  const ends = { pieces: limitsOf(pieces), spoken: limitsOf(spoken) };
  return pieces.map((piece): Cut => {
    const { startMs, endMs } = piece;
    let from = startMs - paddingMs;
    let to = endMs + paddingAfterMs;
    if (!overlap) {
      const left = Math.min(startMs, ends.spoken.endBefore(startMs));
      const right = Math.max(endMs, ends.spoken.startBehind(endMs));
      const leftPiece = Math.min(startMs, ends.pieces.endBefore(startMs));
      const rightPiece = Math.max(endMs, ends.pieces.startBehind(endMs));
      from = Math.max(from, left, Math.ceil((leftPiece + startMs) / 2));
      to = Math.min(to, right, Math.floor((endMs + rightPiece) / 2));
    }
    return { startMs: Math.max(0, from), endMs: Math.min(lengthMs, to), piece };
  });
}

/** When the latest of what began before a moment ends, and the earliest of what ends behind one begins. */
function limitsOf(spans: readonly Span[]) {
  const byStart = spans.toSorted(bySpan);
  const byEnd = spans.toSorted((a, b) => a.endMs - b.endMs);
  const latestEnd: number[] = [];
  for (const { endMs } of byStart) latestEnd.push(Math.max(latestEnd.at(-1) ?? -Infinity, endMs));
  const earliestStart = new Array<number>(byEnd.length);
  for (let at = byEnd.length - 1; at >= 0; at--) {
    earliestStart[at] = Math.min(earliestStart[at + 1] ?? Infinity, byEnd[at]?.startMs ?? Infinity);
  }
  return {
    endBefore: (ms: number): number => latestEnd[countWhile(byStart, (span) => span.startMs < ms) - 1] ?? -Infinity,
    startBehind: (ms: number): number => earliestStart[countWhile(byEnd, (span) => span.endMs <= ms)] ?? Infinity,
  };
}

/** How many spans at the front pass a test that turns false once. */
function countWhile(spans: readonly Span[], passes: (span: Span) => boolean): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span !== undefined && passes(span)) low = middle + 1;
    else high = middle;
  }
  return low;
}
