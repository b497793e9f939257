import { expect, it } from 'vitest';
import { channelTurns } from './channel-turns.ts';

const speech = [{ startMs: 0, endMs: 5000 }];

it('bridges short pauses between words and splits at long ones', () => {
  const words = [
    { startMs: 100, endMs: 400 },
    { startMs: 800, endMs: 1000 },
    { startMs: 2000, endMs: 2300 },
  ];
  expect(channelTurns(words, speech, 1)).toEqual([
    { startMs: 100, endMs: 1000, speaker: 'S2', channel: 1 },
    { startMs: 2000, endMs: 2300, speaker: 'S2', channel: 1 },
  ]);
});

it('takes the detected speech when nothing was recognised', () => {
  expect(channelTurns([], speech, 0)).toEqual([{ startMs: 0, endMs: 5000, speaker: 'S1', channel: 0 }]);
});
