import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintDocument } from './lint.ts';
import { newDocument } from './new-document.ts';
import { withSource } from './with-source.ts';

const media = { name: 'a.mp4', contentId: 'x', durationMs: 60_000, channels: 1 };
const source = { url: 'https://a.example/1', title: 'A talk' };

describe('withSource', () => {
  it('adds the source, and chapters in order, inside the media and named', () => {
    const document = withSource(newDocument({ media }), source, [
      { startMs: 30_000, endMs: 90_000, title: ' End ' },
      { startMs: 70_000, endMs: 80_000, title: 'behind the media' },
      { startMs: 0, endMs: 30_000, title: '' },
    ]);
    expect(document.source).toEqual(source);
    expect(document.chapters).toEqual([
      { startMs: 0, endMs: 30_000, title: 'Chapter 1' },
      { startMs: 30_000, endMs: 60_000, title: 'End' },
    ]);
  });

  it('keeps the chapters of the container where the source names none', () => {
    const chapters = [{ startMs: 0, endMs: 10, title: 'One' }];
    const document = newDocument({ media, chapters });
    expect(withSource(document, source, []).chapters).toEqual(chapters);
    expect(withSource(newDocument({ media }), undefined, [])).toEqual(newDocument({ media }));
  });

  it('gives sound documents for any chapters', () => {
    const chapter = fc.record({ startMs: fc.integer(), endMs: fc.integer(), title: fc.string() });
    fc.assert(
      fc.property(fc.array(chapter), fc.integer({ min: 0, max: 100_000 }), (chapters, durationMs) => {
        const document = withSource(newDocument({ media: { ...media, durationMs } }), source, chapters);
        expect(lintDocument(document)).toEqual([]);
      }),
    );
  });
});
