import { describe, expect, it } from 'vitest';
import { compileFind } from '../../../../core/document/find/query.ts';
import { newDocument } from '../../../../core/document/new-document.ts';
import { hitKey } from './find-state.ts';
import { nextPlace } from './places.ts';
import { searchDocument } from './search.ts';

const document = newDocument({
  language: 'en',
  cues: ['a port', 'nothing', 'port and port'].map((text, at) => ({
    ...{ id: `c${at}`, startMs: at * 1000, endMs: at * 1000 + 900, lines: [text], wordIds: [] },
    ...(at === 1 ? {} : { translations: { fr: { lines: ['un port'], of: text, by: 'model' } } }),
  })),
  translations: [{ language: 'fr' }],
});
const compiled = compileFind({ text: 'port', mode: 'plain', caseSensitive: false, wholeWord: false });
if (compiled.kind === 'invalid') throw new Error(compiled.reason);
const { matcher } = compiled;

describe('finding in a text and its translation', () => {
  it('gives the places of both in the order of the cues, and walks through them all', async () => {
    const found = await searchDocument(
      document,
      [{ matcher }, { matcher, language: 'fr' }],
      undefined,
      new AbortController().signal,
    );
    const hits = found?.hits ?? [];
    expect(hits.map(hitKey)).toEqual(['c0', 'c0 fr', 'c2', 'c2 fr']);
    const walk = (by: 1 | -1): string[] => {
      const seen: string[] = [];
      let last: Parameters<typeof nextPlace>[2];
      let current = { cue: 'c0' as string | undefined, index: 0 };
      for (let step = 0; step < 5; step++) {
        const place = nextPlace(hits, by, last, current);
        if (place === undefined) break;
        seen.push(`${hitKey(place)}:${place.match}`);
        last = place;
        current = { cue: place.cue, index: place.index };
      }
      return seen;
    };
    const forward = ['c0:0', 'c0 fr:0', 'c2:0', 'c2:1', 'c2 fr:0'];
    expect(walk(1)).toEqual(forward);
    expect(walk(-1)).toEqual([...forward].reverse());
  });

  it('looks only where it is told', async () => {
    const only = await searchDocument(
      document,
      [{ matcher, language: 'fr' }],
      new Set(['c2']),
      new AbortController().signal,
    );
    expect(only?.hits.map(hitKey)).toEqual(['c2 fr']);
  });
});
