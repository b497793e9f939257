import { describe, expect, it } from 'vitest';
import { speechLikelihood } from './speech-likelihood.ts';
import { createSpeechTally } from './speech-tally.ts';

const window = (speech: number[], several: number[] = speech.map(() => 0)) => ({
  speech: Float32Array.from(speech),
  several: Float32Array.from(several),
});

describe('speechLikelihood', () => {
  it('sums the classes by how many talk in them', () => {
    // Probabilities 0.1 for nobody, 0.2 for each one alone, 0.1 for each pair.
    const scores = Float32Array.from([0.1, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1].map(Math.log));
    const { speech, several } = speechLikelihood(Float32Array.from([...scores, ...scores]), 2, (frame) => frame === 1);
    expect(speech[0]).toBeCloseTo(0.9, 6);
    expect(several[0]).toBeCloseTo(0.3, 6);
    expect([speech[1], several[1]]).toEqual([0, 0]);
  });
});

describe('createSpeechTally', () => {
  it('hears somebody where the mean likelihood is above one half', () => {
    // Windows a frame apart: frame 1 has 0.4 and 0.7, frame 2 has 0.45 and 0.45.
    const tally = createSpeechTally(270);
    tally.add(window([0.6, 0.4, 0.45]));
    tally.add(window([0.7, 0.45, 0.9]));
    expect([...tally.finish(6)]).toEqual([1, 1, 0, 1, 0, 0]);
  });

  it('hears two where more than one and a half are expected', () => {
    const tally = createSpeechTally(270);
    tally.add(window([1, 1, 1], [0.6, 0.4, 0]));
    expect([...tally.finish(3)]).toEqual([2, 1, 1]);
  });

  it('leaves out the ends of windows, but not those of the recording', () => {
    const tally = createSpeechTally(32_000);
    for (let w = 0; w < 2; w++) tally.add(window(Array.from({ length: 589 }, (_, f) => (f < 15 || f >= 574 ? 1 : 0))));
    const counts = tally.finish(708);
    expect([...counts.subarray(0, 16)]).toEqual([...Array<number>(15).fill(1), 0]);
    // The second window starts at frame 119 and ends the recording at 708; the first one ends at 589.
    expect([...counts.subarray(119, 134)]).toEqual(Array(15).fill(0));
    expect([...counts.subarray(574, 589)]).toEqual(Array(15).fill(0));
    expect([...counts.subarray(692, 708)]).toEqual([0, ...Array<number>(15).fill(1)]);
  });
});
