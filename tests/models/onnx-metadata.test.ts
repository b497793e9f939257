import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOnnxMetadata } from '../../src/platform/models/onnx-metadata.ts';
import { bundledModel } from '../support/fixtures.ts';
import { writeOnnx } from '../support/onnx-writer.ts';
import { scratchFolder } from '../support/scratch.ts';
import { VARIANCE_OF_CROP } from '../support/tiny-embedders.ts';

const scratch = scratchFolder();

function write(bytes: Uint8Array): string {
  const path = scratch.at('model.onnx');
  writeFileSync(path, bytes);
  return path;
}

describe('readOnnxMetadata', () => {
  it('reads what sherpa-onnx wrote into a real model', () => {
    const metadata = readOnnxMetadata(bundledModel('speaker-embedding-small/model.onnx'));
    expect(metadata).toMatchObject({ framework: 'wespeaker', sample_rate: '16000', normalize_samples: '0' });
  });

  it('gives back any pairs, and none for none', () => {
    const pairs = fc.dictionary(fc.string({ maxLength: 20 }), fc.string({ maxLength: 40 }), { maxKeys: 8 });
    fc.assert(
      fc.property(pairs, (metadata) => {
        expect(readOnnxMetadata(write(writeOnnx({ ...VARIANCE_OF_CROP, metadata })))).toEqual({ ...metadata });
      }),
      { numRuns: 40 },
    );
    expect(readOnnxMetadata(write(writeOnnx(VARIANCE_OF_CROP)))).toEqual({});
  });

  it('reads neither too many nor too long pairs', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`key${i}`, 'x']));
    const metadata = { long: 'y'.repeat(5000), ...many };
    const read = readOnnxMetadata(write(writeOnnx({ ...VARIANCE_OF_CROP, metadata })));
    expect(Object.keys(read)).toHaveLength(100);
    expect(read['long']).toBe('');
  });

  it('ends with an answer or an error about the file for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          readOnnxMetadata(write(bytes));
        } catch (error) {
          expect(error).toMatchObject({ code: 'model-corrupt' });
        }
      }),
      { numRuns: 200 },
    );
  });
});
