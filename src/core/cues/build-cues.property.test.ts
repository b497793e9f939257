import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Word } from '../timeline/types.ts';
import { buildCues } from './build-cues.ts';
import { RULE_PROFILES } from './profiles.ts';
import { checkCues } from './qc.ts';
import { lineWidth } from './text-measure.ts';

const makeWord = (id: string, text: string, startMs: number, endMs: number, more: Partial<Word> = {}): Word => ({
  id,
  text,
  startMs,
  endMs,
  confidence: 1,
  timing: 'dtw',
  engine: 'test',
  ...more,
});

const token = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom('the', 'house', 'and', 'of', 'she', 'Martin', 'Freeman', 'went,', 'home.', '42'),
  },
  {
    weight: 2,
    arbitrary: fc.string({ unit: fc.constantFrom('a', 'e', '\u0131', '\u00e7'), minLength: 1, maxLength: 60 }),
  },
  { weight: 2, arbitrary: fc.constantFrom('\u4f60\u597d', '\u3002', '\u4e16\u754c', '!', '') },
);

/** Words of up to three speakers in one channel; gaps may be negative, lengths zero. */
const transcript = fc
  .array(
    fc.record({
      text: token,
      gapMs: fc.oneof(fc.integer({ min: -40, max: 200 }), fc.integer({ min: 0, max: 2500 })),
      lengthMs: fc.oneof(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 9000 })),
      speaker: fc.constantFrom('S1', 'S1', 'S1', 'S2', undefined),
      spaceBefore: fc.boolean(),
    }),
    { maxLength: 60, size: 'max' },
  )
  .map((items) => {
    let atMs = 0;
    return items.map((item, index): Word => {
      const startMs = Math.max(0, atMs + item.gapMs);
      atMs = startMs + item.lengthMs;
      const more = item.speaker === undefined ? {} : { speaker: item.speaker };
      return makeWord(`w${index}`, item.text, startMs, atMs, { ...more, spaceBefore: item.spaceBefore });
    });
  });
const options = fc.record({
  profile: fc.constantFrom(...RULE_PROFILES),
  dashCues: fc.boolean(),
  language: fc.constantFrom('en', 'fr', 'tr', 'zh', 'xx'),
});

describe('buildCues, properties', () => {
  it('puts every word into exactly one cue, in order, and loses no text', () => {
    fc.assert(
      fc.property(transcript, options, (words, opts) => {
        const cues = buildCues(words, opts);
        expect(cues.flatMap((cue) => cue.wordIds)).toEqual(words.map((word) => word.id));
        const shown = cues.flatMap((cue) => cue.lines).join('');
        expect(shown.replaceAll(' ', '')).toBe(words.map((word) => word.text).join(''));
        for (const cue of cues) for (const line of cue.lines) expect(line).toBe(line.trim());
      }),
    );
  });

  it('orders cues, keeps the gap, and uses integer, non-negative times', () => {
    fc.assert(
      fc.property(transcript, options, (words, opts) => {
        let earliest = 0;
        for (const cue of buildCues(words, opts)) {
          expect(Number.isInteger(cue.startMs) && Number.isInteger(cue.endMs)).toBe(true);
          expect(cue.startMs).toBeGreaterThanOrEqual(earliest);
          expect(cue.endMs).toBeGreaterThan(cue.startMs);
          earliest = cue.endMs + opts.profile.minGapMs;
        }
      }),
    );
  });

  it('breaks the limits of lines, columns and duration only for single words', () => {
    fc.assert(
      fc.property(transcript, options, (words, opts) => {
        const cues = buildCues(words, opts);
        for (const cue of cues) {
          expect(cue.endMs - cue.startMs).toBeLessThanOrEqual(opts.profile.maxDurationMs);
          if (cue.wordIds.length > 1) expect(cue.lines.length).toBeLessThanOrEqual(opts.profile.maxLines);
          for (const line of cue.lines) {
            if (line.includes(' ')) expect(lineWidth(line, opts.profile)).toBeLessThanOrEqual(opts.profile.maxCpl);
          }
        }
        const kinds = checkCues(cues, opts.profile).map((issue) => issue.kind);
        for (const impossible of ['overlap', 'order', 'gap', 'duration-long']) expect(kinds).not.toContain(impossible);
      }),
    );
  });

  it('mixes speakers only on dash cues and never spans a long silence', () => {
    fc.assert(
      fc.property(transcript, options, (words, opts) => {
        const byId = new Map(words.map((word) => [word.id, word]));
        for (const cue of buildCues(words, opts)) {
          const inCue = cue.wordIds.flatMap((id) => byId.get(id) ?? []);
          const speakers = [...new Set(inCue.map((word) => word.speaker))];
          if (cue.lineSpeakers === undefined) expect(speakers).toEqual([cue.speaker]);
          else {
            expect(cue.lineSpeakers).toEqual(speakers);
            expect(cue.lines).toHaveLength(2);
          }
          inCue.reduce((endMs, word) => {
            expect(word.startMs - endMs).toBeLessThanOrEqual(opts.profile.maxPauseMs);
            return Math.max(endMs, word.endMs);
          }, Infinity);
        }
      }),
    );
  });

  it('keeps each channel in order and cues apart when channels talk at once', () => {
    fc.assert(
      fc.property(transcript, transcript, options, (left, right, opts) => {
        const channels = [left, right].map((words, channel) =>
          words.map((word) => ({ ...word, id: `${channel}/${word.id}`, channel, speaker: `C${channel}` })),
        );
        const cues = buildCues(channels.flat(), opts);
        const shown = cues.flatMap((cue) => cue.wordIds);
        expect(shown).toHaveLength(left.length + right.length);
        channels.forEach((words, channel) => {
          expect(shown.filter((id) => id.startsWith(`${channel}/`))).toEqual(words.map((word) => word.id));
        });
        const kinds = checkCues(cues, opts.profile).map((issue) => issue.kind);
        for (const impossible of ['overlap', 'order', 'gap', 'duration-long']) expect(kinds).not.toContain(impossible);
      }),
    );
  });

  it('is deterministic and moves with the audio', () => {
    fc.assert(
      fc.property(transcript, options, (words, opts) => {
        const cues = buildCues(words, opts);
        expect(buildCues(words, opts)).toEqual(cues);
        const later = words.map((word) => ({ ...word, startMs: word.startMs + 5000, endMs: word.endMs + 5000 }));
        expect(buildCues(later, opts)).toEqual(
          cues.map((cue) => ({ ...cue, startMs: cue.startMs + 5000, endMs: cue.endMs + 5000 })),
        );
      }),
      { numRuns: 50 },
    );
  });
});
