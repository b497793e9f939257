import { describe, expect, it } from 'vitest';
import { shownSummary, summaryWish } from './summary-choice.ts';
import { textEdit, titleEdit } from './summary-edits.ts';

const summary = {
  language: 'en',
  text: 'They ride out.\n',
  highlights: [{ startMs: 5, endMs: 9, text: 'The gate.' }],
  by: 'm',
  of: 'x',
};
const chapters = [
  { startMs: 0, endMs: 10, title: 'Out' },
  { startMs: 10, endMs: 20, title: 'Back' },
];

describe('edits of a summary', () => {
  it('change the text, and say whose it is now; moments and what it was made from stay', () => {
    expect(textEdit(summary, ' They ride out\r\nand back. ')).toEqual({
      kind: 'set-summary',
      summary: { ...summary, text: 'They ride out\nand back.', by: 'user' },
    });
  });

  it('are none where the text is the same, empty, or of a summary that is gone', () => {
    expect(textEdit(summary, 'They ride out.')).toBeUndefined();
    expect(textEdit(summary, ' \n')).toBeUndefined();
    expect(textEdit(undefined, 'They walk.')).toBeUndefined();
  });

  it('change the title of one chapter, named by its start', () => {
    expect(titleEdit(chapters, 10, ' Home\nagain ')).toEqual({
      kind: 'set-chapters',
      chapters: [chapters[0], { ...chapters[1], title: 'Home again' }],
    });
    for (const [startMs, title] of [
      [10, 'Back'],
      [10, ' '],
      [11, 'Home'],
    ] as const)
      expect(titleEdit(chapters, startMs, title)).toBeUndefined();
  });
});

describe('the choice of a summary', () => {
  it('shows the chosen language, else the newest', () => {
    const french = { ...summary, language: 'fr' };
    expect(shownSummary([summary, french], { shown: 'en' })).toBe(summary);
    expect(shownSummary([summary, french], { shown: 'tr' })).toBe(french);
    expect(shownSummary([], {})).toBeUndefined();
  });

  it('asks for chapters where there are none, unless something else was chosen', () => {
    expect(summaryWish({}, {})).toEqual({ chapters: true });
    expect(summaryWish({ chapters }, { language: 'fr' })).toEqual({ chapters: false, language: 'fr' });
    expect(summaryWish({ chapters }, { chapters: true })).toEqual({ chapters: true });
  });
});
