import { describe, expect, it } from 'vitest';
import type { CueTranslation } from '../../timeline/cue-notes.ts';
import type { Cue } from '../../timeline/types.ts';
import { cuesToTranslate } from './cues-to-translate.ts';
import { putCues } from './put-lines.ts';

const cue = (id: string, translation?: CueTranslation): Cue => ({
  ...{ id, startMs: 0, endMs: 1000, lines: [`text ${id}`], wordIds: [] },
  ...(translation === undefined ? {} : { translations: { fr: translation } }),
});
const of = (id: string, more: Partial<CueTranslation> = {}): CueTranslation => ({
  ...{ lines: [`fr ${id}`], of: `text ${id}`, by: 'model' },
  ...more,
});
const cues = [
  cue('new'),
  cue('done', of('done')),
  cue('old', of('old', { of: 'what it said before' })),
  cue('own', of('own', { by: 'user', of: 'what it said before' })),
  cue('locked', of('locked', { locked: true })),
  cue('failed', { lines: ['text failed'], of: 'text failed', flags: ['not-translated'] }),
  cue('music', { lines: ['text music'], of: 'text music' }),
];
const todo = (wish: object = {}) => cuesToTranslate({ cues, speakers: [] }, { language: 'fr', again: false, ...wish });

describe('cuesToTranslate', () => {
  it('takes what is missing, failed or out of date, and knows the rest', () => {
    const { asked, kept, lines } = todo();
    expect([...asked]).toEqual(['new', 'old', 'failed']);
    expect(kept).toBe(2);
    expect(lines.map(({ id, known }) => [id, known])).toEqual([
      ['new', undefined],
      ['done', ['fr done']],
      ['old', undefined],
      ['own', ['fr own']],
      ['locked', ['fr locked']],
      ['failed', undefined],
      ['music', []],
    ]);
  });

  it('takes translated ones again where that is wished, never those of a person', () => {
    expect([...todo({ again: true }).asked]).toEqual(['new', 'done', 'old', 'failed', 'music']);
    expect([...todo({ again: true, cues: ['done', 'own', 'locked'] }).asked]).toEqual(['done']);
    expect([...todo({ language: 'tr' }).asked]).toHaveLength(cues.length);
  });
});

describe('putCues', () => {
  it('keeps an earlier translation where the new one failed, and takes out what no document holds', () => {
    const failed = (id: string) => ({ id, lines: [`text ${id}`], flags: ['refused'] as const });
    const lines = [failed('new'), failed('old'), { id: 'done', lines: ['a\u0007b', '\u2028'], flags: [], by: 'x' }];
    expect(putCues(cues, lines, 'fr', false)).toEqual([
      { cue: 'new', of: 'text new', lines: ['text new'], flags: ['refused'] },
      { cue: 'done', of: 'text done', lines: ['a b'], by: 'x' },
    ]);
    expect(putCues(cues, lines, 'fr', true).map((put) => put.cue)).toEqual(['done']);
  });
});
