import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cue } from '../../timeline/types.ts';
import { applyOperations } from '../edits/apply.ts';
import { lintDocument } from '../lint.ts';
import { newDocument } from '../new-document.ts';
import type { VoxlaneDocument } from '../types.ts';
import { findCues } from './find-cues.ts';
import { compileFind, type FindQuery, type Matcher } from './query.ts';
import { previewReplace, replaceCues } from './replace-cues.ts';

const documentOf = (...texts: (readonly string[])[]): VoxlaneDocument =>
  newDocument({
    cues: texts.map((lines, n): Cue => ({ id: `c${n}`, startMs: n * 1000, endMs: n * 1000 + 900, lines, wordIds: [] })),
  });
const plain = (text: string, more: Partial<FindQuery> = {}): Matcher =>
  ready({ text, mode: 'plain', caseSensitive: false, wholeWord: false, ...more });
const regex = (text: string, more: Partial<FindQuery> = {}): Matcher => plain(text, { mode: 'regex', ...more });
function ready(query: FindQuery): Matcher {
  const compiled = compileFind(query);
  if (compiled.kind === 'invalid') throw new Error(compiled.reason);
  return compiled.matcher;
}
const found = (document: VoxlaneDocument, matcher: Matcher): string[] =>
  findCues(document, matcher).hits.flatMap(({ index, ranges }) =>
    ranges.map(({ start, end }) => document.cues[index]?.lines.join('\n').slice(start, end) ?? ''),
  );
function replaced(document: VoxlaneDocument, matcher: Matcher, replacement: string): (readonly string[])[] {
  const step = replaceCues(document, previewReplace(document, matcher, replacement).hits);
  if (step.kind === 'none') throw new Error(step.reason);
  const result = applyOperations(document, step.operations);
  if (result.kind === 'refused') throw new Error(result.reason);
  expect(lintDocument(result.document)).toEqual([]);
  return result.document.cues.map(({ lines }) => lines);
}

describe('finding', () => {
  it('plain text: any case or the same one, whole words, over line breaks, not in tags', () => {
    const text = documentOf(['How are', 'you?'], ['<i>I</i> fear HOW'], ['Ökö']);
    expect(found(text, plain('how'))).toEqual(['How', 'HOW']);
    expect(found(text, plain('How', { caseSensitive: true }))).toEqual(['How']);
    expect(found(text, plain('are you'))).toEqual(['are\nyou']);
    expect(found(text, plain('i', { wholeWord: true }))).toEqual(['I']);
    expect(found(text, plain('kö', { wholeWord: true }))).toEqual([]);
    expect(found(text, plain('ÖKÖ'))).toEqual(['Ökö']);
    expect(found(documentOf(['a.b', 'axb']), plain('a.b'))).toEqual(['a.b']);
  });

  it('knows the two i of Turkish', () => {
    const text = documentOf(['İyi IŞIK ışık iyi']);
    expect(found(text, plain('iyi', { language: 'tr' }))).toEqual(['İyi', 'iyi']);
    expect(found(text, plain('ışık', { language: 'tr-TR' }))).toEqual(['IŞIK', 'ışık']);
    expect(found(text, plain('IŞIK', { language: 'en' }))).toEqual(['IŞIK']);
  });

  it('stops when time is over and goes on there, and tells what is too long to search', () => {
    const text = documentOf(['a'], ['a'], ['a '.repeat(400)]);
    let left = 1;
    const first = findCues(text, plain('a'), { isOver: () => left-- <= 0 });
    expect([first.hits.length, first.next]).toEqual([2, 2]);
    expect(findCues(text, regex('(\\w+) (\\w+) (.*)$'), { from: 2 })).toEqual({ hits: [], skipped: ['c2'] });
  });

  it.each([
    ['empty', ''],
    ['too-long', 'x'.repeat(501)],
    ['syntax', '('],
    ['syntax', 'a)(b'],
    ['nested-quantifier', '(a+)+$'],
    ['nested-quantifier', '(?:(x*)y?){2,}'],
    ['ambiguous-alternation', '(a|a)*b'],
    ['ambiguous-alternation', '(?:\\w|\\d)+b'],
    ['ambiguous-alternation', '(?:\\wx|ax)*y'],
    ['ambiguous-alternation', '(?:(?:a)b|ab)*y'],
    ['ambiguous-alternation', '(?:x(?:a|a)y)*z'],
    ['ambiguous-alternation', '(?:ſ|s)*y'],
    ['too-many-quantifiers', '.*.*.*.*.*x'],
    ['too-many-quantifiers', `${'a?'.repeat(40)}${'a'.repeat(40)}`],
  ])('refuses %s: %s', (reason, text) => {
    const query = { mode: 'regex', caseSensitive: false, wholeWord: true } as const;
    expect(compileFind({ ...query, text })).toMatchObject({ kind: 'invalid', reason });
  });

  it('takes the patterns people write', () => {
    for (const text of [
      '^- ?',
      '(\\d{1,2}):(\\d{2})',
      '(?:foo|bar)+',
      '\\[[^\\]]*\\]',
      '(\\w)\\1',
      '(?<=\\p{L}) +$',
      '(?:😀|😁)+',
      '(?:a(?:b|c))*d',
    ])
      expect(compileFind({ text, mode: 'regex', caseSensitive: false, wholeWord: false }).kind).toBe('ready');
  });
});

