import type { SpeakerReview } from '../../../../contract/document-calls.ts';
import type { Speaker } from '../../../../core/timeline/types.ts';

/** Two speakers who may be one person. `similarity` of their voices 0..1; absent where they only have the same name. */
interface AlikePair {
  readonly key: string;
  readonly a: Speaker;
  readonly b: Speaker;
  readonly similarity?: number;
}

/** From here on two voices are worth a question: below, most pairs are different people. A cosine. */
const ALIKE = 0.7;
const MOST = 3;

/** The pairs worth asking about, those of one name first, then the most alike, each once; `a` is listed before `b`. */
export function alikePairs(
  speakers: readonly Speaker[],
  reviews: ReadonlyMap<string, SpeakerReview>,
  dismissed: ReadonlySet<string>,
): readonly AlikePair[] {
  const named = sameName(speakers).filter(({ key }) => !dismissed.has(key));
  const known = new Set([...dismissed, ...named.map(({ key }) => key)]);
  const places = new Map(speakers.map(({ id }, index) => [id, index]));
  const voiced: Required<AlikePair>[] = [];
  for (const [index, a] of speakers.entries()) {
    for (const { speaker, similarity } of reviews.get(a.id)?.alike ?? []) {
      const b = speakers[places.get(speaker) ?? -1];
      if (b === undefined || (places.get(speaker) ?? -1) <= index || similarity < ALIKE) continue;
      const key = keyOf(a, b);
      if (!known.has(key)) voiced.push({ key, a, b, similarity: Math.min(1, similarity) });
    }
  }
  voiced.sort((one, other) => other.similarity - one.similarity);
  return [...named, ...voiced].slice(0, MOST);
}

function keyOf(a: Speaker, b: Speaker): string {
  return `${a.id} ${b.id}`;
}

/** Every speaker whose name an earlier one has, in any case, with the first of that name. */
function sameName(speakers: readonly Speaker[]): AlikePair[] {
  const first = new Map<string, Speaker>();
  return speakers.flatMap((b) => {
    const name = b.name.normalize().trim().toLowerCase();
    const a = first.get(name);
    if (a === undefined) first.set(name, b);
    return a === undefined ? [] : [{ key: keyOf(a, b), a, b }];
  });
}
