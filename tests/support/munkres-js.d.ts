/** The package brings no types. */
declare module 'munkres-js' {
  /** Pairs of row and column with the smallest summed cost; the smaller side of the matrix is padded with zeros. */
  function munkres(cost: readonly (readonly number[])[]): [number, number][];
  export = munkres;
}
