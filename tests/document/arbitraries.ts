import fc from 'fast-check';
import { newDocument } from '../../src/core/document/new-document.ts';
import type { EditOperation } from '../../src/core/document/edits/operations.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import type { Cue, Turn, Word } from '../../src/core/timeline/types.ts';
import { grantNote, NOTE_WISHES } from './note-wishes.ts';

const SPEAKERS = ['S1', 'S2', 'S3'];
const TEXTS = ['yes', 'no,', 'well', 'a', 'banana', '漢', 'e\u0301', '😀', "don't", 'Ünal.'];

const anyWordDraft = fc.record({
  gap: fc.integer({ min: -40, max: 700 }),
  length: fc.integer({ min: 20, max: 600 }),
  text: fc.constantFrom(...TEXTS),
  speaker: fc.option(fc.nat(2), { nil: undefined, freq: 6 }),
  glued: fc.boolean(),
  /** How the word goes on: in its line, in a new line, in a new cue, or outside all cues. */
  place: fc.constantFrom('line', 'line', 'line', 'break', 'cue', 'cue', 'none'),
  dash: fc.boolean(),
});

/** Sound documents with linked layers: words with and without speakers, dash cues, empty cues, channels, imported parts. */
export const anyLinkedDocument: fc.Arbitrary<VoxlaneDocument> = fc
  .record({
    drafts: fc.array(anyWordDraft, { maxLength: 30 }),
    split: fc.boolean(),
    styled: fc.boolean(),
    imported: fc.boolean(),
    empty: fc.array(fc.record({ startMs: fc.nat(9000), length: fc.integer({ min: 2, max: 900 }) }), { maxLength: 2 }),
    confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  })
  .map(({ drafts, split, styled, imported, empty, confidence }) => {
    let atMs = 0;
    let endMs = 0;
    const words = drafts.map((draft, index): Word => {
      const startMs = Math.max(atMs, endMs + draft.gap);
      atMs = startMs;
      endMs = startMs + draft.length;
      const speaker = draft.speaker === undefined ? undefined : SPEAKERS[draft.speaker];
      return {
        id: `w${index + 1}`,
        startMs,
        endMs,
        text: draft.text,
        confidence: 0.5,
        timing: 'dtw',
        engine: 'test',
        ...(split ? { channel: draft.speaker ?? 0 } : {}),
        ...(speaker === undefined ? {} : { speaker }),
        ...(draft.glued ? { spaceBefore: false } : {}),
      };
    });
    const groups: { word: Word; place: string; dash: boolean }[][] = [];
    for (const [index, word] of words.entries()) {
      const { place = 'line', dash = false } = drafts[index] ?? {};
      if (place === 'none') continue;
      if (place === 'cue' || groups.length === 0) groups.push([]);
      groups.at(-1)?.push({ word, place, dash });
    }
    const spoken = groups.map((group) => cueOf(group, styled));
    const silent = empty.map(({ startMs, length }, index): Omit<Cue, 'id'> => {
      const speaker = SPEAKERS[index];
      return {
        startMs,
        endMs: startMs + length,
        lines: [],
        wordIds: [],
        ...(speaker === undefined ? {} : { speaker }),
      };
    });
    const cues = [...spoken, ...silent]
      .sort((a, b) => a.startMs - b.startMs)
      .map((cue, index): Cue => ({ id: `c${index + 1}`, ...cue }));
    const exclusiveTurns = turnsOf(words, split, confidence);
    const overlapping = exclusiveTurns.map((turn, index) => ({ ...turn, speaker: SPEAKERS[index % 3] ?? 'S1' }));
    return newDocument({
      speakers: SPEAKERS.map((id, index) => ({
        id,
        name: `Speaker ${index + 1}`,
        ...(split ? { channel: index } : {}),
      })),
      words,
      exclusiveTurns,
      turns: [...exclusiveTurns, ...overlapping].sort((a, b) => a.startMs - b.startMs),
      cues,
      ...(imported ? { imported: importedOf(cues), chapters: [{ startMs: 0, endMs: 500, title: 'One' }] } : {}),
    });
  });

