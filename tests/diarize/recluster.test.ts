import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recluster, type SpeakerWishes } from '../../src/core/stages/diarize/recluster.ts';
import { resolveSpace, type Resolution } from '../../src/core/stages/diarize/resolve.ts';
import { splitSpeaker } from '../../src/core/stages/diarize/split-speaker.ts';
import type { Before } from '../../src/core/stages/diarize/stable-names.ts';
import { voicesOfTurns } from '../../src/core/stages/diarize/voices-of-turns.ts';
import { createVoiceSpace } from '../../src/core/stages/diarize/voice-space.ts';
import { overlapMs, type Span } from '../../src/core/timeline/span.ts';
import type { Turn } from '../../src/core/timeline/types.ts';
import { voiceEvidence } from '../support/voice-evidence.ts';

const MODEL = { clusterThreshold: 0.8, minClusterSize: 12 };
const PLACE = { startOffsetMs: 0, channel: undefined };
const ANY = { min: 1, max: Infinity };

/** Twelve windows of voices 0, 1 and 2 in turn, two voices a window. */
const VOICES = Array.from({ length: 12 }, (_, w) => [w % 3, (w + 1) % 3]);
const SPACE = createVoiceSpace(voiceEvidence(VOICES));
const FIRST = resolveSpace(SPACE, MODEL, ANY, PLACE);

function before(resolution: Resolution, ...named: string[]): Before {
  const ids = new Set(resolution.speakers.map(({ id }) => id));
  return { turns: resolution.turns, named: new Set(named), taken: ids };
}

function again(wishes: SpeakerWishes, from: Before = before(FIRST)): Resolution {
  const outcome = recluster(SPACE, MODEL, wishes, from, PLACE);
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return outcome.resolution;
}

