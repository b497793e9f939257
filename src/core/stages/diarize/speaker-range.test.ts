import { describe, expect, it } from 'vitest';
import { speakerRange } from './speaker-range.ts';

describe('speakerRange', () => {
  it('is open when nothing is said, and exact when a count is given', () => {
    expect(speakerRange({})).toEqual({ min: 1, max: Infinity });
    expect(speakerRange({ speakers: 3, minSpeakers: 5 })).toEqual({ min: 3, max: 3 });
    expect(speakerRange({ minSpeakers: 2, maxSpeakers: 4, speakers: undefined })).toEqual({ min: 2, max: 4 });
  });

  it.each([{ speakers: 0 }, { minSpeakers: 1.5 }, { minSpeakers: 4, maxSpeakers: 2 }])('refuses %o', (counts) => {
    expect(() => speakerRange(counts)).toThrow(expect.objectContaining({ code: 'options-invalid' }));
  });
});
