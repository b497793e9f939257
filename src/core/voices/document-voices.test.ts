import { describe, expect, it } from 'vitest';
import { newDocument } from '../document/new-document.ts';
import type { Turn } from '../timeline/types.ts';
import { documentVoices, heardVoices } from './document-voices.ts';

const turn = (speaker: string, startMs: number, endMs: number, channel?: number): Turn => ({
  speaker,
  startMs,
  endMs,
  ...(channel === undefined ? {} : { channel }),
});
const speaker = (id: string, ...vector: number[]) => ({ id, voiceprint: { model: 'm', vector } });
const heard = [turn('S1', 0, 6000), turn('S2', 5000, 9000), turn('S3', 10_000, 14_000)];
const people = [speaker('S1', 1, 0), speaker('S2', 0, 1), speaker('S3', 0.6, 0.8)];

describe('heardVoices', () => {
  it('counts the time in which nobody else talks, and takes no vector that cannot be a voiceprint', () => {
    const { voices } = heardVoices(heard, [...people.slice(0, 2), speaker('S3', 3, 0), { id: 'S4' }]);
    expect(voices.map((voice) => [voice.speaker, voice.speechMs])).toEqual([
      ['S1', 5000],
      ['S2', 3000],
    ]);
  });
});

describe('documentVoices', () => {
  const voicesIn = (...turns: Turn[]) => documentVoices(heardVoices(heard, people), newDocument({ turns }));

  it('follows speakers that got other ids', () => {
    const found = voicesIn(turn('a', 0, 6000), turn('b', 5000, 9000), turn('c', 10_000, 14_000));
    expect(found.agreement).toBe(1);
    expect(found.voices.map((voice) => voice.speaker)).toEqual(['a', 'b', 'c']);
  });

  it('takes the mean by speech of speakers that were merged', () => {
    const { voices } = voicesIn(turn('a', 0, 9000), turn('c', 10_000, 14_000));
    expect(voices.map((voice) => [voice.speaker, voice.speechMs])).toEqual([
      ['a', 8000],
      ['c', 4000],
    ]);
    const [x = 0, y = 0] = Array.from(voices[0]?.vector ?? []);
    expect(y / x).toBeCloseTo(3 / 5, 9);
    expect(Math.hypot(x, y)).toBeCloseTo(1, 9);
  });

  it('knows no voice of somebody whose turns went to others, and agrees less with another diarization', () => {
    const found = voicesIn(turn('a', 0, 3000), turn('b', 3000, 9000), turn('c', 10_000, 14_000));
    expect(found.voices.map((voice) => voice.speaker)).toEqual(['b', 'c']);
    expect(found.agreement).toBeLessThan(1);
    expect(voicesIn(turn('a', 50_000, 60_000))).toEqual({ agreement: 0, voices: [] });
  });

  it('keeps channels apart', () => {
    const left = heardVoices([turn('S1', 0, 5000, 0)], [speaker('S1', 1, 0)]);
    const document = newDocument({ turns: [turn('r', 0, 5000, 1), turn('l', 0, 5000, 0)] });
    expect(documentVoices(left, document).voices.map((voice) => voice.speaker)).toEqual(['l']);
  });
});
