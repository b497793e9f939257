import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packEvidence, unpackEvidence } from './evidence-codec.ts';
import type { DiarizeEvidence } from './evidence.ts';
import { globalFrames } from './speaker-count.ts';

const evidences: fc.Arbitrary<DiarizeEvidence> = fc
  .record({
    windows: fc.integer({ min: 0, max: 6 }),
    frames: fc.integer({ min: 1, max: 400 }),
    dim: fc.integer({ min: 1, max: 5 }),
    seed: fc.integer({ min: 1, max: 1000 }),
    heard: fc.array(fc.boolean(), { minLength: 18, maxLength: 18 }),
  })
  .map(({ windows, frames, dim, seed, heard }) => {
    const places = heard.flatMap((on, place) => (on && place < windows * 3 ? [place] : []));
    return {
      activity: {
        windowCount: windows,
        framesPerWindow: frames,
        stepSamples: 32_000,
        sampleCount: windows * 32_000,
        masks: Uint8Array.from({ length: windows * frames }, (_, i) => (Math.floor(i / 97) * seed) % 8),
      },
      embeddings: {
        model: 'm',
        dim,
        count: places.length,
        vectors: Float32Array.from({ length: places.length * dim }, (_, i) => Math.sin(i * seed)),
        window: Uint32Array.from(places, (place) => Math.floor(place / 3)),
        local: Uint8Array.from(places, (place) => place % 3),
        cleanFrames: Uint16Array.from(places, (place) => place * seed),
      },
    };
  });

const PLACE = { startOffsetMs: 1280, channel: 1 };

describe('evidence as bytes', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(evidences, (evidence) => {
        expect(unpackEvidence(packEvidence(evidence, PLACE))).toEqual({ evidence, place: PLACE });
      }),
    );
  });

  it('keeps the counts of speakers', () => {
    fc.assert(
      fc.property(evidences, fc.infiniteStream(fc.nat(2)), (evidence, stream) => {
        const speaking = Uint8Array.from([...stream.take(globalFrames(evidence.activity))]);
        const counted = { ...evidence, activity: { ...evidence.activity, speaking } };
        expect(unpackEvidence(packEvidence(counted, PLACE))?.evidence).toEqual(counted);
      }),
      { numRuns: 20 },
    );
  });

  it('is refused when bytes are missing, added or not its own', () => {
    fc.assert(
      fc.property(evidences, fc.nat(), (evidence, at) => {
        const bytes = packEvidence(evidence, PLACE);
        expect(unpackEvidence(bytes.subarray(0, at % bytes.length))).toBeUndefined();
        expect(unpackEvidence(Uint8Array.from([...bytes, 0]))).toBeUndefined();
        expect(unpackEvidence(Uint8Array.from(bytes).fill(0, 0, 8))).toBeUndefined();
      }),
    );
  });

  it('never throws on damaged bytes', () => {
    fc.assert(
      fc.property(evidences, fc.nat(), fc.nat(255), (evidence, at, value) => {
        const bytes = packEvidence(evidence, PLACE);
        bytes[at % bytes.length] = value;
        const read = unpackEvidence(bytes)?.evidence;
        if (read === undefined) return;
        expect(read.activity.masks.length).toBe(read.activity.windowCount * read.activity.framesPerWindow);
        expect(read.embeddings.vectors.length).toBe(read.embeddings.count * read.embeddings.dim);
      }),
    );
  });
});
