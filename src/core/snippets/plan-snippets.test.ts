import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newDocument } from '../document/new-document.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';
import { folded } from './file-stem.ts';
import { planSnippets } from './plan-snippets.ts';
import { type SnippetWish, snippetWishSchema } from './snippet-wish.ts';

const LENGTH_MS = 60_000;
const wishOf = (wish: object = {}): SnippetWish => snippetWishSchema.parse(wish);

function documentOf(cues: readonly Partial<Cue>[], more: Partial<VoxlaneDocument> = {}): VoxlaneDocument {
  return {
    ...newDocument({ media: { name: 'talk.wav', contentId: '', durationMs: LENGTH_MS, channels: 1 } }),
    speakers: [
      { id: 'S1', name: 'Ann' },
      { id: 'S2', name: 'Bob' },
    ],
    ...more,
    cues: cues.map((cue, at) => ({
      id: `c${at + 1}`,
      startMs: 0,
      endMs: 0,
      lines: [`line ${at + 1}`],
      wordIds: [],
      ...cue,
    })),
  };
}

/** Anything that people, models and attackers write. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '../../etc/passwd',
    'CON',
    'nul.txt',
    'a\u202Egnp.exe',
    '.hidden',
    '-rf',
    'Ünal',
    'Ünal',
    'ünal',
    '',
    ' . ',
    'x'.repeat(500),
    'ﬁ',
    '=1+2',
  ),
);
const anyCues = fc.array(
  fc.record({
    startMs: fc.integer({ min: 0, max: LENGTH_MS + 2000 }),
    length: fc.integer({ min: 0, max: 4000 }),
    speaker: fc.constantFrom('S1', 'S2', undefined),
    text: anyText,
  }),
  { maxLength: 30 },
);

describe('planSnippets', () => {
  it('keeps order and bounds, and padding never reaches what is said around a piece', () => {
    fc.assert(
      fc.property(
        anyCues,
        fc.integer({ min: 0, max: 3000 }),
        fc.option(fc.integer({ min: 0, max: 1000 })),
        fc.constantFrom('S1', undefined),
        fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined }),
        (drawn, paddingMs, gap, speaker, paddingAfterMs) => {
          const document = documentOf(
            drawn.map(({ startMs, length, text, speaker: own }) => ({
              startMs,
              endMs: startMs + length,
              lines: [text],
              ...(own === undefined ? {} : { speaker: own }),
            })),
          );
          const wish = wishOf({
            paddingMs,
            ...(paddingAfterMs === undefined ? {} : { paddingAfterMs }),
            ...(gap === null ? {} : { mergeGapMs: gap }),
            speakers: speaker === undefined ? [] : [speaker],
          });
          const { snippets } = planSnippets(document, wish);
          const inside = document.cues.filter((cue) => cue.endMs > cue.startMs && cue.startMs < LENGTH_MS);
          const wanted = inside.filter((cue) => speaker === undefined || cue.speaker === speaker);
          expect(snippets.flatMap(({ cues }) => cues).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
          for (const [at, snippet] of snippets.entries()) {
            expect(snippet.startMs).toBeGreaterThanOrEqual(Math.max(0, snippet.speech.startMs - paddingMs));
            expect(snippet.endMs).toBeLessThanOrEqual(
              Math.min(LENGTH_MS, snippet.speech.endMs + (paddingAfterMs ?? paddingMs)),
            );
            expect(snippet.startMs).toBeLessThanOrEqual(snippet.speech.startMs);
            expect(snippet.endMs).toBeGreaterThanOrEqual(Math.min(LENGTH_MS, snippet.speech.endMs));
            for (const cue of inside.filter(({ id }) => !snippet.cues.includes(id))) {
              const apart = cue.endMs <= snippet.speech.startMs || cue.startMs >= snippet.speech.endMs;
              if (apart) expect(cue.endMs <= snippet.startMs || cue.startMs >= snippet.endMs).toBe(true);
            }
            for (const other of snippets.slice(at + 1)) {
              expect(other.speech.startMs).toBeGreaterThanOrEqual(snippet.speech.startMs);
              if (other.speech.startMs >= snippet.speech.endMs)
                expect(other.startMs).toBeGreaterThanOrEqual(snippet.endMs);
            }
          }
        },
      ),
    );
  });

  it('gives every piece a name of its own that all systems take', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyText, anyText), { maxLength: 20 }),
        fc.constantFrom('{text}', '{speaker}{text}', '../{speaker}/{text}', '{label}', '{n}_{text}'),
        (drawn, template) => {
          const document = documentOf(
            drawn.map(([text], at) => ({ startMs: at * 100, endMs: at * 100 + 90, lines: [text], speaker: `S${at}` })),
            { speakers: drawn.map(([, name], at) => ({ id: `S${at}`, name })) },
          );
          const names = planSnippets(document, wishOf({ template })).snippets.map(({ file }) => file);
          expect(new Set(names.map(folded)).size).toBe(drawn.length);
          for (const name of names) {
            expect(name).toMatch(/^[^\\/:*?"<>|\p{C}.\s-][^\\/:*?"<>|\p{C}]*\.wav$/u);
            expect(name).not.toMatch(/[\s.]\.wav$|^(?:con|prn|aux|nul|com\d|lpt\d)\./iu);
            expect(new TextEncoder().encode(name).length).toBeLessThan(200);
            expect(name).not.toMatch(/^snippets\.(?:csv|json)$/iu);
          }
        },
      ),
    );
  });

  it('counts on where thousands of pieces are called like their speaker', () => {
    const cues = Array.from({ length: 4000 }, (_, at) => ({
      ...{ startMs: at * 15, endMs: at * 15 + 10, lines: ['a'], speaker: `S${at % 2}` },
    }));
    const speakers = ['Ann', 'ANN'].map((name, at) => ({ id: `S${at}`, name }));
    const names = planSnippets(documentOf(cues, { speakers }), wishOf({ template: '{speaker}' })).snippets;
    expect(names.map(({ file }) => file).slice(0, 4)).toEqual(['Ann.wav', 'ANN-2.wav', 'Ann-3.wav', 'ANN-4.wav']);
    expect(names.at(-1)?.file).toBe('ANN-4000.wav');
  });

  it('names pieces by the template, without holes for what is not known', () => {
    const document = documentOf([
      { startMs: 3_723_004, endMs: 3_724_000, speaker: 'S1', lines: ['<i>Who</i> is', 'there: me?'] },
      { startMs: 3_725_000, endMs: 3_726_000, lines: ['Nobody.'] },
    ]);
    const { snippets } = planSnippets(document, wishOf(), 4_000_000);
    expect(snippets.map(({ file }) => file)).toEqual([
      '001_Ann_01h02m03s004_Who is there_me.wav',
      '002_01h02m05s000_Nobody.wav',
    ]);
    expect(() => planSnippets(document, wishOf({ template: '{who}' }))).toThrowError(/\{who\}/u);
    expect(() => planSnippets(document, wishOf({ template: 'all' }))).toThrowError(/no field/u);
  });

  it('shares a short pause between two pieces and fills it with one where the other is not wanted', () => {
    const document = documentOf([
      { startMs: 1000, endMs: 2000, speaker: 'S1' },
      { startMs: 2301, endMs: 3000, speaker: 'S2' },
    ]);
    const spans = (wish: object) =>
      planSnippets(document, wishOf(wish)).snippets.map(({ startMs, endMs }) => [startMs, endMs]);
    expect(spans({ paddingMs: 500 })).toEqual([
      [500, 2150],
      [2151, 3500],
    ]);
    expect(spans({ paddingMs: 500, speakers: ['Ann'] })).toEqual([[500, 2301]]);
    expect(spans({ paddingMs: 500, overlap: true })).toEqual([
      [500, 2500],
      [1801, 3500],
    ]);
  });

  it('adds as much in front and behind as each is asked for, and never reaches over the ends of the recording', () => {
    const document = documentOf([
      { startMs: 300, endMs: 2000 },
      { startMs: LENGTH_MS - 1000, endMs: LENGTH_MS - 100 },
      { startMs: LENGTH_MS + 10, endMs: LENGTH_MS + 900 },
    ]);
    const spans = (wish: object) =>
      planSnippets(document, wishOf(wish)).snippets.map(({ startMs, endMs }) => [startMs, endMs]);
    expect(spans({ paddingMs: 200, paddingAfterMs: 0 })).toEqual([
      [100, 2000],
      [LENGTH_MS - 1200, LENGTH_MS - 100],
    ]);
    expect(planSnippets(document, wishOf()).beyond).toBe(1);
    for (const overlap of [false, true]) {
      expect(spans({ paddingMs: 500, paddingAfterMs: 700, overlap })).toEqual([
        [0, 2700],
        [LENGTH_MS - 1500, LENGTH_MS],
      ]);
    }
  });

  it('takes only the cues that were named, and what other people say still ends their padding', () => {
    const document = documentOf(
      [
        { startMs: 0, endMs: 900, speaker: 'S1' },
        { startMs: 1000, endMs: 1900, speaker: 'S2' },
        { startMs: 2000, endMs: 2900, speaker: 'S1' },
      ],
      {
        turns: [
          { startMs: 0, endMs: 900, speaker: 'S1' },
          { startMs: 1000, endMs: 1900, speaker: 'S2' },
          { startMs: 2000, endMs: 2900, speaker: 'S1' },
        ],
      },
    );
    const { snippets, missing } = planSnippets(
      document,
      wishOf({ cues: ['c3', 'c1', 'gone'], paddingMs: 500, mergeGapMs: 5000 }),
    );
    expect(snippets.map(({ cues, startMs, endMs }) => ({ cues, startMs, endMs }))).toEqual([
      { cues: ['c1'], startMs: 0, endMs: 1000 },
      { cues: ['c3'], startMs: 1900, endMs: 3400 },
    ]);
    expect(missing).toBe(1);
    const turns = planSnippets(document, wishOf({ cues: ['c2'], unit: 'turn' }));
    expect(turns.snippets.map(({ cues }) => cues)).toEqual([['c2']]);
    expect(planSnippets(document, wishOf({ cues: ['c1', 'c2'], speakers: ['Bob'] })).snippets).toHaveLength(1);
  });

  it('joins what one speaker says in a row, and not across another', () => {
    const document = documentOf([
      { startMs: 0, endMs: 1000, speaker: 'S1' },
      { startMs: 1200, endMs: 2000, speaker: 'S1' },
      { startMs: 2100, endMs: 2200, speaker: 'S2' },
      { startMs: 2300, endMs: 3000, speaker: 'S1' },
    ]);
    const plan = planSnippets(document, wishOf({ mergeGapMs: 500, speakers: ['S1'] }));
    expect(plan.snippets.map(({ cues }) => cues)).toEqual([['c1', 'c2'], ['c4']]);
    expect(plan.snippets[0]?.text).toBe('line 1 line 2');
  });

  it('finds by class, character and text, and says what is not there', () => {
    const role = (label: string, character?: string, confidence?: number) => ({
      classes: {
        role: {
          label,
          by: 'test',
          ...(character === undefined ? {} : { character }),
          ...(confidence === undefined ? {} : { confidence }),
        },
      },
    });
    const document = documentOf(
      [
        { startMs: 0, endMs: 900, ...role('in', 'Frodo', 0.9), lines: ['I will take', 'the ring'] },
        { startMs: 1000, endMs: 1900, ...role('in', 'Sam', 0.5), lines: ['Mister Frodo'] },
        { startMs: 2000, endMs: 2900, ...role('out'), lines: ['Pizza?'] },
      ],
      {
        classSchemas: [
          {
            id: 'role',
            name: 'Role',
            question: 'In or out?',
            labels: [
              { id: 'in', name: 'In', meaning: 'in character' },
              { id: 'out', name: 'Out', meaning: 'out of character' },
            ],
            characters: true,
            evidence: false,
          },
        ],
      },
    );
    const cuesOf = (wish: object) => planSnippets(document, wishOf(wish)).snippets.flatMap(({ cues }) => cues);
    expect(cuesOf({ class: { schema: 'role', label: 'in' } })).toEqual(['c1', 'c2']);
    expect(cuesOf({ class: { schema: 'role', label: 'in', character: 'frodo' } })).toEqual(['c1']);
    expect(cuesOf({ find: { text: 'take the' } })).toEqual(['c1']);
    expect(cuesOf({ find: { text: '^(?:Mister|Pizza)', mode: 'regex' } })).toEqual(['c2', 'c3']);
    expect(cuesOf({ find: { text: 'frodo' }, class: { schema: 'role', label: 'out' } })).toEqual([]);
    const merged = planSnippets(document, wishOf({ mergeGapMs: 500 })).snippets;
    expect(merged.map(({ classes }) => classes['role'])).toEqual([
      { labels: ['in', 'out'], characters: ['Frodo', 'Sam'], confidence: 0.5 },
    ]);
    for (const wish of [
      { class: { schema: 'mood', label: 'in' } },
      { class: { schema: 'role', label: 'sideways' } },
      { speakers: ['Nobody'] },
      { find: { text: '(a+)+$', mode: 'regex' } },
      { find: { text: '(', mode: 'regex' } },
    ]) {
      expect(() => planSnippets(document, wishOf(wish))).toThrowError(
        expect.objectContaining({ code: 'options-invalid' }),
      );
    }
  });

  it('takes turns with the cues of their speaker, and the own track of whoever has one', () => {
    const track = (name: string) => ({ name, contentId: name, stream: 0, startMs: 0 });
    const document = documentOf(
      [
        { startMs: 0, endMs: 900, speaker: 'S1' },
        { startMs: 1000, endMs: 1900, speaker: 'S1' },
        { startMs: 1500, endMs: 2500, speaker: 'S2' },
      ],
      {
        media: { name: 'a', contentId: 'a', durationMs: LENGTH_MS, channels: 2, tracks: [track('a'), track('b')] },
        speakers: [
          { id: 'S1', name: 'Ann', channel: 0 },
          { id: 'S2', name: 'Bob' },
        ],
        turns: [
          { startMs: 0, endMs: 2000, speaker: 'S1' },
          { startMs: 1500, endMs: 2500, speaker: 'S2', channel: 1 },
        ],
      },
    );
    const turns = planSnippets(document, wishOf({ unit: 'turn' })).snippets;
    expect(turns.map(({ cues, track: own }) => ({ cues, own }))).toEqual([
      { cues: ['c1', 'c2'], own: 0 },
      { cues: ['c3'], own: 1 },
    ]);
    expect(planSnippets(document, wishOf()).snippets.map(({ track: own }) => own)).toEqual([0, 0, undefined]);
  });
});
