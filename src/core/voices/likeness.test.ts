import { describe, expect, it } from 'vitest';
import { voiceLikeness } from './likeness.ts';

const voice = (speaker: string, model: string, ...vector: number[]) => ({ speaker, model, vector, speechMs: 1000 });

describe('voiceLikeness', () => {
  it('sorts pairs by how alike they sound, within a model', () => {
    const pairs = voiceLikeness([
      voice('S1', 'm', 1, 0),
      voice('S2', 'm', 0, 1),
      voice('S3', 'm', 0.8, 0.6),
      voice('S4', 'other', 1, 0),
      voice('S1', 'other', 1, 0),
    ]);
    expect(pairs.map(({ a, b }) => `${a} ${b}`)).toEqual(['S4 S1', 'S1 S3', 'S2 S3', 'S1 S2']);
    expect(pairs[1]?.similarity).toBeCloseTo(0.8);
  });
});
