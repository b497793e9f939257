/**
 * How much shorter than the longest row of its batch a row may be. A model that is not told what is padding hears it as
 * part of the recording, which changes all of the row, so its rows must be equally long.
 */
const SHORTEST_SHARE = { masked: 0.6, unmasked: 1 } as const;

/**
 * Rows of like length together, longest first, so that little is padded.
 * @returns indices of rows, batch by batch
 */
export function planBatches(lengths: readonly number[], size: number, knowsPadding: boolean): number[][] {
  const share = SHORTEST_SHARE[knowsPadding ? 'masked' : 'unmasked'];
  const order = lengths.map((_, index) => index).sort((a, b) => lengths[b] - lengths[a] || a - b);
  const batches: number[][] = [];
  for (const index of order) {
    const batch = batches.at(-1);
    if (batch !== undefined && batch.length < size && lengths[index] >= lengths[batch[0]] * share) batch.push(index);
    else batches.push([index]);
  }
  return batches;
}
