import { saysItsWords } from '../document/says-its-words.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue, Word } from '../timeline/types.ts';
import type { DoubtReason } from './doubt.ts';

/** Recognisers are wrong about every third word they are less sure of than this. */
const UNSURE = 0.55;
/** A run this long is a phrase that was not understood, not a word. */
const PHRASE = 4;

/**
 * Runs of words the recogniser was unsure of, and words whose times were only spread over their stretch while others in
 * the document were measured. Cues that say something else than their words were rewritten by a person: none there.
 *
 * Unsure words: 1 - mean confidence, up to 0.3 of it less for short runs. Times: 0.3, up to 0.5 for a whole cue, since the
 * text is right and only its times are guessed.
 */
export function wordDoubts(document: VoxlaneDocument): DoubtReason[] {
  const byId = new Map(document.words.map((word) => [word.id, word]));
  const isMeasured = document.words.some((word) => word.timing !== 'interpolated');
  return document.cues.flatMap((cue) => {
    const words = cue.wordIds.flatMap((id) => byId.get(id) ?? []);
    if (words.length === 0 || !saysItsWords(cue, words)) return [];
    const spread = isMeasured ? words.filter((word) => word.timing === 'interpolated') : [];
    return [
      ...unsureRuns(words).map((run) => unsure(cue, run)),
      ...(spread.length > 0 ? [guessed(cue, spread, words)] : []),
    ];
  });
}

function unsureRuns(words: readonly Word[]): Word[][] {
  const runs: Word[][] = [];
  for (const [at, word] of words.entries()) {
    if (word.confidence >= UNSURE) continue;
    const isNext = (words[at - 1]?.confidence ?? 1) < UNSURE;
    if (isNext) runs.at(-1)?.push(word);
    else runs.push([word]);
  }
  return runs;
}

function unsure(cue: Cue, run: readonly Word[]): DoubtReason {
  const mean = run.reduce((sum, word) => sum + word.confidence, 0) / run.length;
  const text = textOf(run);
  return {
    ...spanOf(run),
    kind: 'low-confidence',
    score: clampScore((1 - mean) * (0.7 + 0.3 * Math.min(1, run.length / PHRASE))),
    cue: cue.id,
    words: run.map(({ id }) => id),
    reasonKey: 'doubt.low-confidence',
    params: { text, percent: Math.round(mean * 100) },
    review: { kind: 'low-confidence', cue: cue.id, content: text.slice(0, 1000) },
  };
}

function guessed(cue: Cue, spread: readonly Word[], all: readonly Word[]): DoubtReason {
  return {
    ...spanOf(spread),
    kind: 'alignment',
    score: 0.3 + (0.2 * spread.length) / all.length,
    cue: cue.id,
    words: spread.map(({ id }) => id),
    reasonKey: 'doubt.alignment',
    params: { count: spread.length },
    review: { kind: 'alignment', cue: cue.id, content: textOf(spread).slice(0, 1000) },
  };
}

function textOf(words: readonly Word[]): string {
  return words.map(({ text, spaceBefore }, at) => (at > 0 && spaceBefore !== false ? ` ${text}` : text)).join('');
}

function spanOf(words: readonly Word[]): { startMs: number; endMs: number } {
  return {
    startMs: Math.min(...words.map((word) => word.startMs)),
    endMs: Math.max(...words.map((word) => word.endMs)),
  };
}

export function clampScore(score: number): number {
  return Math.max(0, Math.min(1, score));
}
