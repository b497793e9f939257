import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/document/canonical-json.ts';
import { applyOperation, applyOperations, undoOperations, type Applied } from '../../src/core/document/edits/apply.ts';
import { type Change, changeSchema } from '../../src/core/document/edits/change.ts';
import { replayOperations } from '../../src/core/document/edits/replay.ts';
import { lintDocument } from '../../src/core/document/lint.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import { attributeWords } from '../../src/core/stages/attribute/attribute-words.ts';
import { coveredMs } from '../../src/core/timeline/span.ts';
import { anyLinkedDocument, anyWish, grant, type Wish } from './arbitraries.ts';

const anyWishes = fc.array(anyWish, { minLength: 1, maxLength: 20 });

/** Carries wishes out one by one, checking what must hold after each. */
function edit(start: VoxlaneDocument, wishes: readonly Wish[]) {
  let document = start;
  const steps: Applied[] = [];
  const refusals: string[] = [];
  for (const wish of wishes) {
    const before = canonicalJson(document);
    const result = applyOperation(document, grant(wish, document));
    expect(canonicalJson(document)).toBe(before);
    if (result.kind === 'refused') {
      expect(result.reason).toMatch(/^\S.*\.$/);
      refusals.push(result.code);
      continue;
    }
    steps.push({ operation: result.operation, inverse: result.inverse });
    document = result.document;
    expect(lintDocument(document)).toEqual([]);
    expectLinked(document);
  }
  return { document, steps, refusals };
}

/** What the linter does not know: words and their order stay, references of imported parts resolve. */
function expectLinked({ cues, imported }: VoxlaneDocument): void {
  const ids = new Set(cues.map((cue) => cue.id));
  for (const cue of imported?.cues ?? []) expect(ids.has(cue.cueId)).toBe(true);
  for (const block of imported?.blocks ?? [])
    expect(block.beforeCueId === undefined || ids.has(block.beforeCueId)).toBe(true);
  for (const { wordIds } of cues) expect(new Set(wordIds).size).toBe(wordIds.length);
}

describe('any sequence of operations', () => {
  it('leaves a sound document sound, and undo and redo lead to the very same bytes', () => {
    fc.assert(
      fc.property(anyLinkedDocument, anyWishes, (start, wishes) => {
        expect(lintDocument(start)).toEqual([]);
        const { document, steps } = edit(start, wishes);
        const stored = JSON.parse(JSON.stringify(steps)) as Applied[];
        const inverses = stored.map(({ inverse }) => changeSchema.array().parse(inverse) as Change[]);
        const undone = undoOperations(document, inverses);
        expect(undone).toEqual(start);
        expect(undone && canonicalJson(undone)).toBe(canonicalJson(start));
        const redone = applyOperations(
          undone ?? start,
          stored.map(({ operation }) => operation),
        );
        expect(redone).toMatchObject({ kind: 'applied', applied: stored });
        if (redone.kind === 'applied') expect(canonicalJson(redone.document)).toBe(canonicalJson(document));
      }),
      { numRuns: 300 },
    );
  });

  it('is all done or not at all when sent together', () => {
    fc.assert(
      fc.property(anyLinkedDocument, anyWishes, (start, wishes) => {
        const before = canonicalJson(start);
        const { document, steps } = edit(start, wishes);
        const operations = steps.map(({ operation }) => operation);
        const whole = applyOperations(start, operations);
        expect(whole.kind === 'applied' && canonicalJson(whole.document)).toBe(canonicalJson(document));
        const broken = applyOperations(start, [...operations, { kind: 'delete-cue', cue: 'nobody' }]);
        expect(broken).toMatchObject({ kind: 'refused', code: 'cue-unknown', index: operations.length });
        expect(canonicalJson(start)).toBe(before);
      }),
      { numRuns: 150 },
    );
  });

  it('meets every kind of operation and most kinds of refusal', () => {
    const done = new Set<string>();
    const refused = new Set<string>();
    fc.assert(
      fc.property(anyLinkedDocument, anyWishes, (start, wishes) => {
        const { steps, refusals } = edit(start, wishes);
        for (const { operation } of steps) done.add(operation.kind);
        for (const code of refusals) refused.add(code);
      }),
      { numRuns: 300, seed: 5 },
    );
    expect(done.size).toBe(34);
    expect(refused.size).toBeGreaterThan(12);
  });
});

describe('who spoke when', () => {
  it('follows the words: attributing again gives the assigned words the assigned speaker, and no speech time is lost', () => {
    fc.assert(
      fc.property(
        anyLinkedDocument,
        fc.nat(30),
        fc.integer({ min: 1, max: 8 }),
        fc.nat(2),
        (start, from, count, who) => {
          const words = start.words.slice(from, from + count).map((word) => word.id);
          const speaker = `S${who + 1}`;
          const result = applyOperation(start, { kind: 'assign-words-speaker', words, speaker });
          if (result.kind === 'refused') {
            expect(words).toEqual([]);
            return;
          }
          const { document } = result;
          const again = attributeWords(document.words, document.exclusiveTurns, { islandMs: 0 });
          const moved = new Set(
            start.words.filter((word) => words.includes(word.id) && word.speaker !== speaker).map((word) => word.id),
          );
          for (const word of again) if (moved.has(word.id)) expect(word.speaker).toBe(speaker);
          for (const view of ['turns', 'exclusiveTurns'] as const) {
            const own = document[view].filter((turn) => turn.speaker === speaker);
            for (const word of document.words) {
              if (!moved.has(word.id)) continue;
              expect(own.some((turn) => turn.startMs <= word.startMs && turn.endMs >= word.endMs)).toBe(true);
            }
            expect(coveredMs(document[view])).toBeGreaterThanOrEqual(coveredMs(start[view]));
          }
          for (const cue of document.cues) {
            const own = document.words.filter((word) => cue.wordIds.includes(word.id));
            if (own.length > 0 && cue.wordIds.every((id) => words.includes(id))) expect(cue.speaker).toBe(speaker);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('replaying', () => {
  it('on the same revision gives the same document', () => {
    fc.assert(
      fc.property(anyLinkedDocument, anyWishes, (start, wishes) => {
        const { document, steps } = edit(start, wishes);
        const operations = steps.map(({ operation }) => operation);
        const plain = replayOperations(start, operations);
        expect(plain.conflicts).toEqual([]);
        expect(canonicalJson(plain.document)).toBe(canonicalJson(document));
      }),
      { numRuns: 150 },
    );
  });

  it('on another document loses no operation and leaves it sound', () => {
    fc.assert(
      fc.property(anyLinkedDocument, anyLinkedDocument, anyWishes, (start, other, wishes) => {
        const operations = edit(start, wishes).steps.map(({ operation }) => operation);
        const { document, applied, conflicts } = replayOperations(other, operations, { before: start });
        const indices = [...applied, ...conflicts].map(({ index }) => index).sort((a, b) => a - b);
        expect(indices).toEqual(operations.map((_, index) => index));
        for (const { index, operation } of conflicts) expect(operation).toBe(operations[index]);
        expect(lintDocument(document)).toEqual([]);
        expectLinked(document);
        const undone = undoOperations(
          document,
          applied.map(({ inverse }) => inverse),
        );
        expect(undone).toEqual(other);
      }),
      { numRuns: 300 },
    );
  });
});
