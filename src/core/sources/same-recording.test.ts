import { describe, expect, it } from 'vitest';
import { type RecordingFacts, sameRecording } from './same-recording.ts';

const known: RecordingFacts = {
  etag: '"1"',
  lastModified: 'Mon, 02 Nov 2026 10:00:00 GMT',
  lengthBytes: 100,
  extractor: 'Generic',
  recordingId: 'a',
  sizeBytes: 100,
  durationMs: 5000,
};

describe('sameRecording', () => {
  it.each<[string, RecordingFacts]>([
    ['nothing to compare', {}],
    ['the same', known],
    ['another date under the same ETag', { ...known, lastModified: 'Tue, 03 Nov 2026 10:00:00 GMT' }],
    ['a length that was rounded', { ...known, durationMs: 5400 }],
    ['only what is common', { recordingId: 'a' }],
  ])('takes %s for the same', (_name, other) => {
    expect(sameRecording(known, other)).toBe(true);
    expect(sameRecording(other, known)).toBe(true);
  });

  it.each<[string, RecordingFacts]>([
    ['another ETag', { ...known, etag: '"2"' }],
    ['another date without an ETag', { lastModified: 'Tue, 03 Nov 2026 10:00:00 GMT' }],
    ['another length', { etag: '"1"', lengthBytes: 101 }],
    ['another id', { recordingId: 'b' }],
    ['another announced size', { sizeBytes: 99 }],
    ['another playing time', { durationMs: 7000 }],
  ])('tells %s', (_name, other) => {
    expect(sameRecording(known, other)).toBe(false);
    expect(sameRecording(other, known)).toBe(false);
  });
});
