import { findProfile } from '../../../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { spellingWords } from '../../../../core/quality/spelling.ts';
import { piecesOf, readLetter, type ReviewLetter, type ReviewPiece, type SpellingLetter } from './review-letters.ts';
import { reviewOf } from './review-of.ts';

/** The global scope of a worker, as far as this one uses it. */
const scope = globalThis as unknown as {
  onmessage: (event: { readonly data: ReviewLetter | SpellingLetter }) => void;
  postMessage: (piece: ReviewPiece) => void;
};
let document: Partial<VoxlaneDocument> = {};
let newest: ReviewLetter | undefined;
let checked = new Set<string>();
let misspelt: ReadonlySet<string> = new Set();

scope.onmessage = ({ data }) => {
  if ('letter' in data) {
    document = readLetter(document, data);
    newest = data;
  } else {
    const learnt = data.learnt?.toLowerCase();
    const before = data.fresh ? [] : [...misspelt].filter((word) => word.toLowerCase() !== learnt);
    misspelt = new Set([...before, ...data.misspelt]);
    checked = new Set([...(data.fresh ? [] : checked), ...data.checked]);
  }
  answer();
};

function answer(): void {
  const profile = newest === undefined ? undefined : findProfile(newest.profile);
  if (newest === undefined || profile === undefined) return;
  const whole = document as VoxlaneDocument;
  const unchecked = spellingWords(whole).filter((word) => !checked.has(word));
  const found = reviewOf(whole, profile, { ...newest, misspelt });
  for (const piece of piecesOf({ letter: newest.letter, ...found, unchecked })) scope.postMessage(piece);
}