describe('replacing', () => {
  it('keeps tags, fills in groups, and can make and remove lines', () => {
    expect(replaced(documentOf(['<i>one</i> two']), plain('one two'), '$1')).toEqual([['<i>$1</i>']]);
    expect(replaced(documentOf(['Anna: hi', 'Bob: ho']), regex('^(\\w+): (.*)$'), '$2 ($1)')).toEqual([
      ['hi (Anna)', 'ho (Bob)'],
    ]);
    expect(replaced(documentOf(['a, b']), regex(', '), ',\\n')).toEqual([['a,', 'b']]);
    expect(replaced(documentOf(['gone'], ['gone too']), plain('gone'), '')).toEqual([[], [' too']]);
  });

  it('one place only, and leaves dialogues alone that would lose a line', () => {
    const text = documentOf(['a a'], ['a']);
    const { hits } = previewReplace(text, plain('a'), 'b', { only: { cue: 'c0', match: 1 } });
    expect(hits).toEqual([{ cue: 'c0', index: 0, before: ['a a'], after: ['a b'], count: 1 }]);
    const [cue] = text.cues;
    const { wordIds = [] } = cue ?? {};
    const dialogue = newDocument({
      speakers: ['S1', 'S2'].map((id) => ({ id, name: id })),
      cues: [{ id: 'c', startMs: 0, endMs: 9, lines: ['a', 'b'], lineSpeakers: ['S1', 'S2'], wordIds }],
    });
    const blocked = previewReplace(dialogue, plain('a'), '').hits;
    expect(blocked).toMatchObject([{ blocked: 'line-speakers' }]);
    expect(replaceCues(dialogue, blocked)).toEqual({ kind: 'none', reason: 'unchanged' });
  });

  it('of plain text does what replaceAll does, whatever the text', () => {
    const text = fc.stringMatching(/^[a-c<>$\\.* İß]{1,12}$/u).filter((value) => value.trim() !== '');
    fc.assert(
      fc.property(text, text, text, (line, wanted, fresh) => {
        fc.pre(!/\s/u.test(wanted) && !/<\/?b>/iu.test(line));
        const matcher = plain(wanted, { caseSensitive: true });
        const after = line.replaceAll(wanted, () => fresh).trimEnd();
        const { hits } = previewReplace(documentOf([line]), matcher, fresh);
        const [hit] = hits;
        expect(hit === undefined ? line : hit.after.join('\n')).toBe(
          hit === undefined ? line : after.trim() === '' ? '' : after,
        );
        expect(hit !== undefined).toBe(line.includes(wanted) && after !== line);
      }),
    );
  });
});
