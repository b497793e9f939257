/**
 * Child process around sherpa-onnx's embedding extractor, which ends the process on a model it does not like.
 * Arguments: model, file of float32 samples at 16 kHz, file to write the embedding to.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Stream {
  acceptWaveform(wave: { sampleRate: number; samples: Float32Array }): void;
  inputFinished(): void;
}

interface Extractor {
  createStream(): Stream;
  compute(stream: Stream, external: boolean): Float32Array;
}

const require = createRequire(import.meta.url);
const { SpeakerEmbeddingExtractor } = require('sherpa-onnx-node') as {
  SpeakerEmbeddingExtractor: new (config: { model: string; numThreads: number }) => Extractor;
};
const [model = '', input = '', output = ''] = process.argv.slice(2);
const bytes = readFileSync(input);
const extractor = new SpeakerEmbeddingExtractor({ model, numThreads: 1 });
const stream = extractor.createStream();
stream.acceptWaveform({
  sampleRate: 16_000,
  samples: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)),
});
stream.inputFinished();
const embedding = extractor.compute(stream, false);
writeFileSync(output, Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength));
