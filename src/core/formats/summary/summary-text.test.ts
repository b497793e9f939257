import { describe, expect, it } from 'vitest';
import { summaryMarkdown, summaryText } from './summary-text.ts';

const titles = { highlights: 'Moments', chapters: 'Chapters' };
const summary = {
  text: 'They ride out.\n\nThey come back.',
  highlights: [{ startMs: 65_400, endMs: 70_000, text: 'The gate\nopens.' }],
};
const chapters = [{ startMs: 0, endMs: 3_700_000, title: 'Out' }];

describe('a written summary', () => {
  it('is text, moments and chapters with their times', () => {
    expect(summaryText({ summary, chapters, titles })).toBe(
      'They ride out.\n\nThey come back.\n\nMoments\n  00:01:05  The gate opens.\n\nChapters\n  00:00:00  Out\n',
    );
    expect(summaryText({ summary: { text: 'Short.', highlights: [] }, chapters: [], titles })).toBe('Short.\n');
    expect(summaryText({ chapters, titles })).toBe('Chapters\n  00:00:00  Out\n');
  });

  it('is Markdown with headings', () => {
    expect(summaryMarkdown({ summary, chapters, titles }, 'A talk')).toBe(
      [
        '# A talk',
        '',
        'They ride out.',
        '',
        'They come back.',
        '',
        '## Moments',
        '',
        '- **00:01:05** The gate opens.',
        '',
        '## Chapters',
        '',
        '- **00:00:00** Out',
        '',
      ].join('\n'),
    );
  });

  it('stays text in Markdown, whatever is in it', () => {
    const text = '# no heading\n- no list\n1. no number\n<b>no tag</b> [no](http://link) *no* | no';
    expect(summaryMarkdown({ summary: { text: 'Short.', highlights: [] }, chapters: [], titles }, ' ')).toBe(
      'Short.\n',
    );
    const written = summaryMarkdown({ summary: { text, highlights: [] }, chapters: [], titles }, 'a_b_c.wav');
    expect(written.split('\n')).toEqual([
      String.raw`# a\_b\_c.wav`,
      '',
      String.raw`\# no heading`,
      String.raw`\- no list`,
      String.raw`1\. no number`,
      String.raw`\<b\>no tag\</b\> \[no\](http://link) \*no\* \| no`,
      '',
    ]);
  });
});
