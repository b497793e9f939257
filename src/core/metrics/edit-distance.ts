/**
 * Levenshtein distance of two token lists with the bit-parallel algorithm of Myers (1999) in blocks of 32 (Hyyrö 2003):
 * O(n * m / 32) time and O(n + m) memory, so two unrelated hours of speech take a fraction of a second.
 */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Math.max(a.length, b.length);
  const blocks = Math.ceil(a.length / 32);
  const masks = new Map<string, Int32Array>();
  a.forEach((token, index) => {
    const mask = masks.get(token) ?? new Int32Array(blocks);
    mask[index >>> 5] = (mask[index >>> 5] ?? 0) | (1 << (index & 31));
    masks.set(token, mask);
  });
  const none = new Int32Array(blocks);
  // Bits of the vertical differences between neighbouring rows of the last column: +1 and -1.
  const up = new Int32Array(blocks).fill(-1);
  const down = new Int32Array(blocks);
  const lastBit = (a.length - 1) & 31;
  let distance = a.length;
  for (const token of b) {
    const mask = masks.get(token) ?? none;
    // Row 0 of the table grows by one per column.
    let carryUp = 1;
    let carryDown = 0;
    for (let block = 0; block < blocks; block++) {
      const pv = up[block] ?? 0;
      const mv = down[block] ?? 0;
      const eq = (mask[block] ?? 0) | carryDown;
      const xv = (mask[block] ?? 0) | mv;
      const xh = (((eq & pv) + pv) ^ pv) | eq;
      const ph = mv | ~(xh | pv);
      const mh = pv & xh;
      if (block === blocks - 1) {
        distance += ((ph >>> lastBit) & 1) - ((mh >>> lastBit) & 1);
      }
      const shiftedPh = (ph << 1) | carryUp;
      const shiftedMh = (mh << 1) | carryDown;
      carryUp = ph >>> 31;
      carryDown = mh >>> 31;
      up[block] = shiftedMh | ~(xv | shiftedPh);
      down[block] = shiftedPh & xv;
    }
  }
  return distance;
}
