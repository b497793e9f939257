import { describe, expect, it } from 'vitest';
import { newDocument } from '../../document/new-document.ts';
import { isSummaryOutdated, nameOfText } from './summarized-text.ts';
import { summaryLines } from './summary-lines.ts';

const line = (text: string, speaker?: string) => ({ lines: [text], ...(speaker === undefined ? {} : { speaker }) });

describe('the name of a summarised text', () => {
  it('is the same however the text is cut into cues and lines', () => {
    const whole = nameOfText([line('we ride at dawn, they said', 'Ann'), line('no', 'Ben')]);
    expect(whole).toMatch(/^[0-9a-f]{16}$/);
    const parts = [line('we  ride', 'Ann'), { lines: ['at', 'dawn, they said'], speaker: 'Ann' }, line('no', 'Ben')];
    expect(nameOfText(parts)).toBe(whole);
    expect(nameOfText([...parts, line(' ', 'Ben')])).toBe(whole);
  });

  it('is another one where somebody says something else, or somebody else says it', () => {
    const said = ['Ann', 'Ben'].flatMap((speaker) =>
      ['we ride at dawn', 'we ride at dusk'].map((text) => nameOfText([line(text, speaker), line('no', 'Ann')])),
    );
    expect(new Set([...said, nameOfText([])]).size).toBe(5);
  });

  it('tells whether a summary is of what a document says now', () => {
    const cue = { id: 'c1', startMs: 0, endMs: 900, lines: ['we ride'], wordIds: [], speaker: 'S1' };
    const document = newDocument({ cues: [cue], speakers: [{ id: 'S1', name: 'Ann' }] });
    const of = nameOfText(summaryLines(document));
    expect(isSummaryOutdated(document, { of })).toBe(false);
    expect(isSummaryOutdated({ ...document, cues: [{ ...cue, startMs: 100 }] }, { of })).toBe(false);
    expect(isSummaryOutdated({ ...document, cues: [{ ...cue, lines: ['we walk'] }] }, { of })).toBe(true);
    expect(isSummaryOutdated({ ...document, speakers: [{ id: 'S1', name: 'Eve' }] }, { of })).toBe(true);
    expect(isSummaryOutdated({ ...document, cues: [] }, {})).toBe(false);
  });
});