function cueOf(group: readonly { word: Word; place: string; dash: boolean }[], styled: boolean): Omit<Cue, 'id'> {
  const rows: Word[][] = [[]];
  for (const [index, { word, place }] of group.entries()) {
    if (place === 'break' && index > 0) rows.push([]);
    rows.at(-1)?.push(word);
  }
  const texts = rows.map((row) =>
    row.map((word, index) => (index > 0 && word.spaceBefore !== false ? ' ' : '') + word.text).join(''),
  );
  const lines = styled ? texts.map((text, index) => (index === 0 ? `<i>${text}` : text)).map(closeLast) : texts;
  const all = group.map(({ word }) => word);
  const lineSpeakers = rows.map((row) => row[0]?.speaker ?? 'S1');
  const several = group[0]?.dash === true && new Set(lineSpeakers).size > 1;
  const speaker = all[0]?.speaker;
  return {
    startMs: all[0]?.startMs ?? 0,
    endMs: Math.max(...all.map((word) => word.endMs)) + 100,
    lines,
    ...(several ? { lineSpeakers } : speaker === undefined ? {} : { speaker }),
    wordIds: all.map((word) => word.id),
  };
}

function closeLast(line: string, index: number, lines: readonly string[]): string {
  return index === lines.length - 1 ? `${line}</i>` : line;
}

function turnsOf(words: readonly Word[], split: boolean, confidence: number | undefined): Turn[] {
  const turns: Turn[] = [];
  const ends = new Map<number, number>();
  for (const word of words) {
    const channel = split ? (word.channel ?? 0) : -1;
    const startMs = Math.max(word.startMs, ends.get(channel) ?? 0);
    if (word.speaker === undefined || startMs >= word.endMs) continue;
    ends.set(channel, word.endMs);
    turns.push({
      startMs,
      endMs: word.endMs,
      speaker: word.speaker,
      ...(split ? { channel } : {}),
      ...(confidence === undefined ? {} : { confidence }),
    });
  }
  return turns.sort((a, b) => a.startMs - b.startMs);
}

function importedOf(cues: readonly Cue[]): NonNullable<VoxlaneDocument['imported']> {
  return {
    format: 'vtt',
    blocks: cues
      .filter((_, index) => index % 3 === 0)
      .map((cue) => ({ kind: 'note', text: 'note', beforeCueId: cue.id })),
    cues: cues.map((cue) => ({ cueId: cue.id, originalId: `o${cue.id}`, settings: 'align:start' })),
  };
}

/** Something an editor might ask for; numbers pick targets among what the document has at that moment. */
export interface Wish {
  readonly kind: EditOperation['kind'] | 'nonsense';
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly text: string;
}

export const anyWish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom<Wish['kind']>(
    'add-speaker',
    'rename-speaker',
    'set-speaker-color',
    'merge-speakers',
    'assign-cue-speaker',
    'assign-cue-speaker',
    'assign-words-speaker',
    'assign-words-speaker',
    'set-cue-lines',
    'set-cue-times',
    'set-cue-times',
    'split-cue',
    'split-cue',
    'merge-cues',
    'merge-cues',
    'insert-cue',
    'delete-cue',
    'rewrite-cue',
    'rewrite-cue',
    'recast',
    'set-chapters',
    'set-bookmarks',
    'assign-turn',
    'assign-turn',
    'move-turn-edge',
    'move-turn-edge',
    'move-turn-edge',
    'split-turn',
    'merge-turns',
    'add-turn',
    'delete-turn',
    'mark-reviewed',
    ...NOTE_WISHES,
    'nonsense',
  ),
  a: fc.nat(1000),
  b: fc.nat(12_000),
  c: fc.nat(3000),
  text: fc.constantFrom('new text', '<i>styled</i>', 'Anna', '-', 'x'.repeat(60)),
});

