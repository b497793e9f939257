import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import { formatFrameRate, framesBefore, frameStartMs, parseFrameRate } from './frame-rate.ts';

describe('frame rates', () => {
  it.each([
    ['23.976', '24000/1001'],
    ['23.98', '24000/1001'],
    ['24', '24'],
    ['25', '25'],
    ['29.97', '30000/1001'],
    ['30', '30'],
    ['50', '50'],
    ['59.94', '60000/1001'],
    ['60', '60'],
    ['12.5', '25/2'],
    ['60000/1001', '60000/1001'],
    ['50/2', '25'],
  ])('reads %s as %s', (text, exact) => {
    expect(formatFrameRate(parseFrameRate(text))).toBe(exact);
  });

  it.each(['', '0', '-25', '25fps', '1e3', 'NaN', '25/0', '0/5', '1/2', '241', '999999/1', '25.', '1/3/2', '25,0'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseFrameRate(text)).toThrow(AppError);
    },
  );

  it('does not drift: frame 100000 at 29.97 is where whole-number arithmetic puts it', () => {
    // 100000 * 1001 / 30 = 3336666.67 ms; 1/29.97 s a frame would give 3336670.0.
    expect(frameStartMs(100_000, parseFrameRate('29.97'))).toBe(3_336_667);
    expect(frameStartMs(107_892, parseFrameRate('29.97'))).toBe(3_599_996);
    expect(frameStartMs(2_592_000, parseFrameRate('60'))).toBe(12 * 3_600_000);
  });

  it('agrees with whole-number arithmetic for a day of frames', () => {
    const rates = fc.constantFrom('23.976', '24', '25', '29.97', '50', '59.94', '60', '239999/1001', '240000/1001');
    fc.assert(
      fc.property(rates, fc.integer({ min: 0, max: 20_000_000 }), (text, frame) => {
        const rate = parseFrameRate(text);
        const [n, d] = [BigInt(rate.numerator), BigInt(rate.denominator)];
        const exact = (BigInt(frame) * 1000n * d * 2n + n) / (2n * n);
        expect(frameStartMs(frame, rate)).toBe(Number(exact));
        // The frame that starts at or after this time is this one or, where its time was rounded up, the next.
        expect([frame, frame + 1]).toContain(framesBefore(frameStartMs(frame, rate), rate));
      }),
    );
  });
});
