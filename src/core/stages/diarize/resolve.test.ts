import { describe, expect, it } from 'vitest';
import type { DiarizeEvidence } from './evidence.ts';
import { resolveTurns } from './resolve.ts';

const params = { clusterThreshold: 0.7, minClusterSize: 12 };
const place = { startOffsetMs: 1000, channel: 0 };
const FRAMES = 589;

/**
 * `voices[w]` is the voice heard alone in the first half of window w; windows follow each other without overlap. Local
 * numbers alternate, so only the embeddings tell who it is.
 */
function evidence(voices: readonly number[]): DiarizeEvidence {
  const masks = new Uint8Array(voices.length * FRAMES);
  const local = voices.map((_, w) => w % 3);
  local.forEach((slot, w) => masks.fill(1 << slot, w * FRAMES, w * FRAMES + 300));
  const vectors = voices.flatMap((voice, w) => [0, 1, 2].map((d) => (d === voice ? 4 : 0) + 0.1 * Math.sin(w + d)));
  return {
    activity: {
      windowCount: voices.length,
      framesPerWindow: FRAMES,
      stepSamples: 160_000,
      sampleCount: voices.length * 160_000 - 80_000,
      masks,
    },
    embeddings: {
      model: 'm',
      dim: 3,
      count: voices.length,
      vectors: Float32Array.from(vectors),
      window: Uint32Array.from(voices.keys()),
      local: Uint8Array.from(local),
      cleanFrames: new Uint16Array(voices.length).fill(300),
    },
  };
}

describe('resolveTurns', () => {
  it('follows voices across windows whatever their local number', () => {
    const { turns, exclusiveTurns, speakers } = resolveTurns(evidence([2, 0, 2, 0]), params, { min: 1, max: 9 }, place);
    expect(turns.map((turn) => turn.speaker)).toEqual(['S1', 'S2', 'S1', 'S2']);
    expect(exclusiveTurns).toEqual(turns);
    expect(speakers.map((speaker) => speaker.id)).toEqual(['S1', 'S2']);
    // 300 frames of 16.875 ms from the start of the file (the first cell owns what lies before its centre).
    expect(turns[0]?.confidence).toBeGreaterThan(0.99);
    expect(turns[0]).toMatchObject({
      startMs: 1000,
      endMs: 1000 + Math.round((300 * 270 + 360.5) / 16),
      speaker: 'S1',
      channel: 0,
    });
  });

  it('says why a count is not met', () => {
    const few = resolveTurns(evidence([0, 1]), params, { min: 3, max: 3 }, place);
    expect(few.shortfall).toEqual({
      code: 'speech-too-short',
      reason: 'the speech is too short: it gives 2 voice samples for 3 speakers',
      values: { samples: 2, wanted: 3 },
    });
    const none = resolveTurns(evidence([]), params, { min: 2, max: 2 }, place);
    expect(none).toEqual({
      turns: [],
      exclusiveTurns: [],
      speakers: [],
      shortfall: { code: 'no-speech', reason: 'no speech was found' },
    });
  });

  it('lets one speaker have it all when told so', () => {
    const { speakers, turns } = resolveTurns(evidence([0, 1, 2]), params, { min: 1, max: 1 }, place);
    expect(speakers).toHaveLength(1);
    expect(turns).toHaveLength(3);
  });
});
