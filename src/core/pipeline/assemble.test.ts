import { expect, it } from 'vitest';
import { RULE_PROFILES } from '../cues/profiles.ts';
import { assembleDocument, type AssembleInput } from './assemble.ts';
import { transcribeOptionsSchema } from './options.ts';

it('carries the chapters of the container into the document', () => {
  const media = { path: '/a/talk.m4b', sizeBytes: 1, contentId: 'x', container: 'mov', hasVideo: false };
  const input: AssembleInput = {
    media: { ...media, audioStreams: [], chapters: [{ startMs: 0, endMs: 9000, title: '' }] },
    options: transcribeOptionsSchema.parse({}),
    profile: RULE_PROFILES[0],
    tracks: [
      {
        channel: undefined,
        durationMs: 5000,
        vad: { spans: [], probabilities: new Uint8Array(), sampleCount: 0, frameMs: 32 },
      },
    ],
    plan: { mode: 'mixed', tracks: [{ file: 0, stream: 0, channel: 'mix' }], layout: undefined, notices: [] },
    hasAsr: false,
    alerts: [],
    models: { vad: 'vad', asr: undefined, diarize: undefined },
  };
  expect(assembleDocument(input).chapters).toEqual([{ startMs: 0, endMs: 5000, title: 'Chapter 1' }]);
  expect(assembleDocument({ ...input, media: { ...media, audioStreams: [] } })).not.toHaveProperty('chapters');
});
