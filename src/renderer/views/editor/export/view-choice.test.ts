import { describe, expect, it } from 'vitest';
import { filesOf, nameTagOf, viewOptionsOf, WHOLE, withLabel } from './view-choice.ts';

const french = { ...WHOLE, language: 'fr' };
const inCharacter = { ...WHOLE, schema: 'character', labels: ['in'] };

describe('what is exported of a document', () => {
  it('is all of it as it was spoken, unless something is chosen', () => {
    expect(viewOptionsOf('srt', WHOLE)).toEqual({});
    expect(nameTagOf('srt', WHOLE)).toBe('');
    expect(filesOf('srt', WHOLE)).toEqual([WHOLE]);
  });

  it('asks for a language only where there is text, and for classes where there are parts', () => {
    const both = { ...french, ...inCharacter, layout: 'above', characters: true } as const;
    const classes = { schema: 'character', labels: ['in'] };
    expect(viewOptionsOf('vtt', both)).toEqual({ language: 'fr', bilingual: 'above', classes, characters: true });
    expect(viewOptionsOf('rttm', both)).toEqual({ classes, characters: true });
    expect(viewOptionsOf('chapters', both)).toEqual({});
    expect([nameTagOf('vtt', both), nameTagOf('rttm', both), nameTagOf('chapters', both)]).toEqual(['in.fr', 'in', '']);
  });

  it('makes two files where the source text is to have its own', () => {
    const apart = { ...french, layout: 'files' } as const;
    expect(filesOf('srt', apart).map((file) => viewOptionsOf('srt', file))).toEqual([{}, { language: 'fr' }]);
    expect(filesOf('rttm', apart)).toHaveLength(1);
    expect(filesOf('srt', { ...WHOLE, layout: 'files' })).toHaveLength(1);
  });

  it('keeps one label at least', () => {
    const two = withLabel(inCharacter, 'out', true);
    expect(two.labels).toEqual(['in', 'out']);
    expect(withLabel(two, 'in', false).labels).toEqual(['out']);
    expect(withLabel(inCharacter, 'in', false)).toEqual(inCharacter);
  });
});
