import { seeded } from './seeded.ts';

/** Repeatable white noise between -1 and 1. */
export function noise(length: number, seed: number): Float32Array {
  const random = seeded(seed);
  return Float32Array.from({ length }, () => random() * 2 - 1);
}

/**
 * Something like a voice: noise below 1 kHz whose loudness rises and falls like syllables, sounding where `speaks` says so
 * (seconds) and silent elsewhere.
 */
export function murmur(seconds: number, seed: number, speaks: (at: number) => boolean): Float32Array {
  const raw = noise(seconds * 16_000, seed);
  let low = 0;
  return raw.map((sample, index) => {
    low += 0.3 * (sample - low);
    const at = index / 16_000;
    const syllable = 0.3 + 0.7 * Math.abs(Math.sin(at * 9 + seed));
    return speaks(at) ? low * syllable * 0.5 : 0;
  });
}

/** The sum of two sounds, the second scaled and late by some samples. */
export function withLeak(own: Float32Array, other: Float32Array, gainDb: number, lateBy: number): Float32Array {
  const gain = 10 ** (gainDb / 20);
  return own.map((sample, index) => sample + gain * (other[index - lateBy] ?? 0));
}
