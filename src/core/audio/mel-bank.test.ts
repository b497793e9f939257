import { describe, expect, it } from 'vitest';
import { createMelBank } from './mel-bank.ts';

/** Weights of a band by frequency. */
function band(kind: 'kaldi' | 'slaney' | 'speechbrain', index: number, fftSize = 16_000): Map<number, number> {
  const bank = createMelBank(80, fftSize, 16_000, { kind, lowHertz: 0, highHertz: 8000 });
  const weights = bank.weights.subarray(bank.offset[index], bank.offset[index + 1]);
  return new Map([...weights].map((weight, i) => [((bank.firstBin[index] + i) * 16_000) / fftSize, weight]));
}

describe('createMelBank', () => {
  it('gives every Slaney band the area 1', () => {
    for (const index of [0, 30, 79]) {
      const area = [...band('slaney', index).values()].reduce((sum, weight) => sum + weight, 0);
      expect(area).toBeCloseTo(1, 2);
    }
  });

  it('puts Slaney centres in steps of 200/3 Hz per mel below 1 kHz', () => {
    // 8 kHz is 15 + 27 ln 8 / ln 6.4 = 45.246 mel; one band is 1/81 of it.
    const [centre] = [...band('slaney', 9).entries()].sort((a, b) => b[1] - a[1])[0];
    expect(centre).toBeCloseTo((10 * 45.246 * 200) / (81 * 3), -1);
  });

  it('gives Kaldi triangles the height 1 and halves half a band away', () => {
    const weights = band('kaldi', 40);
    const mel = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);
    const step = mel(8000) / 81;
    for (const [hertz, weight] of weights) {
      expect(weight).toBeCloseTo(1 - Math.abs(mel(hertz) - 41 * step) / step, 6);
    }
    expect(Math.max(...weights.values())).toBeGreaterThan(0.99);
  });

  it('makes SpeechBrain triangles as wide to the right as to the left', () => {
    const hertz = [...band('speechbrain', 60).keys()];
    const [centre] = [...band('speechbrain', 60).entries()].sort((a, b) => b[1] - a[1])[0];
    expect(hertz.at(-1)! - centre).toBeCloseTo(centre - hertz[0], -1);
    const slaney = [...band('slaney', 60).keys()];
    const [top] = [...band('slaney', 60).entries()].sort((a, b) => b[1] - a[1])[0];
    expect(slaney.at(-1)! - top).toBeGreaterThan((top - slaney[0]) * 1.02);
  });

  it('leaves the Nyquist bin out only for Kaldi', () => {
    expect(band('kaldi', 79).has(8000)).toBe(false);
    const bank = createMelBank(10, 512, 16_000, { kind: 'speechbrain', lowHertz: 0, highHertz: 9000 });
    expect(bank.firstBin[9] + bank.offset[10] - bank.offset[9] - 1).toBe(256);
  });
});
