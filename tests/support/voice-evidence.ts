import type { DiarizeEvidence } from '../../src/core/stages/diarize/evidence.ts';

const FRAMES = 589;
const DIM = 16;

/**
 * Evidence of windows without overlap: `voices[w]` are the voices heard one after another in window w, each on a local
 * number of its own. Voice v points along axis v, with a wobble.
 */
export function voiceEvidence(voices: readonly (readonly number[])[]): DiarizeEvidence {
  const masks = new Uint8Array(voices.length * FRAMES);
  const rows = voices.flatMap((heard, w) => heard.map((voice, local) => ({ w, local, voice, of: heard.length })));
  for (const { w, local, of } of rows) {
    const share = Math.floor(FRAMES / of);
    const start = w * FRAMES + local * share;
    masks.fill(1 << local, start + 20, start + share - 20);
  }
  const vectors = rows.flatMap(({ voice }, i) =>
    Array.from({ length: DIM }, (_, d) => (d === voice ? 4 : 0) + 0.3 * Math.sin(1.7 * i + 2.3 * d)),
  );
  return {
    activity: {
      windowCount: voices.length,
      framesPerWindow: FRAMES,
      stepSamples: 160_000,
      sampleCount: voices.length * 160_000,
      masks,
    },
    embeddings: {
      model: 'm',
      dim: DIM,
      count: rows.length,
      vectors: Float32Array.from(vectors),
      window: Uint32Array.from(rows, ({ w }) => w),
      local: Uint8Array.from(rows, ({ local }) => local),
      cleanFrames: Uint16Array.from(rows, ({ of }) => Math.floor(FRAMES / of) - 40),
    },
  };
}
