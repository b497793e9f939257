import { pathToFileURL } from 'node:url';
import { applyOperations, undoOperations } from '../src/core/document/edits/apply.ts';
import type { EditOperation } from '../src/core/document/edits/operations.ts';
import { replayOperations } from '../src/core/document/edits/replay.ts';
import { largeDocument } from '../tests/support/large-document.ts';
import { type BenchTable, markdownTable } from './table.ts';

const CUES = 10_000;
const WORDS_PER_CUE = 10;

/** Times single operations, one step of 10 000, its undo, and the replay of 5 000 on a new revision. */
export function benchEdits(): BenchTable {
  // About ten hours, the speaker changing with every cue.
  const document = largeDocument({ cues: CUES, wordsPerCue: WORDS_PER_CUE, speakers: 3 });
  const middle = 'c5000';
  const words = document.cues[4999]?.wordIds ?? [];
  const single: EditOperation[] = [
    { kind: 'set-cue-lines', cue: middle, lines: ['new text'] },
    { kind: 'set-cue-times', cue: middle, startMs: 17_400_000, endMs: 17_401_000 },
    { kind: 'split-cue', cue: middle, at: { word: words[5] ?? '' } },
    { kind: 'merge-cues', cues: [middle, 'c5001'] },
    { kind: 'assign-cue-speaker', cue: middle, speaker: 'S3' },
    { kind: 'assign-words-speaker', words: [...words.slice(0, 3)], speaker: 'S3' },
    { kind: 'rename-speaker', speaker: 'S1', name: 'Anna' },
    { kind: 'merge-speakers', speaker: 'S1', into: 'S2' },
  ];
  const rows = single.map((operation) => [operation.kind, median(() => void applyOperations(document, [operation]))]);
  const bulk = document.cues.map((cue) => ({ kind: 'set-cue-lines', cue: cue.id, lines: [`- ${cue.lines[0]}`] }));
  const assign = document.cues.map((cue) => ({ kind: 'assign-cue-speaker', cue: cue.id, speaker: 'S3' }));
  rows.push([`${CUES} x set-cue-lines, one step`, median(() => void applyOperations(document, bulk), 3)]);
  rows.push([`${CUES} x assign-cue-speaker, one step`, median(() => void applyOperations(document, assign), 1)]);
  const done = applyOperations(document, bulk);
  if (done.kind === 'applied') {
    const inverses = done.applied.map(({ inverse }) => inverse);
    rows.push(['undo of that text step', median(() => void undoOperations(done.document, inverses), 3)]);
  }
  const other = { ...document, cues: document.cues.slice(1).map((cue, index) => ({ ...cue, id: `c${index + 1}` })) };
  const half = bulk.slice(0, 5000);
  rows.push([
    'replay of 5000 on renumbered cues',
    median(() => void replayOperations(other, half, { before: document }), 1),
  ]);
  return { title: `Edits of ${CUES} cues and ${CUES * WORDS_PER_CUE} words`, header: ['operation', 'ms'], rows };
}

function median(work: () => void, runs = 15): string {
  const times = Array.from({ length: runs }, () => {
    const startedMs = performance.now();
    work();
    return performance.now() - startedMs;
  }).sort((a, b) => a - b);
  return (times[Math.floor(runs / 2)] ?? 0).toFixed(2);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(markdownTable(benchEdits()));