function whoIn(turns: readonly Turn[], span: Span): string | undefined {
  const shares = new Map<string, number>();
  for (const turn of turns) shares.set(turn.speaker, (shares.get(turn.speaker) ?? 0) + overlapMs(turn, span));
  return [...shares].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The stretch of the k-th voice of window w. */
function stretch(w: number, k: 0 | 1): Span {
  return { startMs: w * 10_000 + k * 5000 + 1000, endMs: w * 10_000 + k * 5000 + 4000 };
}

describe('clustering again', () => {
  it('gives the same result for no wish at all', () => {
    expect(FIRST.speakers).toHaveLength(3);
    const same = again({});
    expect(same.turns).toEqual(FIRST.turns);
    expect(same.exclusiveTurns).toEqual(FIRST.exclusiveTurns);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('meets a count of %i', (speakers) => {
    expect(again({ speakers }).speakers).toHaveLength(speakers);
  });

  it('keeps ids where voices stay what they were, and user-named ones above all', () => {
    const four = again({ speakers: 4 });
    expect(four.speakers.map(({ id }) => id)).toEqual(expect.arrayContaining(['S1', 'S2', 'S3']));
    // Back from four to three, the ids of the first result are there again.
    const back = again({ speakers: 3 }, before(four));
    expect(back.turns.map(({ speaker }) => speaker)).toEqual(FIRST.turns.map(({ speaker }) => speaker));
    for (const named of ['S1', 'S2', 'S3']) {
      const two = again({ speakers: 1 }, before(FIRST, named));
      expect(two.speakers.map(({ id }) => id)).toEqual([named]);
    }
  });

  it('obeys a threshold', () => {
    expect(again({ threshold: 3 }).speakers).toHaveLength(1);
    expect(again({ threshold: 0.8 }).speakers).toHaveLength(3);
  });

  it('keeps every statement about two stretches, whatever the count', () => {
    const place = fc.record({ w: fc.nat(11), k: fc.constantFrom<0 | 1>(0, 1) });
    const statement = fc.record({ a: place, b: place, kind: fc.constantFrom('same' as const, 'different' as const) });
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 4 }), (said, n) => {
        const links = said.map(({ kind, a, b }) => ({ kind, a: stretch(a.w, a.k), b: stretch(b.w, b.k) }));
        for (const wishes of [{ links }, { links, speakers: n }]) {
          const outcome = recluster(SPACE, MODEL, wishes, before(FIRST), PLACE);
          if (outcome.kind === 'refused') {
            expect(outcome.code).toBe('links-contradict');
            continue;
          }
          const { turns, exclusiveTurns } = outcome.resolution;
          for (const list of [turns, exclusiveTurns]) {
            for (const { kind, a, b } of links) {
              if (kind === 'same') expect(whoIn(list, a)).toBe(whoIn(list, b));
              else expect(whoIn(list, a)).not.toBe(whoIn(list, b));
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuses statements that contradict each other or point at silence', () => {
    const [a, b] = [stretch(0, 0), stretch(1, 1)];
    const both = recluster(
      SPACE,
      MODEL,
      {
        links: [
          { kind: 'same', a, b },
          { kind: 'different', a, b },
        ],
      },
      before(FIRST),
      PLACE,
    );
    expect(both).toMatchObject({ kind: 'refused', code: 'links-contradict' });
    const silent = { startMs: 119_900, endMs: 119_990 };
    const nobody = recluster(SPACE, MODEL, { links: [{ kind: 'same', a, b: silent }] }, before(FIRST), PLACE);
    expect(nobody).toMatchObject({ kind: 'refused', code: 'stretch-silent' });
  });

  it('tells two people apart whom the segmentation model took for one', () => {
    // Both stretches lie in one turn of one local voice.
    const a = { startMs: 1000, endMs: 2500 };
    const b = { startMs: 2500, endMs: 4000 };
    const { exclusiveTurns } = again({ links: [{ kind: 'different', a, b }] });
    expect(whoIn(exclusiveTurns, a)).not.toBe(whoIn(exclusiveTurns, b));
    exclusiveTurns.slice(1).forEach((turn, i) => expect(turn.startMs).toBeGreaterThanOrEqual(exclusiveTurns[i].endMs));
  });
});

describe('voices by who talks when now', () => {
  it('follow a correction: two made one have the mean of their voices', () => {
    const placed = { evidence: SPACE.evidence, place: PLACE };
    const vectorOf = (turns: readonly Turn[], speaker: string): readonly number[] =>
      voicesOfTurns(placed, turns).find(({ id }) => id === speaker)?.voiceprint?.vector ?? [];
    // As diarization gave them, as long as nothing was corrected.
    for (const { id, voiceprint } of FIRST.speakers) expect(vectorOf(FIRST.turns, id)).toEqual(voiceprint?.vector);
    const joined = FIRST.turns.map((turn) => (turn.speaker === 'S2' ? { ...turn, speaker: 'S1' } : turn));
    const cosine = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0);
    const both = vectorOf(joined, 'S1');
    for (const id of ['S1', 'S2']) expect(cosine(both, vectorOf(FIRST.turns, id))).toBeCloseTo(Math.SQRT1_2, 1);
    expect(vectorOf(joined, 'S3')).toEqual(vectorOf(FIRST.turns, 'S3'));
  });
});

describe('splitting one speaker by voice', () => {
  it('finds the two voices in it and leaves the others alone', () => {
    const two = again({ speakers: 2 });
    const merged = two.speakers.map(({ id }) => id).find((id) => two.turns.filter((t) => t.speaker === id).length > 12);
    if (merged === undefined) throw new Error('no speaker holds two voices');
    const split = splitSpeaker(SPACE, two, merged, 'S9', PLACE);
    if (split.kind === 'refused') throw new Error(split.reason);
    const others = (turns: readonly Turn[]): Turn[] => turns.filter((t) => t.speaker !== merged && t.speaker !== 'S9');
    expect(others(split.turns)).toEqual(others(two.turns));
    // Every stretch of one voice has one speaker, and the two voices have different ones.
    const voiceOf = new Map<number, Set<string | undefined>>();
    VOICES.forEach((heard, w) =>
      heard.forEach((voice, k) => {
        const who = whoIn(split.turns, stretch(w, k as 0 | 1));
        voiceOf.set(voice, (voiceOf.get(voice) ?? new Set()).add(who));
      }),
    );
    expect([...voiceOf.values()].map((set) => set.size)).toEqual([1, 1, 1]);
    expect(new Set([...voiceOf.values()].flatMap((set) => [...set])).size).toBe(3);
    const linked = again({ links: [split.link] }, before(two));
    expect(whoIn(linked.turns, split.link.a)).not.toBe(whoIn(linked.turns, split.link.b));
  });

  it('refuses a speaker of whom too little was heard', () => {
    expect(splitSpeaker(SPACE, FIRST, 'S7', 'S9', PLACE)).toMatchObject({
      kind: 'refused',
      code: 'speaker-not-divisible',
    });
  });
});
