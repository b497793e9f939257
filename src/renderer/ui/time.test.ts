import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimecode, spanText, timecode } from './time.ts';

describe('timecode', () => {
  it('shows hours only where there are some', () => {
    expect(timecode(7250)).toBe('0:07.250');
    expect(timecode(3_723_004)).toBe('1:02:03.004');
    expect(timecode(61_900, 1)).toBe('1:01.9');
    expect(timecode(61_000, 0)).toBe('1:01');
  });

  it('is read back as it was', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 400 * 3_600_000 }), (ms) => parseTimecode(timecode(ms)) === ms));
  });
});

describe('parseTimecode', () => {
  it.each([
    ['62,5', 62_500],
    ['1:02', 62_000],
    ['1:02:03.5', 3_723_500],
  ])('%s', (text, ms) => {
    expect(parseTimecode(text)).toBe(ms);
  });

  it.each(['', 'abc', '1:75', '-1', '1:2:3:4'])('%s is no time', (text) => {
    expect(parseTimecode(text)).toBeUndefined();
  });
});

describe('spanText', () => {
  it('says lengths as people do', () => {
    expect(spanText(12_000, 'en')).toBe('12 sec');
    expect(spanText(4_800_000, 'en')).toBe('1 hr 20 min');
  });
});
