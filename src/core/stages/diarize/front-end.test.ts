import { describe, expect, it } from 'vitest';
import { FRONT_ENDS, createFrontEnd } from './front-end.ts';

const SAMPLES = 160_000;

function frameOf(name: (typeof FRONT_ENDS)[number], window: Float32Array, t: number): number[] {
  const frontEnd = createFrontEnd(name);
  const out = new Float32Array(frontEnd.width);
  frontEnd.frame(window, t, out, 0);
  return [...out];
}

/**
 * SpeechBrain's `Fbank` for one frame, written down from its definition: `torch.stft` of 400 points with a periodic Hamming
 * window around sample 160 t and zeros outside, its own triangles on hertz, decibels above 1e-10.
 */
function speechbrainFrame(window: Float32Array, t: number): number[] {
  const toMel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
  const corners = Array.from({ length: 82 }, (_, i) => 700 * (10 ** ((toMel(8000) * i) / 81 / 2595) - 1));
  const frame = Array.from({ length: 400 }, (_, n) => {
    const at = 160 * t - 200 + n;
    const hamming = 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / 400);
    return at < 0 || at >= window.length ? 0 : window[at] * hamming;
  });
  const power = Array.from({ length: 201 }, (_, k) => {
    let re = 0;
    let im = 0;
    frame.forEach((value, n) => {
      re += value * Math.cos((2 * Math.PI * k * n) / 400);
      im -= value * Math.sin((2 * Math.PI * k * n) / 400);
    });
    return re * re + im * im;
  });
  return Array.from({ length: 80 }, (_, band) => {
    const width = corners[band + 1] - corners[band];
    const energy = power.reduce((sum, value, k) => {
      const slope = (k * 40 - corners[band + 1]) / width;
      return sum + Math.max(0, Math.min(slope + 1, 1 - slope)) * value;
    }, 0);
    return 10 * Math.log10(Math.max(energy, 1e-10));
  });
}

describe('createFrontEnd', () => {
  const speechLike = Float32Array.from(
    { length: SAMPLES },
    (_, n) => 0.2 * Math.sin(n * 0.05) + 0.1 * Math.sin(n * 0.61) * Math.cos(n * 0.003) + 0.02 * Math.sin(n * n),
  );

  it.each([0, 1, 2, 500, 999, 1000])('computes SpeechBrain features of frame %i', (t) => {
    const expected = speechbrainFrame(speechLike, t);
    frameOf('speechbrain', speechLike, t).forEach((value, band) => expect(value).toBeCloseTo(expected[band], 3));
  });

  it.each([
    ['wespeaker', Math.log(2 ** -23)],
    ['3d-speaker', Math.log(2 ** -23)],
    ['speechbrain', -100],
    ['nemo', Math.log(2 ** -24)],
    ['waveform', 0],
  ] as const)('%s gives its floor for silence', (name, floor) => {
    for (const value of frameOf(name, new Float32Array(SAMPLES), 10)) expect(value).toBeCloseTo(floor, 4);
  });

  it.each(['wespeaker', '3d-speaker'] as const)('%s takes a constant away, up to rounding', (name) => {
    for (const value of frameOf(name, new Float32Array(SAMPLES).fill(0.5), 10)) expect(value).toBeCloseTo(-15.9424, 3);
  });

  // Bands lie evenly on their scale: HTK's gives 1000 Hz the band 26.9 from 20 Hz, 27.5 from 0 Hz; Slaney's has 45.25 mel up
  // to 8 kHz, so 15 mel (1000 Hz) is band 15 * 81 / 45.25 - 1 = 25.9.
  it.each([
    ['wespeaker', 27],
    ['3d-speaker', 27],
    ['speechbrain', 27],
    ['nemo', 26],
  ] as const)('%s has its peak where a tone of 1 kHz is', (name, band) => {
    const tone = Float32Array.from({ length: SAMPLES }, (_, n) => 0.5 * Math.sin((2 * Math.PI * 1000 * n) / 16_000));
    const frame = frameOf(name, tone, 300);
    expect(Math.abs(frame.indexOf(Math.max(...frame)) - band)).toBeLessThanOrEqual(1);
  });

  it('joins frames of a waveform to the samples themselves', () => {
    const joined = [10, 11].flatMap((t) => frameOf('waveform', speechLike, t));
    expect(joined).toEqual([...speechLike.subarray(1600, 1920)]);
  });

  it.each(FRONT_ENDS)('%s: whole frames see nothing outside the window, the others do', (name) => {
    const { wholeFrom, wholeTo, frames } = createFrontEnd(name);
    const longer = new Float32Array(SAMPLES + 2000).fill(0.5);
    longer.set(speechLike, 1000);
    // The same window inside other audio: only frames that reach over its edges may differ. 1000 is no multiple of the shift.
    const shifted = Float32Array.from({ length: SAMPLES }, (_, n) => longer[1000 - 160 + n]);
    for (const t of [wholeFrom, wholeFrom + 1, 500, wholeTo - 2]) {
      expect(frameOf(name, shifted, t + 1)).toEqual(frameOf(name, speechLike, t));
    }
    if (wholeFrom > 0) expect(frameOf(name, shifted, wholeFrom)).not.toEqual(frameOf(name, speechLike, wholeFrom - 1));
    expect(wholeTo).toBeLessThanOrEqual(frames);
  });
});
