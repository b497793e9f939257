import { overlapMs, type Span } from '../timeline/span.ts';
import type { Cue } from '../timeline/types.ts';
import { spanIndex } from './span-index.ts';
import type { VoxlaneDocument } from './types.ts';

/** Cues of two versions that hold the same words, or what was heard anew in their place, in the order of their document. */
export interface RelatedCues {
  readonly now: readonly Cue[];
  readonly then: readonly Cue[];
}

/**
 * Finds the cues that a cue became or came from: those of both versions that share an id or words with it, or with one that
 * does. A word that was heard anew counts as one of the cue whose words gave way to it, which its time tells. Indexes both versions once; each look is as long as what it finds.
 */
export function relatedCues(now: VoxlaneDocument, then: VoxlaneDocument): (id: string) => RelatedCues {
  const versions = [indexOf(now.cues), indexOf(then.cues)] as const;
  const origins = originsOf(now, then);
  return (id) => {
    const found = [new Set<Cue>(), new Set<Cue>()] as const;
    const ids = [id];
    for (let next = ids.pop(); next !== undefined; next = ids.pop()) {
      for (const [at, index] of versions.entries()) {
        const cue = index.byId.get(next);
        if (cue === undefined || found[at]?.has(cue) === true) continue;
        found[at]?.add(cue);
        ids.push(cue.id);
        for (const word of cue.wordIds) ids.push(...versions.flatMap(({ byWord }) => byWord.get(word) ?? []));
        ids.push(...(origins.get(cue.id) ?? []));
      }
    }
    const inOrder = (at: 0 | 1): Cue[] =>
      [...found[at]].sort((a, b) => (versions[at].place.get(a) ?? 0) - (versions[at].place.get(b) ?? 0));
    return { now: inOrder(0), then: inOrder(1) };
  };
}

function indexOf(cues: readonly Cue[]) {
  const byWord = new Map<string, string[]>();
  for (const { id, wordIds } of cues) for (const word of wordIds) byWord.set(word, [...(byWord.get(word) ?? []), id]);
  return {
    byId: new Map(cues.map((cue) => [cue.id, cue])),
    byWord,
    place: new Map(cues.map((cue, at) => [cue, at])),
  };
}

/** By cue: the cues of the other version that its words heard anew are from, or that hold words heard anew in its place. */
function originsOf(now: VoxlaneDocument, then: VoxlaneDocument): ReadonlyMap<string, ReadonlySet<string>> {
  const links = new Map<string, Set<string>>();
  const kept = new Set(now.words.map(({ id }) => id));
  const rewritten = then.cues.filter(({ wordIds }) => wordIds.some((id) => !kept.has(id)));
  if (rewritten.length === 0) return links;
  const known = new Set(then.words.map(({ id }) => id));
  const times = new Map(now.words.map((word) => [word.id, word]));
  const link = (from: string, to: string): void => void links.set(from, (links.get(from) ?? new Set()).add(to));
  for (const { id, wordIds } of now.cues) {
    for (const wordId of wordIds) {
      const word = known.has(wordId) ? undefined : times.get(wordId);
      const origin = word && nearest(word, rewritten);
      if (origin === undefined) continue;
      link(id, origin.id);
      link(origin.id, id);
    }
  }
  return links;
}

/** The cue that shares most time with a word; else the one that is nearest. */
function nearest(word: Span, cues: readonly Cue[]): Cue | undefined {
  const index = spanIndex(cues);
  const sharing = index.within(word.startMs, word.endMs);
  const behind = index.firstFrom(word.endMs);
  const around = sharing.length > 0 ? sharing : [cues[behind - 1], cues[behind]].filter((cue) => cue !== undefined);
  const rate = (cue: Cue): number =>
    overlapMs(word, cue) || -Math.max(0, word.startMs - cue.endMs, cue.startMs - word.endMs);
  return around.reduce<Cue | undefined>(
    (best, cue) => (best === undefined || rate(cue) > rate(best) ? cue : best),
    undefined,
  );
}
