import { describe, expect, it } from 'vitest';
import { newDocument } from '../../../../core/document/new-document.ts';
import { speakerFigures } from './speaker-figures.ts';

describe('speakerFigures', () => {
  it('tells how much each has, and who has nothing at all', () => {
    const turns = [
      { speaker: 'S1', startMs: 0, endMs: 3000 },
      { speaker: 'S2', startMs: 3000, endMs: 4000 },
    ];
    const cue = { startMs: 0, endMs: 900, lines: ['- a', '- b'], wordIds: [] };
    const document = newDocument({
      speakers: ['S1', 'S2', 'S3', 'S4'].map((id) => ({ id, name: id })),
      turns,
      exclusiveTurns: turns,
      cues: [{ ...cue, id: 'c1', speaker: 'S1', lineSpeakers: ['S1', 'S3'] }],
    });
    expect(speakerFigures(document).map(({ share, cues, isEmpty }) => [share, cues, isEmpty])).toEqual([
      [0.75, 1, false],
      [0.25, 0, false],
      [0, 0, false],
      [0, 0, true],
    ]);
  });
});
