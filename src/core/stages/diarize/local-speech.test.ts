import { describe, expect, it } from 'vitest';
import { embeddingFrames, measureSpeech } from './local-speech.ts';

const masks = Uint8Array.of(0b000, 0b001, 0b001, 0b011, 0b010, 0b101, 0b001);

describe('measureSpeech', () => {
  it('counts all and clean frames of each local speaker', () => {
    expect(measureSpeech(masks, 0)).toEqual({ activeFrames: 5, cleanFrames: 3 });
    expect(measureSpeech(masks, 1)).toEqual({ activeFrames: 2, cleanFrames: 1 });
    expect(measureSpeech(masks, 2)).toEqual({ activeFrames: 1, cleanFrames: 0 });
  });
});

describe('embeddingFrames', () => {
  const pick = (minFrames: number): number[] | undefined => {
    const wanted = embeddingFrames(measureSpeech(masks, 0), 0, minFrames);
    return wanted === undefined ? undefined : [...masks.keys()].filter((frame) => wanted(masks[frame]));
  };

  it('leaves overlap out when enough clean frames are there', () => {
    expect(pick(2)).toEqual([1, 2, 6]);
  });

  it('falls back to all frames, then to none', () => {
    expect(pick(3)).toEqual([1, 2, 3, 5, 6]);
    expect(pick(5)).toBeUndefined();
  });
});
