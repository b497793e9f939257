import { findCues } from '../../../../core/document/find/find-cues.ts';
import type { Matcher } from '../../../../core/document/find/query.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { SideHit } from './find-state.ts';
import { inLanguage } from './in-language.ts';

/** So long one stretch of a search may take before the window gets its turn. */
const STRETCH_MS = 8;

export interface Found {
  readonly hits: readonly SideHit[];
  readonly skipped: number;
}

/** A text to search: that of the document, or of a language it is translated to. */
export interface SearchedSide {
  readonly matcher: Matcher;
  readonly language?: string;
}

/**
 * Searches a document in short stretches; hits come in the order of the cues, those of the first side before those of the
 * second. Resolves to undefined when `signal` aborts first.
 */
export async function searchDocument(
  document: VoxlaneDocument,
  sides: readonly SearchedSide[],
  within: ReadonlySet<string> | undefined,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const hits: SideHit[] = [];
  let skipped = 0;
  for (const { matcher, language } of sides) {
    const searched = inLanguage(document, language);
    for (let from: number | undefined = 0; from !== undefined;) {
      if (signal.aborted) return undefined;
      const endMs = performance.now() + STRETCH_MS;
      const part = findCues(searched, matcher, { from, isOver: () => performance.now() > endMs });
      for (const hit of part.hits) {
        if (within === undefined || within.has(hit.cue)) hits.push(language === undefined ? hit : { ...hit, language });
      }
      skipped += part.skipped.length;
      from = part.next;
      if (from !== undefined) await new Promise((resolve) => setTimeout(resolve));
    }
  }
  if (sides.length > 1) hits.sort((a, b) => a.index - b.index);
  return signal.aborted ? undefined : { hits, skipped };
}