const NONSENSE = [
  undefined,
  null,
  'delete-cue',
  { kind: 'explode' },
  { kind: 'rewrite-cue', cue: 'c999', words: [], lines: [] },
  { kind: 'rewrite-cue', cue: 'c1', words: [], lines: [], startMs: 3 },
  { kind: 'delete-cue', cue: 'c999' },
  { kind: 'delete-cue', cue: '' },
  { kind: 'rename-speaker', speaker: 'S1', name: '  ' },
  { kind: 'rename-speaker', speaker: 'S1', name: 'a\nb' },
  { kind: 'merge-speakers', speaker: 'S1', into: 'S1' },
  { kind: 'merge-speakers', speaker: 'S1', into: 'S99' },
  { kind: 'set-cue-times', cue: 'c1', startMs: NaN, endMs: 5 },
  { kind: 'set-cue-times', cue: 'c1', startMs: 9, endMs: 9 },
  { kind: 'set-cue-times', cue: 'c1', startMs: 9, endMs: 8 },
  { kind: 'set-cue-times', cue: 'c1', startMs: -1, endMs: 8 },
  { kind: 'set-cue-times', cue: 'c1', startMs: 0.5, endMs: 8 },
  { kind: 'set-cue-times', cue: 'c1', startMs: 0, endMs: 1e15 },
  { kind: 'set-cue-lines', cue: 'c1', lines: [] },
  { kind: 'set-cue-lines', cue: 'c1', lines: ['a\nb'] },
  { kind: 'set-cue-lines', cue: 'c1', lines: ['a'], lineSpeakers: ['S1', 'S2'] },
  { kind: 'assign-words-speaker', words: [], speaker: 'S1' },
  { kind: 'assign-words-speaker', words: ['w999'], speaker: 'S1' },
  { kind: 'insert-cue', startMs: 0, endMs: 10, lines: ['a'], speaker: 'S99' },
  { kind: 'insert-cue', startMs: 0, endMs: 10, lines: ['a'], newId: 'a --> b' },
  { kind: 'merge-cues', cues: ['c1'] },
  { kind: 'merge-cues', cues: ['c1', 'c1'] },
  { kind: 'recast', turns: [{ startMs: 5, endMs: 4, speaker: 'S1' }], exclusiveTurns: [] },
  { kind: 'recast', turns: [], exclusiveTurns: [{ startMs: 0, endMs: 1e12, speaker: 'S1' }] },
  {
    kind: 'recast',
    turns: [],
    exclusiveTurns: [
      { startMs: 0, endMs: 50, speaker: 'S1' },
      { startMs: 40, endMs: 60, speaker: 'S2' },
    ],
  },
  { kind: 'set-chapters', chapters: [{ startMs: 5, endMs: 4, title: 'x' }] },
  { kind: 'set-chapters', chapters: [{ startMs: 0, endMs: 4, title: '' }] },
  { kind: 'set-bookmarks', bookmarks: [{ timeMs: 5 }, { timeMs: 4 }] },
  { kind: 'set-bookmarks', bookmarks: [{ timeMs: 4, note: ' ' }] },
];

/** Turns of two to four speakers in even pieces; overlapping ones last half a piece longer. */
function recastOf(a: number, b: number, c: number, document: VoxlaneDocument): unknown {
  const { durationMs } = document.media;
  const piece = 400 + c;
  const channel = document.turns[b % Math.max(1, document.turns.length)]?.channel;
  const list = (extra: number) =>
    Array.from({ length: Math.floor(durationMs / piece) }, (_, k) => ({
      startMs: k * piece,
      endMs: Math.min(durationMs, (k + 1) * piece + extra),
      speaker: `S${1 + ((k + b) % (2 + (a % 3)))}`,
    }));
  const wishes = { speakers: 2 + (a % 3), links: [] };
  const place = channel === undefined ? {} : { channel };
  return { kind: 'recast', ...place, turns: list(piece >> 1), exclusiveTurns: list(0), wishes };
}

function refOf({ startMs, endMs, speaker, channel }: Turn): Turn {
  return { startMs, endMs, speaker, ...(channel === undefined ? {} : { channel }) };
}

function turnAt(document: VoxlaneDocument, index: number): Turn {
  return refOf(document.turns[index % Math.max(1, document.turns.length)] ?? { startMs: 1, endMs: 2, speaker: 'S0' });
}

function wordsOf(index: number): 'follow' | 'stay' {
  return index % 3 === 0 ? 'stay' : 'follow';
}

