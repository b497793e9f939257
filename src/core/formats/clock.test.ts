import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatClock, formatClockSeconds } from './clock.ts';
import { parseTimeLine } from './time-line.ts';

const anyTime = fc.integer({ min: 0, max: 400 * 3_600_000 });

describe('clock times', () => {
  it('writes hours beyond two digits and clamps times before 0', () => {
    expect(formatClock(359_999_999, ',')).toBe('99:59:59,999');
    expect(formatClock(360_000_000, ',')).toBe('100:00:00,000');
    expect(formatClock(-1, '.')).toBe('00:00:00.000');
    expect(formatClockSeconds(5999)).toBe('00:00:05');
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(anyTime, anyTime, fc.constantFrom(',' as const, '.' as const), (startMs, endMs, mark) => {
        const line = parseTimeLine(`${formatClock(startMs, mark)} --> ${formatClock(endMs, mark)}`);
        expect(line).toMatchObject({ startMs, endMs, rest: '', outOfRange: false, dashArrow: false });
      }),
    );
  });
});

describe('time lines as found in files', () => {
  const oneToTwo = { startMs: 1500, endMs: 2000 };
  it.each([
    ['00:00:01.500 --> 00:00:02.000', 'dots'],
    ['00:00:01:500 --> 00:00:02:000', 'colon before the milliseconds'],
    ['00:00:01,5 --> 00:00:02,0', 'one digit is tenths'],
    ['00:00:01,50 --> 00:00:02,00', 'two digits are hundredths'],
    ['00:01,500 --> 00:02,000', 'no hours'],
    ['00:01:500 --> 00:02:000', 'no hours and a colon'],
    ['0:00:01,500 --> 0:00:02,000', 'one-digit hours'],
    ['00 : 00 : 01 , 500 --> 00:00: 02,000', 'spaces inside'],
    ['00:00:01,500 -> 00:00:02,000', 'short arrow'],
    ['00:00:01,500 -- > 00:00:02,000', 'broken arrow'],
    ['00:00:01,500 ---> 00:00:02,000', 'long arrow'],
    ['00:00:01,500-->00:00:02,000', 'no spaces'],
    ['00:00:01,500 —> 00:00:02,000', 'arrow after autocorrection'],
    ['00:00:01,500 --> 00:00:02', 'no fraction'],
    ['\uFEFF00:00:01,500\u200B -->\u00A000:00:02,000\u0000\u007F', 'invisible characters'],
  ])('%s (%s)', (line) => {
    expect(parseTimeLine(line)).toMatchObject({ ...oneToTwo, rest: '', dashArrow: false });
  });

  it('rounds overlong fractions to the millisecond, carrying over', () => {
    expect(parseTimeLine('00:00:01,249.0999 --> 00:00:02,9996')).toMatchObject({ startMs: 1249, endMs: 3000 });
  });

  it('reads negative times and out-of-range minutes', () => {
    expect(parseTimeLine('-00:00:01,000 --> 00:75:00,000')).toMatchObject({
      startMs: -1000,
      endMs: 75 * 60_000,
      outOfRange: true,
    });
  });

  it('keeps what follows the times', () => {
    expect(parseTimeLine('00:00:01,000 --> 00:00:02,000  X1:53 X2:303 Y1:438 Y2:453')?.rest).toBe(
      'X1:53 X2:303 Y1:438 Y2:453',
    );
  });

  it('marks lone dashes, and refuses what has no two times', () => {
    expect(parseTimeLine('10:00:00 – 11:00:00')?.dashArrow).toBe(true);
    for (const line of ['', '1', '00:00:01,000', '00:00:01,000 --> soon', 'It is 10:00 --> later', '1 --> 2']) {
      expect(parseTimeLine(line)).toBeUndefined();
    }
  });
});
