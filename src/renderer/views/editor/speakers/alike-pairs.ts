import type { SpeakerReview } from '../../../../contract/document-calls.ts';
import type { Speaker } from '../../../../core/timeline/types.ts';

/** Two speakers who may be one person. `similarity` 0..1. */
interface AlikePair {
  readonly key: string;
  readonly a: Speaker;
  readonly b: Speaker;
  readonly similarity: number;
}

/** From here on two voices are worth a question: below, most pairs are different people. A cosine. */
const ALIKE = 0.7;
const MOST = 3;

/** The pairs worth asking about, most alike first, each once; `a` is listed before `b`. */
export function alikePairs(
  speakers: readonly Speaker[],
  reviews: ReadonlyMap<string, SpeakerReview>,
  dismissed: ReadonlySet<string>,
): readonly AlikePair[] {
  const places = new Map(speakers.map(({ id }, index) => [id, index]));
  const pairs: AlikePair[] = [];
  for (const [index, a] of speakers.entries()) {
    for (const { speaker, similarity } of reviews.get(a.id)?.alike ?? []) {
      const b = speakers[places.get(speaker) ?? -1];
      if (b === undefined || (places.get(speaker) ?? -1) <= index || similarity < ALIKE) continue;
      const key = `${a.id} ${b.id}`;
      if (!dismissed.has(key)) pairs.push({ key, a, b, similarity: Math.min(1, similarity) });
    }
  }
  return pairs.sort((one, other) => other.similarity - one.similarity).slice(0, MOST);
}
