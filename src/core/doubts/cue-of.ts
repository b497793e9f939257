import { stripMarkup } from '../document/markup.ts';
import { spanIndex } from '../document/span-index.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import { overlapMs, type Span } from '../timeline/span.ts';
import type { Cue } from '../timeline/types.ts';

/** The cue that is on screen most of a stretch. */
export function mostShown({ cues }: VoxlaneDocument, span: Span): Cue | undefined {
  let best: Cue | undefined;
  for (const cue of spanIndex(cues).within(span.startMs, span.endMs)) {
    if (best === undefined || overlapMs(cue, span) > overlapMs(best, span)) best = cue;
  }
  return best;
}

/** What a review of a stretch holds to: the text of its cue, or else its time to the second. */
export function contentOf(cue: Cue | undefined, span: Span): string {
  const text = stripMarkup(cue?.lines.join(' ') ?? '').trim();
  return text === '' ? `${Math.round(span.startMs / 1000)} s` : text.slice(0, 1000);
}
