import type { PcmBlock } from '../../core/audio/pcm.ts';
import { SAMPLE_RATE } from '../../shared/units.ts';

/** Cuts a stream of any piece sizes into blocks of 1 s (the last may be shorter). Holds less than one block. */
export interface Reblocker {
  /** Little-endian float32 bytes; a sample may be split between calls. */
  pushBytes(bytes: Uint8Array): Generator<PcmBlock, void, void>;
  push(samples: Float32Array): Generator<PcmBlock, void, void>;
  /** The last, shorter block. A sample that was only half received is dropped. */
  flush(): Generator<PcmBlock, void, void>;
  /** Samples handed in so far. */
  readonly sampleCount: number;
}

export function createReblocker(blockSamples = SAMPLE_RATE): Reblocker {
  const blockBytes = blockSamples * 4;
  let block = new Uint8Array(blockBytes);
  let filled = 0;
  let startSample = 0;

  const close = (): PcmBlock => {
    const closed = { startSample, samples: new Float32Array(block.buffer, 0, filled >> 2) };
    startSample += filled >> 2;
    block = new Uint8Array(blockBytes);
    filled = 0;
    return closed;
  };
  function* pushBytes(bytes: Uint8Array): Generator<PcmBlock, void, void> {
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + blockBytes - filled);
      block.set(piece, filled);
      filled += piece.length;
      at += piece.length;
      if (filled === blockBytes) yield close();
    }
  }
  return {
    pushBytes,
    push: (samples) => pushBytes(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)),
    *flush() {
      if (filled >= 4) yield close();
    },
    get sampleCount() {
      return startSample + (filled >> 2);
    },
  };
}
