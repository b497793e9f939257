import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSourceFile, writeSourceFile } from './source-description.ts';

const info = {
  title: 'A talk',
  uploader: 'Someone',
  extractor: 'Site',
  durationMs: 5000,
  isLive: false,
  chapters: [{ startMs: 0, endMs: 5000, title: 'All' }],
  captions: [{ language: 'en', kind: 'written' as const, formats: ['vtt'] }],
};
const about = {
  id: 'abc',
  url: 'https://a.example/1',
  sizeBytes: 7,
  media: 'A talk.mp4',
  captions: [{ language: 'en', file: 'A talk.en.vtt' }],
};

describe('.source.json', () => {
  it('says what it was given', () => {
    expect(readSourceFile(writeSourceFile(about, info))).toEqual({
      ...about,
      title: 'A talk',
      uploader: 'Someone',
      extractor: 'Site',
      chapters: info.chapters,
    });
  });

  it.each<[string, object]>([
    ['a media file elsewhere', { files: { media: '../../etc/passwd' } }],
    ['a media file above', { files: { media: '..' } }],
    ['captions elsewhere', { files: { media: 'a.mp4', captions: [{ language: 'en', file: '/etc/passwd' }] } }],
    ['a language that is none', { files: { media: 'a.mp4', captions: [{ language: '../x', file: 'a.vtt' }] } }],
    ['a password', { url: 'https://me:pw@a.example/' }],
    ['a script for an address', { url: 'javascript:alert(1)' }],
    ['chapters that end before they start', { chapters: [{ startMs: 5, endMs: 5, title: '' }] }],
    ['half milliseconds', { chapters: [{ startMs: 0.5, endMs: 5, title: '' }] }],
    ['a later schema', { schema: 2 }],
  ])('is refused with %s', (_name, change) => {
    const file = JSON.parse(writeSourceFile(about, info)) as object;
    expect(readSourceFile(JSON.stringify(file))).toBeDefined();
    expect(readSourceFile(JSON.stringify({ ...file, ...change }))).toBeUndefined();
  });

  it('has its texts cleaned', () => {
    const file = JSON.parse(writeSourceFile(about, info)) as object;
    expect(readSourceFile(JSON.stringify({ ...file, title: 'A\u202e\n talk' }))?.title).toBe('A talk');
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readSourceFile(text)).toBeUndefined();
      }),
    );
  });
});
