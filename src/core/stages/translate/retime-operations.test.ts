import { describe, expect, it } from 'vitest';
import { applyOperations } from '../../document/edits/apply.ts';
import { newDocument } from '../../document/new-document.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import type { CueTranslation } from '../../timeline/cue-notes.ts';
import { fileInLanguage } from './file-in-language.ts';
import { retimeOperations } from './retime-operations.ts';

/** 51 characters: three seconds at 17 a second, two lines long. */
const LONG = ['Je ne sais pas du tout ce que vous', 'voulez me dire.!'];
/** Two full lines and a half. */
const ENDLESS = [
  'Je ne savais pas que tu étais déjà rentré',
  'de ton voyage, mais je suis vraiment',
  'content de te revoir ici.',
];

type Said = Partial<CueTranslation> & { readonly lines: readonly string[] };

/** Two-second cues a while apart, the recording 20 s long. */
function translated(...said: readonly Said[]): VoxlaneDocument {
  const cues = said.map((one, index) => ({
    id: `c${index + 1}`,
    startMs: index * 9000,
    endMs: index * 9000 + 2000,
    lines: ['source'],
    wordIds: [],
    translations: { fr: { of: 'source', by: 'model', ...one }, tr: { of: 'source', by: 'model', lines: ['kaynak'] } },
  }));
  const document = newDocument({ language: 'en', cues, translations: [{ language: 'fr' }, { language: 'tr' }] });
  return { ...document, profile: 'netflix', media: { ...document.media, durationMs: said.length * 9000 - 6500 } };
}

function after(document: VoxlaneDocument, ...operations: Parameters<typeof applyOperations>[1]): VoxlaneDocument {
  const applied = applyOperations(document, operations);
  if (applied.kind === 'refused') throw new Error(applied.reason);
  return applied.document;
}

const french = (document: VoxlaneDocument) => document.cues.map(({ translations }) => translations?.['fr']);

describe('times of a language', () => {
  it('are longer where a line is too fast and there is room, and only in that language', () => {
    const before = translated({ lines: LONG, flags: ['too-long', 'term-missed'] }, { lines: ['Oui.'] });
    const longer = after(before, ...retimeOperations(before, 'fr', 'extend'));
    expect(french(longer)).toEqual([
      { of: 'source', by: 'model', lines: LONG, flags: ['term-missed'], endMs: 3000 },
      { of: 'source', by: 'model', lines: ['Oui.'] },
    ]);
    expect(longer.translations?.[0]).toEqual({ language: 'fr', retime: 'extend' });
    for (const [index, cue] of longer.cues.entries()) {
      const old = before.cues[index];
      expect([cue.startMs, cue.endMs, cue.translations?.['tr']]).toEqual([
        old?.startMs,
        old?.endMs,
        old?.translations?.['tr'],
      ]);
    }
    expect(after(longer, ...retimeOperations(longer, 'fr', undefined))).toEqual({
      ...before,
      cues: before.cues.map((cue, index) =>
        index === 0
          ? {
              ...cue,
              translations: {
                ...cue.translations,
                fr: { of: 'source', by: 'model', lines: LONG, flags: ['too-long', 'term-missed'] },
              },
            }
          : cue,
      ),
    });
  });

  it('do not outlast the recording, and stay for locked lines, lines of another text, and own earlier ends', () => {
    const document = translated(
      { lines: LONG, locked: true },
      { lines: LONG, of: 'something else' },
      { lines: LONG, endMs: 19_500 },
      { lines: LONG, by: 'user' },
    );
    const [locked, outdated, early, last] = french(after(document, ...retimeOperations(document, 'fr', 'extend')));
    expect([locked?.endMs, outdated?.endMs, early?.endMs]).toEqual([undefined, undefined, 19_500]);
    expect([last?.endMs, last?.by, last?.flags]).toEqual([29_500, 'user', undefined]);
  });

  it('fit what a person writes and where a cue is moved to', () => {
    const document = after(translated({ lines: ['Oui.'] }, { lines: ['Non.'] }), {
      kind: 'set-translation-track',
      language: 'fr',
      retime: 'extend',
    });
    const typed = after(document, { kind: 'set-cue-translation', cue: 'c1', language: 'fr', lines: LONG });
    expect(french(typed)[0]).toMatchObject({ lines: LONG, by: 'user', endMs: 3000 });
    const moved = after(typed, { kind: 'set-cue-times', cue: 'c1', startMs: 500, endMs: 2400 });
    expect(french(moved)[0]?.endMs).toBe(3500);
    const shorter = after(moved, { kind: 'set-cue-translation', cue: 'c1', language: 'fr', lines: ['Bon.'] });
    expect(french(shorter)[0]).not.toHaveProperty('endMs');
    // The next cue comes nearer: a file shows no two at once.
    const near = after(typed, { kind: 'set-cue-times', cue: 'c2', startMs: 2600, endMs: 5000 });
    expect(fileInLanguage(near, 'fr').cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 2600],
      [2600, 5000],
    ]);
  });
});

describe('a file in a language', () => {
  it('has too long lines as two cues where the language wishes it, and the document does not', () => {
    const before = translated({ lines: ENDLESS }, { lines: ['<i>Oui.</i>'] });
    const wide = { ...before, cues: before.cues.map((cue, index) => (index === 0 ? { ...cue, endMs: 6500 } : cue)) };
    const document = after(wide, { kind: 'set-translation-track', language: 'fr', retime: 'divide' });
    const file = fileInLanguage(document, 'fr');
    expect(file.cues.map(({ id }) => id)).toEqual(['c1', 'c1.2', 'c2']);
    const [first, second] = file.cues;
    expect([...(first?.lines ?? []), ...(second?.lines ?? [])].join(' ')).toBe(ENDLESS.join(' '));
    expect(first?.startMs).toBe(0);
    expect(first?.endMs).toBeLessThan(second?.startMs ?? 0);
    expect(second?.endMs).toBeLessThan(9000);
    expect(file.cues[2]?.lines).toEqual(['<i>Oui.</i>']);
    const whole = after(document, { kind: 'set-translation-track', language: 'fr', retime: 'extend' });
    expect(fileInLanguage(whole, 'fr').cues.map(({ lines }) => lines)).toEqual([ENDLESS, ['<i>Oui.</i>']]);
    expect(fileInLanguage(document, 'tr').cues).toHaveLength(2);
  });

  it('keeps every word of a line with formatting around it', () => {
    const italic = [`<i>${ENDLESS[0] ?? ''}`, ENDLESS[1] ?? '', `${ENDLESS[2] ?? ''}</i>`];
    const before = translated({ lines: italic });
    const wide = { ...before, cues: before.cues.map((cue) => ({ ...cue, endMs: 6500 })) };
    const file = fileInLanguage(after(wide, { kind: 'set-translation-track', language: 'fr', retime: 'divide' }), 'fr');
    const said = file.cues.map(({ lines }) => lines.join(' '));
    expect(said).toHaveLength(2);
    for (const text of said) expect(text).toMatch(/^<i>[^<]*<\/i>$/u);
    expect(said.join(' ').replaceAll(/<\/?i>/gu, '')).toBe(ENDLESS.join(' '));
  });
});
