import { randomBytes } from 'node:crypto';
import type { PostBody } from '../net/http-post.ts';

/** 16 kHz mono samples to be sent one after the other; each is a `Float32Array` or a number of zeros. */
export type SoundPart = Float32Array | number;

const SAMPLE_RATE = 16_000;
const CHUNK_SAMPLES = 32_768;

/** A form with text fields and one WAVE file (16 bit, 16 kHz, mono) of the parts, in chunks of at most 64 KiB. Samples beyond ±1 are clipped. */
export function soundForm(fields: readonly (readonly [string, string])[], parts: readonly SoundPart[]): PostBody {
  const boundary = `voxlane-${randomBytes(18).toString('hex')}`;
  const samples = parts.reduce<number>((sum, part) => sum + lengthOf(part), 0);
  const text = fields.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="audio.wav"\r\ncontent-type: audio/wav\r\n\r\n`;
  const head = Buffer.concat([Buffer.from(text.join('') + file), wavHeader(samples * 2)]);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: head.length + samples * 2 + tail.length,
    *chunks() {
      yield head;
      for (const part of parts) yield* pcm(part);
      yield tail;
    },
  };
}

function lengthOf(part: SoundPart): number {
  return typeof part === 'number' ? part : part.length;
}

function* pcm(part: SoundPart): Generator<Uint8Array> {
  for (let from = 0; from < lengthOf(part); from += CHUNK_SAMPLES) {
    const count = Math.min(CHUNK_SAMPLES, lengthOf(part) - from);
    const bytes = Buffer.alloc(count * 2);
    if (typeof part !== 'number')
      for (let i = 0; i < count; i++) {
        const sample = Math.max(-1, Math.min(1, part[from + i] ?? 0));
        bytes.writeInt16LE(Math.round(sample * 32_767), i * 2);
      }
    yield bytes;
  }
}

function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
