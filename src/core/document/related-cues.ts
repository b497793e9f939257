import type { Cue } from '../timeline/types.ts';
import type { VoxlaneDocument } from './types.ts';

/** Cues of two versions that hold the same words, in the order of their document. */
export interface RelatedCues {
  readonly now: readonly Cue[];
  readonly then: readonly Cue[];
}

/**
 * Finds the cues that a cue became or came from: those of both versions that share an id or words with it, or with one that
 * does. Indexes both versions once; each look is as long as what it finds.
 */
export function relatedCues(now: VoxlaneDocument, then: VoxlaneDocument): (id: string) => RelatedCues {
  const versions = [indexOf(now.cues), indexOf(then.cues)] as const;
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
