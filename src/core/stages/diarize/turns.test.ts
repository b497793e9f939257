import { describe, expect, it } from 'vitest';
import { nameSpeakers, summariseSpeakers, toTurns } from './turns.ts';

const runs = [
  { speaker: 2, start: 0, end: 60 },
  { speaker: 0, start: 60, end: 119 },
  { speaker: 2, start: 600, end: 700 },
];
const place = { startOffsetMs: 500, channel: 1, sampleCount: 163_000 };

describe('turns', () => {
  it('names speakers by first appearance', () => {
    expect([...nameSpeakers(runs)]).toEqual([
      [2, 'S1'],
      [0, 'S2'],
    ]);
  });

  it('places frames in the media: bounds are shared, the end is clipped, the channel is kept', () => {
    // Cell bounds in samples: 0; 270 * 60 + 360.5 = 16560.5; 270 * 119 + 360.5 = 32490.5; 162360.5; end 163000.
    expect(toTurns(runs, nameSpeakers(runs), place)).toEqual([
      { startMs: 500, endMs: 1535, speaker: 'S1', channel: 1 },
      { startMs: 1535, endMs: 2531, speaker: 'S2', channel: 1 },
      { startMs: 10_648, endMs: 10_688, speaker: 'S1', channel: 1 },
    ]);
  });

  it('drops what lies behind the end, and has no channel when the channels are mixed', () => {
    const short = toTurns(runs, nameSpeakers(runs), { startOffsetMs: 0, channel: undefined, sampleCount: 16_000 });
    expect(short).toEqual([{ startMs: 0, endMs: 1000, speaker: 'S1' }]);
  });

  it('sums talking time per speaker', () => {
    expect(summariseSpeakers(toTurns(runs, nameSpeakers(runs), place))).toEqual([
      { id: 'S1', speechMs: 1075 },
      { id: 'S2', speechMs: 996 },
    ]);
  });
});
