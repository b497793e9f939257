import { describe, expect, it } from 'vitest';
import type { Turn } from '../timeline/types.ts';
import type { TrackPlan } from './track-plan.ts';
import type { TrackResult } from './track-result.ts';
import { speakersOfTracks } from './track-speakers.ts';

const plan: TrackPlan = {
  mode: 'channels',
  tracks: [
    { file: 0, stream: 0, channel: 0, label: 0, name: 'agent' },
    { file: 0, stream: 0, channel: 1, label: 1, name: 'customer' },
  ],
  layout: undefined,
  notices: [],
};
const vad = { probabilities: new Uint8Array(), frameMs: 32, sampleCount: 0 };
const turn = (startMs: number, speaker: string, channel: number): Turn => ({
  ...{ startMs, endMs: startMs + 900, speaker, channel },
});

const track = (channel: number, turns?: readonly Turn[]): TrackResult => ({
  ...{ channel, durationMs: 9000, vad: { ...vad, spans: [{ startMs: channel * 1000, endMs: 5000, probability: 1 }] } },
  ...(turns === undefined ? {} : { diarize: { turns, exclusiveTurns: turns, speakers: [] } }),
});

describe('speakersOfTracks', () => {
  it('gives each track its one speaker with the name of its side', () => {
    const { speakers, exclusiveTurns } = speakersOfTracks(plan, [track(0), track(1)]);
    expect(speakers).toEqual([
      { id: 'S1', name: 'agent', channel: 0 },
      { id: 'S2', name: 'customer', channel: 1 },
    ]);
    expect(exclusiveTurns).toEqual([]);
  });

  it('keeps ids apart when several speak in each track', () => {
    const tracks = [
      track(0, [turn(0, 'S1', 0), turn(1000, 'S2', 0), turn(2000, 'S1', 0)]),
      track(1, [turn(500, 'S1', 1)]),
    ];
    const { speakers, turns, exclusive } = speakersOfTracks(plan, tracks);
    expect(speakers.map(({ id, name, channel }) => [id, name, channel])).toEqual([
      ['S1', 'agent 1', 0],
      ['S2', 'agent 2', 0],
      ['S3', 'customer', 1],
    ]);
    expect(turns.map(({ speaker, channel }) => `${speaker}/${channel}`)).toEqual(['S1/0', 'S2/0', 'S1/0', 'S3/1']);
    expect(exclusive).toEqual(turns);
  });
});
