import { findProfile } from '../../../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { readLetter, type ReviewAnswer, type ReviewLetter } from './review-letters.ts';
import { reviewOf } from './review-of.ts';

/** The global scope of a worker, as far as this one uses it. */
const scope = globalThis as unknown as {
  onmessage: (event: { readonly data: ReviewLetter }) => void;
  postMessage: (answer: ReviewAnswer) => void;
};
let document: Partial<VoxlaneDocument> = {};

scope.onmessage = ({ data }) => {
  document = readLetter(document, data);
  const profile = findProfile(data.profile);
  if (profile === undefined) return;
  scope.postMessage({ letter: data.letter, ...reviewOf(document as VoxlaneDocument, profile, data.conflicts) });
};
