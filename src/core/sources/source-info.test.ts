import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanTitle, titleStem } from './clean-title.ts';
import { readSourceReport } from './source-info.ts';

describe('readSourceReport', () => {
  it('takes what is right and leaves out what is not', () => {
    const report = readSourceReport(
      JSON.stringify({
        title: ' A\u202e talk\n',
        channel: 'Someone',
        duration: 12.3456,
        filesize: 'big',
        is_live: null,
        chapters: [
          { start_time: 0, end_time: 5.5, title: 'Start' },
          { start_time: 9, end_time: 2, title: 'backwards' },
          'nonsense',
        ],
        subtitles: { en: [{ ext: 'vtt' }, { ext: '../x' }], '../../etc': [{ ext: 'vtt' }], de: 'nonsense' },
        automatic_captions: { fr: [{ ext: 'srt' }] },
      }),
    );
    expect(report).toEqual({
      kind: 'recording',
      info: {
        title: 'A talk',
        uploader: 'Someone',
        durationMs: 12_346,
        isLive: false,
        chapters: [{ startMs: 0, endMs: 5500, title: 'Start' }],
        captions: [
          { language: 'de', kind: 'written', formats: [] },
          { language: 'en', kind: 'written', formats: ['vtt'] },
          { language: 'fr', kind: 'automatic', formats: ['srt'] },
        ],
      },
    });
  });

  it('lists a playlist, with addresses only where they are links', () => {
    const link = { _type: 'url', url: 'https://a.example/1', title: 'One', duration: 61 };
    const entries = [link, { title: 'Two', url: 'x', id: 'two', protocol: 'https', formats: [{}] }, 7];
    expect(readSourceReport(JSON.stringify({ _type: 'playlist', title: 'All', entries }))).toEqual({
      kind: 'playlist',
      title: 'All',
      entries: [
        { index: 1, title: 'One', url: 'https://a.example/1', durationMs: 61_000 },
        {
          index: 2,
          title: 'Two',
          info: { title: 'Two', recordingId: 'two', isLive: false, chapters: [], captions: [] },
        },
      ],
    });
  });

  it('names the file itself only where there is one and nothing stands between', () => {
    const media = (report: object): unknown => {
      const read = readSourceReport(JSON.stringify({ title: 'x', url: 'https://a.example/x.mp4', ...report }));
      return read?.kind === 'recording' ? read.info.mediaUrl : 'no recording';
    };
    expect(media({ protocol: 'https', direct: true })).toBe('https://a.example/x.mp4');
    expect(media({ protocol: 'https', formats: [{}] })).toBe('https://a.example/x.mp4');
    expect(media({ protocol: 'https', formats: [{}, {}] })).toBeUndefined();
    expect(media({ protocol: 'm3u8_native', formats: [{}] })).toBeUndefined();
    expect(media({ protocol: 'https', direct: true, url: 'file:///etc/passwd' })).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const report = readSourceReport(text);
        expect(report === undefined || report.kind === 'recording' || report.kind === 'playlist').toBe(true);
      }),
    );
    expect(readSourceReport('null')).toBeUndefined();
    expect(readSourceReport('<html>')).toBeUndefined();
  });
});

describe('titles', () => {
  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['-rf talk', 'rf talk'],
    ['.hidden', 'hidden'],
    ['CON', '_CON'],
    ['a/b\\c:d?', 'a_b_c_d_'],
    ['name. ', 'name'],
    ['???', 'fallback'],
    ['', 'fallback'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe'],
  ])('%j becomes the name %j', (title, stem) => {
    expect(titleStem(title, 'fallback')).toBe(stem);
  });

  it('gives names that every system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => {
        const stem = titleStem(title, 'fallback');
        expect(stem).toMatch(/^[^.\-\s][^<>:"/\\|?*]*$/u);
        expect(stem).not.toMatch(/[\p{Cc}\p{Cf}]|[.\s]$/u);
        expect([...stem].length).toBeLessThanOrEqual(101);
        expect(cleanTitle(cleanTitle(title))).toBe(cleanTitle(title));
      }),
    );
  });
});
