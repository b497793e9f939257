import { pathToFileURL } from 'node:url';
import { applyOperations, undoOperations } from '../src/core/document/edits/apply.ts';
import type { EditOperation } from '../src/core/document/edits/operations.ts';
import { replayOperations } from '../src/core/document/edits/replay.ts';
import { newDocument } from '../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../src/core/document/types.ts';
import type { Turn } from '../src/core/timeline/types.ts';
import { type BenchTable, markdownTable } from './table.ts';

const CUES = 10_000;
const WORDS_PER_CUE = 10;

/** About ten hours: cues of ten words, the speaker changing with every cue. */
function longDocument(): VoxlaneDocument {
  const speakers = ['S1', 'S2', 'S3'].map((id) => ({ id, name: id }));
  const words = Array.from({ length: CUES * WORDS_PER_CUE }, (_, index) => ({
    id: `w${index + 1}`,
    startMs: index * 350,
    endMs: index * 350 + 300,
    text: `word${index % 97}`,
    confidence: 0.9,
    timing: 'dtw' as const,
    engine: 'none',
    speaker: `S${(Math.floor(index / WORDS_PER_CUE) % 3) + 1}`,
  }));
  const turns: Turn[] = [];
  const cues = Array.from({ length: CUES }, (_, index) => {
    const own = words.slice(index * WORDS_PER_CUE, (index + 1) * WORDS_PER_CUE);
    const span = { startMs: own[0]?.startMs ?? 0, endMs: own.at(-1)?.endMs ?? 0 };
    const speaker = own[0]?.speaker ?? 'S1';
    turns.push({ ...span, speaker });
    const lines = [own.map((word) => word.text).join(' ')];
    return { id: `c${index + 1}`, ...span, lines, speaker, wordIds: own.map((word) => word.id) };
  });
  return newDocument({ speakers, words, turns, exclusiveTurns: turns, cues });
}

/** Times single operations, one step of 10 000, its undo, and the replay of 5 000 on a new revision. */
export function benchEdits(): BenchTable {
  const document = longDocument();
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
