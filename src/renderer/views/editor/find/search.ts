import { findCues, type FindHit } from '../../../../core/document/find/find-cues.ts';
import type { Matcher } from '../../../../core/document/find/query.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';

/** So long one stretch of a search may take before the window gets its turn. */
const STRETCH_MS = 8;

export interface Found {
  readonly hits: readonly FindHit[];
  readonly skipped: number;
}

/** Searches a document in short stretches. Resolves to undefined when `signal` aborts first. */
export async function searchDocument(
  document: VoxlaneDocument,
  matcher: Matcher,
  within: ReadonlySet<string> | undefined,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const hits: FindHit[] = [];
  let skipped = 0;
  for (let from: number | undefined = 0; from !== undefined;) {
    if (signal.aborted) return undefined;
    const endMs = performance.now() + STRETCH_MS;
    const part = findCues(document, matcher, { from, isOver: () => performance.now() > endMs });
    for (const hit of part.hits) if (within === undefined || within.has(hit.cue)) hits.push(hit);
    skipped += part.skipped.length;
    from = part.next;
    if (from !== undefined) await new Promise((resolve) => setTimeout(resolve));
  }
  return signal.aborted ? undefined : { hits, skipped };
}
