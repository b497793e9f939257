import { describe, expect, it } from 'vitest';
import { newDocument } from '../../document/new-document.ts';
import { DEFAULT_FORMAT_IDS, FORMAT_IDS } from '../codec.ts';
import { requireCodec } from '../registry.ts';
import { chaptersCodec } from './chapters-codec.ts';

describe('chapters as WebVTT', () => {
  it('writes one cue a chapter that any WebVTT reader takes', () => {
    const chapters = [
      { startMs: 0, endMs: 61_500, title: 'Q & A <live>' },
      { startMs: 61_500, endMs: 3_700_000, title: 'Two\n--> three' },
    ];
    const { text, losses } = chaptersCodec.write(newDocument({ chapters }));
    expect(text).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:01:01.500\nQ &amp; A &lt;live&gt;\n\n00:01:01.500 --> 01:01:40.000\nTwo --&gt; three\n',
    );
    expect(losses).toEqual([]);
    const back = requireCodec('vtt').read?.(text).document.cues ?? [];
    expect(back.map(({ startMs, endMs, lines }) => ({ startMs, endMs, title: lines.join() }))).toEqual([
      chapters[0],
      { ...chapters[1], title: 'Two --> three' },
    ]);
  });

  it('is a valid file without chapters, and not among the formats written unasked', () => {
    expect(chaptersCodec.write(newDocument()).text).toBe('WEBVTT\n');
    expect(FORMAT_IDS).toContain('chapters');
    expect(DEFAULT_FORMAT_IDS).not.toContain('chapters');
  });
});
