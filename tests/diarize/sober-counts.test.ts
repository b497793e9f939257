import { describe, expect, it } from 'vitest';
import { resolveTurns } from '../../src/core/stages/diarize/resolve.ts';
import { voiceEvidence } from '../support/voice-evidence.ts';

const PLACE = { startOffsetMs: 0, channel: undefined };
const ANY = { min: 1, max: Infinity };
const MODEL = { clusterThreshold: 0.8, minClusterSize: 1 };

describe('speakers who hardly talk', () => {
  // 60 windows of two voices, and one window in which a third one has a third of the time: 2.7 s of 600 s.
  const voices = Array.from({ length: 60 }, (_, w) => (w === 30 ? [0, 1, 2] : [0, 1]));

  it('are absorbed when nobody gave a count', () => {
    const { speakers } = resolveTurns(voiceEvidence(voices), MODEL, ANY, PLACE);
    expect(speakers.map(({ id }) => id)).toEqual(['S1', 'S2']);
  });

  it('stay when the count was given', () => {
    for (const range of [
      { min: 3, max: 3 },
      { min: 1, max: 5 },
    ])
      expect(resolveTurns(voiceEvidence(voices), MODEL, range, PLACE).speakers).toHaveLength(3);
  });

  it('stay when they talk for longer than a mistake would', () => {
    const more = voices.map((heard, w) => (w >= 30 && w < 34 ? [0, 1, 2] : heard));
    expect(resolveTurns(voiceEvidence(more), MODEL, ANY, PLACE).speakers).toHaveLength(3);
  });
});

describe('one speaker for a whole recording', () => {
  const lumping = { clusterThreshold: 1.3, minClusterSize: 12 };

  it('is doubted when its voices fall into two halves', () => {
    const mixed = voiceEvidence(Array.from({ length: 12 }, () => [0, 1]));
    const { speakers, doubt } = resolveTurns(mixed, { ...lumping, clusterThreshold: 1.5 }, ANY, PLACE);
    expect(speakers).toHaveLength(1);
    expect(doubt).toContain('the voice changes a lot');
    expect(resolveTurns(mixed, MODEL, { min: 1, max: 1 }, PLACE).doubt).toBeUndefined();
  });

  it('is doubted when two people talk at once', () => {
    const together = voiceEvidence(Array.from({ length: 12 }, () => [0]));
    together.activity.masks.forEach((mask, at) => {
      if (mask !== 0 && at % 5 === 0) together.activity.masks[at] = 0b011;
    });
    expect(resolveTurns(together, lumping, ANY, PLACE).doubt).toMatch(/in 20 % of the speech two people talk at once/);
  });

  it('is believed when it is one voice, and when there is little speech', () => {
    expect(
      resolveTurns(voiceEvidence(Array.from({ length: 12 }, () => [0])), lumping, ANY, PLACE).doubt,
    ).toBeUndefined();
    const short = voiceEvidence([[0, 1]]);
    expect(resolveTurns(short, { ...lumping, clusterThreshold: 1.5 }, ANY, PLACE).doubt).toBeUndefined();
  });
});

describe('a count that only flickers would meet', () => {
  it('is not met: a speaker is heard for a quarter of a second at least', () => {
    // The third voice of window 5 has an embedding, but ten frames of its own.
    const evidence = voiceEvidence(Array.from({ length: 12 }, (_, w) => (w === 5 ? [0, 1, 2] : [0, 1])));
    const third = evidence.activity.masks.subarray(5 * 589, 6 * 589);
    let kept = 0;
    third.forEach((mask, at) => {
      if (mask === 0b100 && (kept += 1) > 10) third[at] = 0;
    });
    const { speakers, shortfall } = resolveTurns(evidence, MODEL, { min: 3, max: 3 }, PLACE);
    for (const { speechMs } of speakers) expect(speechMs).toBeGreaterThanOrEqual(250);
    expect(speakers.length === 3).toBe(shortfall === undefined);
  });
});
