import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLine, encodeLine, LINE_MARK, restoreLines } from './line-text.ts';

const word = fc.stringMatching(/^[a-zçğışöü]{1,8}$/u);
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '));

describe('a line on its way to a model', () => {
  it('goes without what surrounds it, and comes back with it', () => {
    const surrounding = fc.constantFrom(
      ['<i>', '</i>'],
      ['{\\an8}', ''],
      ['♪ ', ' ♪'],
      ['{\\an8}<i>', '</i>'],
      ['', ''],
    );
    fc.assert(
      fc.property(words, surrounding, words, (text, [before = '', after = ''], reply) => {
        const encoded = encodeLine([before + text + after]);
        expect(encoded.text).toBe(text);
        const decoded = decodeLine(encoded, reply);
        expect(decoded).toEqual({ voices: [reply], tagsLost: false });
        expect(restoreLines(encoded, [reply], [reply])).toEqual([before + reply + after]);
      }),
    );
  });

  it('keeps the voices of a dialogue apart, whatever dash they have, and refuses answers with fewer or more', () => {
    const dash = fc.constantFrom('- ', '-', '– ', '');
    fc.assert(
      fc.property(fc.array(words, { minLength: 2, maxLength: 3 }), dash, (texts, sign) => {
        const encoded = encodeLine(
          texts.map((text) => sign + text),
          sign === '',
        );
        expect(encoded.text.split(` ${LINE_MARK} `)).toEqual(texts);
        const decoded = decodeLine(encoded, encoded.text);
        expect(restoreLines(encoded, decoded?.voices ?? [], [])).toEqual(texts.map((text) => sign + text));
        expect(decodeLine(encoded, texts.join(' '))).toBeUndefined();
        expect(decodeLine(encoded, `${encoded.text} ${LINE_MARK} x`)).toBeUndefined();
      }),
    );
  });

  it('loses all tags inside rather than half of a pair', () => {
    const encoded = encodeLine(['this is <b>very</b> far']);
    expect(decodeLine(encoded, "c'est <b>très</b> loin")).toEqual({
      voices: ["c'est <b>très</b> loin"],
      tagsLost: false,
    });
    expect(decodeLine(encoded, "c'est <b>très loin")).toEqual({ voices: ["c'est très loin"], tagsLost: true });
  });

  it('joins what is one sentence over two lines in italics', () => {
    const encoded = encodeLine(['<i>far away,</i>', '<i>so close</i>']);
    expect([encoded.before, encoded.text, encoded.after]).toEqual(['<i>', 'far away, so close', '</i>']);
  });
});
