/** Scores of a set of labelled voice samples. */
export interface VoiceScores {
  /** Cosines of pairs of samples. */
  readonly same: number[];
  readonly different: number[];
  /** Euclidean distances of normalised samples from the centroid of their speaker's other samples, and of other speakers. */
  readonly ownCentroid: number[];
  readonly otherCentroid: number[];
}

/** Compares every sample with every other and with the centroids of all speakers, as the clustering does. */
export function scoreVoices(
  samples: readonly { readonly speaker: string; readonly vector: Float32Array }[],
): VoiceScores {
  const units = samples.map(({ speaker, vector }) => ({ speaker, unit: normalise(vector) }));
  const scores: VoiceScores = { same: [], different: [], ownCentroid: [], otherCentroid: [] };
  const speakers = new Set(samples.map(({ speaker }) => speaker));
  for (const [i, { speaker, unit }] of units.entries()) {
    for (const other of units.slice(i + 1)) {
      (other.speaker === speaker ? scores.same : scores.different).push(dot(unit, other.unit));
    }
    for (const name of speakers) {
      const members = units.filter((other, j) => other.speaker === name && j !== i).map((other) => other.unit);
      if (members.length === 0) continue;
      (name === speaker ? scores.ownCentroid : scores.otherCentroid).push(distance(unit, centroid(members)));
    }
  }
  return scores;
}

function normalise(vector: Float32Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return Float64Array.from(vector, (value) => value / length);
}

function centroid(units: readonly Float64Array[]): Float64Array {
  return Float64Array.from(
    units[0] ?? [],
    (_, i) => units.reduce((sum, unit) => sum + (unit[i] ?? 0), 0) / units.length,
  );
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0));
}
