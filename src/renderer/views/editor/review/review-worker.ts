import { findProfile } from '../../../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { piecesOf, readLetter, type ReviewLetter, type ReviewPiece } from './review-letters.ts';
import { reviewOf } from './review-of.ts';

/** The global scope of a worker, as far as this one uses it. */
const scope = globalThis as unknown as {
  onmessage: (event: { readonly data: ReviewLetter }) => void;
  postMessage: (piece: ReviewPiece) => void;
};
let document: Partial<VoxlaneDocument> = {};

scope.onmessage = ({ data }) => {
  document = readLetter(document, data);
  const profile = findProfile(data.profile);
  if (profile === undefined) return;
  const found = reviewOf(document as VoxlaneDocument, profile, data.conflicts);
  for (const piece of piecesOf({ letter: data.letter, ...found })) scope.postMessage(piece);
};
