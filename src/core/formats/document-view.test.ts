import { describe, expect, it } from 'vitest';
import { newDocument } from '../document/new-document.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import { parseClassChoice } from './class-choice.ts';
import { convertText } from './convert.ts';
import { viewOf } from './document-view.ts';
import { jsonCodec, writeJson } from './json/json-codec.ts';
import { srtCodec } from './srt/srt-codec.ts';
import { writeWhole } from './write-in-chunks.ts';

const cue = (at: number, text: string, french: string | undefined, label: string) => ({
  ...{ id: `c${at}`, startMs: at * 1000, endMs: at * 1000 + 900, lines: [text], wordIds: [] },
  ...(french === undefined
    ? {}
    : { translations: { fr: { lines: [french], of: text, by: 'm' }, de: { lines: ['x'], of: text, by: 'm' } } }),
  classes: { voice: { label, by: 'm' } },
});
const document: VoxlaneDocument = newDocument({
  language: 'en',
  cues: [cue(1, 'hello', 'salut', 'in'), cue(2, 'roll', undefined, 'out'), cue(3, 'bye', 'adieu', 'in')],
  translations: [{ language: 'fr' }, { language: 'de' }],
  classSchemas: [
    {
      ...{ id: 'voice', name: 'Voice', question: '?', characters: false, evidence: false },
      labels: ['in', 'out'].map((id) => ({ id, name: id, meaning: id })),
    },
  ],
  summaries: [{ language: 'fr', text: 'Rien.', highlights: [], by: 'm' }],
});
const losses = (codec: typeof srtCodec, options: Parameters<typeof viewOf>[1]) =>
  writeWhole(codec, document, options).losses.map(({ code, count }) => `${code} ${count}`);
const IN = { schema: 'voice', labels: ['in'] };

describe('a view of a document', () => {
  it('is the document itself when nothing is asked for, and a format without notes says that they are lost', () => {
    expect(viewOf(document, {})).toEqual({ document, losses: [] });
    expect(losses(jsonCodec, {})).toEqual([]);
    expect(losses(srtCodec, {})).toEqual(['translations 4', 'classes 3', 'summaries 1', 'project-data 1']);
  });

  it('says what another language leaves out', () => {
    expect(losses(jsonCodec, { language: 'fr' })).toEqual(['untranslated 1', 'source-text 2', 'translations 2']);
    expect(losses(jsonCodec, { language: 'fr', bilingual: 'below' })).toEqual(['untranslated 1', 'translations 2']);
    expect(losses(jsonCodec, { language: 'en' })).toEqual([]);
  });

  it('puts both together: the lines of a class in a language', () => {
    const { text, losses: lost } = writeWhole(srtCodec, document, { language: 'fr', bilingual: 'above', classes: IN });
    expect(text).toBe(
      '1\n00:00:01,000 --> 00:00:01,900\nsalut\nhello\n\n2\n00:00:03,000 --> 00:00:03,900\nadieu\nbye\n',
    );
    // The third cue is the second one of the file.
    expect(lost.map(({ code }) => code)).toEqual([
      ...['filtered-cues', 'translations', 'cue-ids', 'classes', 'summaries', 'project-data'],
    ]);
  });

  it('goes with a document that is converted', () => {
    const { text } = convertText({
      ...{ text: writeJson(document).text, from: 'json', to: 'srt' },
      write: { language: 'fr' },
    });
    expect(text).toContain('salut\n');
    expect(text).toContain('roll\n');
    expect(text).not.toContain('hello');
  });

  it.each([
    [{ language: 'tr' }, /not translated to "tr"/, /fr, de/],
    [{ language: 'en', bilingual: 'above' as const }, /not translated to "en"/, /fr, de/],
    [{ bilingual: 'above' as const }, /without the second one/, /language/],
    [{ characters: true }, /without the classes/, /classes/],
    [{ classes: { schema: 'mood', labels: ['in'] } }, /not sorted by "mood"/, /voice/],
    [{ classes: { schema: 'voice', labels: ['in', 'no'] } }, /no label "no"/, /in, out/],
    [{ classes: { schema: 'voice', labels: [] } }, /No label/, /in, out/],
  ])('refuses what the document does not have: %j', (options, what, action) => {
    const found = (() => {
      try {
        return viewOf(document, options);
      } catch (error) {
        return error;
      }
    })();
    expect(found).toMatchObject({
      code: 'options-invalid',
      parts: { what: expect.stringMatching(what) as string, action: expect.stringMatching(action) as string },
    });
  });

  it('reads a choice of classes', () => {
    expect(parseClassChoice(' voice = in, out,in ')).toEqual({ schema: 'voice', labels: ['in', 'out'] });
    for (const bad of ['voice', '=in', 'voice=', 'voice=in,', 'a=b=c', ''])
      expect(parseClassChoice(bad)).toBeUndefined();
  });
});
