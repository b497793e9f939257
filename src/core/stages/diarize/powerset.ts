/** Active local speakers (bit k = speaker k) of each class: none, 1, 2, 3, 1+2, 1+3, 2+3. */
const CLASS_MASKS = Uint8Array.of(0b000, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110);

/** Classes of a powerset model for three local speakers of which at most two talk at once. */
export const POWERSET_CLASSES = CLASS_MASKS.length;

/** Speakers active in a mask of three bits. */
export const BITS_SET = Uint8Array.of(0, 1, 1, 2, 1, 2, 2, 3);

/**
 * Hard decision per frame: arg-max over 7 class scores (first one on a tie), written as a bit mask of local speakers.
 * `scores` is [frames, 7] row-major (logits or log-probabilities), `masks` takes one byte per frame.
 */
export function decodePowerset(scores: Float32Array, masks: Uint8Array): void {
  for (let frame = 0, at = 0; frame < masks.length; frame += 1, at += POWERSET_CLASSES) {
    let best = 0;
    let bestScore = scores[at];
    for (let k = 1; k < POWERSET_CLASSES; k += 1) {
      const score = scores[at + k];
      if (score > bestScore) {
        best = k;
        bestScore = score;
      }
    }
    masks[frame] = CLASS_MASKS[best]!;
  }
}

/** Speakers active in a class. */
export function speakersOfClass(index: number): number {
  return BITS_SET[CLASS_MASKS[index]];
}
