import type { VoxlaneDocument } from '../document/types.ts';
import { saysItsWords } from '../document/says-its-words.ts';
import { documentWriters, type Substitution } from './document-writers.ts';

/** What of a document others than the wanted recogniser wrote, because that one failed. */
export interface SubstitutedCues {
  /** Ids of the cues, in the order of the document. Text that a person rewrote since is not among them. */
  readonly cues: readonly string[];
  /** All cues of the document. */
  readonly of: number;
  /** Ids of the recognisers that wrote them, most cues first. */
  readonly by: readonly string[];
  /** Id of the wanted one. */
  readonly instead: string;
  /** Why the one with most cues took over. */
  readonly why: Substitution;
}

/** The cues that a substitute wrote; `undefined` when there are none. */
export function substitutedCues(
  document: Pick<VoxlaneDocument, 'words' | 'alerts' | 'cues'>,
): SubstitutedCues | undefined {
  const { first, substitutes } = documentWriters(document);
  if (first === undefined || substitutes.size === 0) return undefined;
  const words = new Map(document.words.map((word) => [word.id, word]));
  const cues: string[] = [];
  const counts = new Map<string, number>();
  for (const cue of document.cues) {
    const own = cue.wordIds.flatMap((id) => words.get(id) ?? []);
    const by = own.find(({ engine }) => substitutes.has(engine))?.engine;
    if (by === undefined || !saysItsWords(cue, own)) continue;
    cues.push(cue.id);
    counts.set(by, (counts.get(by) ?? 0) + 1);
  }
  const by = [...counts].sort(([, a], [, b]) => b - a).map(([engine]) => engine);
  const why = substitutes.get(by[0] ?? '');
  return why === undefined ? undefined : { cues, of: document.cues.length, by, instead: first, why };
}
