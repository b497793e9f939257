import { describe, expect, it } from 'vitest';
import { countWords, joinLines, lineWidth, readingLength, readingTimeMs } from './text-measure.ts';

const wide2 = { wideColumns: 2 } as const;
const wide1 = { wideColumns: 1 } as const;

describe('lineWidth', () => {
  it('counts graphemes, not code units', () => {
    expect(lineWidth('na\u00efve', wide2)).toBe(5);
    expect(lineWidth('nai\u0308ve', wide2)).toBe(5);
    expect(lineWidth('\u{1f469}\u200d\u{1f467}', wide2)).toBe(2);
  });

  it('gives East Asian wide characters one or two columns as the profile says', () => {
    expect(lineWidth('\u4f60\u597d\uff0ca', wide2)).toBe(7);
    expect(lineWidth('\u4f60\u597d\uff0ca', wide1)).toBe(4);
    expect(lineWidth('\ud55c\uae00', wide2)).toBe(4);
  });
});

describe('reading speed', () => {
  it('counts spaces and punctuation, or letters and digits only', () => {
    expect(readingLength('Yes, 7 it is.', { cpsCounting: 'all' })).toBe(13);
    expect(readingLength('Yes, 7 it is.', { cpsCounting: 'letters' })).toBe(8);
  });

  it('takes the slower of characters per second and words per minute', () => {
    const text = 'I am on it, so go on.'; // 21 characters, 7 words
    expect(readingTimeMs(text, { cpsCounting: 'all', maxCps: 21 })).toBe(1000);
    expect(readingTimeMs(text, { cpsCounting: 'all', maxCps: 21, maxWpm: 210 })).toBe(2000);
  });

  it('counts a line break as the space it replaced, and as nothing in unspaced scripts', () => {
    expect(joinLines(['one', 'two'])).toBe('one two');
    expect(joinLines(['\u4f60\u597d\uff0c', '\u4e16\u754c'])).toBe('\u4f60\u597d\uff0c\u4e16\u754c');
    expect(joinLines(['\u4f60\u597d', 'world'])).toBe('\u4f60\u597d world');
    expect(joinLines([])).toBe('');
  });

  it('counts two unspaced characters as a word', () => {
    expect(countWords('two words')).toBe(2);
    expect(countWords('\u4f60\u597d\u4e16\u754c')).toBe(2);
  });
});
