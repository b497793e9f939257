import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outputStems } from './output-names.ts';

describe('outputStems', () => {
  it('drops the extension and keeps odd names', () => {
    expect(outputStems(['/a/-dash.wav', '/a/http:x.wav', '/a/مقابلة.mp3', '/a/v1.2.mkv'], () => '/out')).toEqual([
      '-dash',
      'http:x',
      'مقابلة',
      'v1.2',
    ]);
  });
  it('numbers inputs that would write the same files', () => {
    expect(outputStems(['/a/talk.wav', '/b/talk.mp3', '/b/TALK.wav'], () => '/out')).toEqual([
      'talk',
      'talk-2',
      'TALK-3',
    ]);
    expect(outputStems(['/a/talk.wav', '/b/talk.mp3'], (path) => path.slice(0, 2))).toEqual(['talk', 'talk']);
  });
  it('never makes a name the file system refuses, and never two equal ones', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).filter((text) => !/[/\0]/.test(text));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (list) => {
        const stems = outputStems(
          list.map((text) => `/in/${text}`),
          () => '/out',
        );
        expect(new Set(stems).size).toBe(list.length);
        for (const stem of stems) expect(Buffer.byteLength(`${stem}.rttm`)).toBeLessThanOrEqual(255);
      }),
    );
  });
});