/** The operation a wish stands for in a document. */
export function grant(wish: Wish, document: VoxlaneDocument): unknown {
  const { a, b, c, text } = wish;
  const cue = document.cues[a % Math.max(1, document.cues.length)];
  const cueId = cue?.id ?? 'c0';
  const speaker = document.speakers[b % Math.max(1, document.speakers.length)]?.id ?? 'S0';
  switch (wish.kind) {
    case 'nonsense':
      return NONSENSE[a % NONSENSE.length];
    case 'add-speaker':
      return { kind: wish.kind, name: text, color: '#12ab34' };
    case 'rename-speaker':
      return { kind: wish.kind, speaker, name: text };
    case 'set-speaker-color':
      return { kind: wish.kind, speaker, color: '#ABCDEF' };
    case 'merge-speakers':
      return { kind: wish.kind, speaker: document.speakers[a % 3]?.id ?? 'S0', into: speaker };
    case 'assign-cue-speaker':
      return { kind: wish.kind, cue: cueId, speaker };
    case 'assign-words-speaker': {
      const words = document.words.slice(a % 25, (a % 25) + 1 + (c % 6)).map((word) => word.id);
      return { kind: wish.kind, words, speaker };
    }
    case 'set-cue-lines': {
      const lines = cue?.lineSpeakers?.map((_, index) => `${text} ${index}`) ?? (b % 2 === 0 ? [text] : [text, 'two']);
      return { kind: wish.kind, cue: cueId, lines };
    }
    case 'set-cue-times':
      return { kind: wish.kind, cue: cueId, startMs: b, endMs: b + 1 + c };
    case 'split-cue': {
      if (b % 2 === 0) return { kind: wish.kind, cue: cueId, at: { word: cue?.wordIds[c % 5] ?? 'w0' } };
      const timeMs = (cue?.startMs ?? 0) + (c % Math.max(1, (cue?.endMs ?? 0) - (cue?.startMs ?? 0)));
      return { kind: wish.kind, cue: cueId, at: { timeMs, line: c % 2, offset: b % 14 } };
    }
    case 'merge-cues': {
      const from = a % Math.max(1, document.cues.length);
      return { kind: wish.kind, cues: document.cues.slice(from, from + 2 + (c % 2)).map((entry) => entry.id) };
    }
    case 'insert-cue':
      return { kind: wish.kind, startMs: b, endMs: b + 1 + c, lines: [text], ...(a % 2 === 0 ? { speaker } : {}) };
    case 'delete-cue':
      return { kind: wish.kind, cue: cueId };
    case 'rewrite-cue': {
      const startMs = cue?.startMs ?? 0;
      const words = Array.from({ length: c % 4 }, (_, k) => ({
        startMs: startMs + k * 90,
        endMs: startMs + k * 90 + 80,
        text: text.trim(),
        confidence: 0.5,
        timing: 'native',
        engine: 'other',
      }));
      const times = b % 3 === 0 ? { startMs: b, endMs: b + 1 + c } : {};
      return { kind: wish.kind, cue: cueId, words, lines: words.length === 0 ? [] : [text], ...times };
    }
    case 'recast':
      return recastOf(a, b, c, document);
    case 'set-bookmarks':
      return { kind: wish.kind, bookmarks: a % 3 === 0 ? [] : [{ timeMs: b }, { timeMs: b + c, note: text }] };
    case 'assign-turn': {
      const turn = turnAt(document, a);
      const { startMs, endMs } = turn;
      const part = c % 3 === 0 ? { startMs: startMs + (c % 50), endMs: endMs - (a % 50) } : {};
      return { kind: wish.kind, turn, speaker, ...part };
    }
    case 'move-turn-edge': {
      const turn = turnAt(document, a);
      const edge = b % 2 === 0 ? 'start' : 'end';
      const toMs = Math.max(0, (edge === 'start' ? turn.startMs : turn.endMs) + (c % 2 === 0 ? c % 900 : -(c % 900)));
      return { kind: wish.kind, turn, edge, toMs, words: wordsOf(a) };
    }
    case 'split-turn': {
      const turn = turnAt(document, a);
      return { kind: wish.kind, turn, atMs: turn.startMs + (c % (turn.endMs - turn.startMs + 1)) };
    }
    case 'merge-turns': {
      const first = turnAt(document, a);
      const own = document.turns.filter((turn) => turn.speaker === first.speaker && turn.channel === first.channel);
      const from = Math.max(0, c % Math.max(1, own.length - 1));
      return { kind: wish.kind, turns: own.slice(from, from + 2 + (c % 2)).map(refOf) };
    }
    case 'add-turn': {
      const channel = document.turns[a % Math.max(1, document.turns.length)]?.channel;
      const place = channel === undefined ? {} : { channel };
      return { kind: wish.kind, startMs: b, endMs: b + c, speaker, ...place, words: wordsOf(a) };
    }
    case 'delete-turn':
      return { kind: wish.kind, turn: turnAt(document, a) };
    case 'mark-reviewed':
      return {
        kind: wish.kind,
        doubts: [{ kind: 'overlap', ...(c % 2 === 0 ? { cue: cueId } : {}), content: text }],
        reviewed: b % 3 > 0,
      };
    case 'set-translation-track':
    case 'remove-translation':
    case 'set-cue-translation':
    case 'lock-translations':
    case 'put-translations':
    case 'set-class-schema':
    case 'remove-class-schema':
    case 'set-cue-class':
    case 'put-classes':
    case 'set-summary':
    case 'remove-summary':
      return grantNote({ ...wish, kind: wish.kind }, document);
    case 'set-chapters':
      return {
        kind: wish.kind,
        chapters:
          a % 3 === 0
            ? []
            : [
                { startMs: 0, endMs: 1 + c, title: text },
                { startMs: b, endMs: b + 1, title: 'Z' },
              ],
      };
  }
}
