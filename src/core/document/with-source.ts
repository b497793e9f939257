import { bySpan } from '../timeline/span.ts';
import type { Chapter, DocumentSource, VoxlaneDocument } from './types.ts';

/**
 * The document with where its media came from. `chapters` replace the document's own if there are any; they are put in
 * order, cut to the media, and named `Chapter N` where they have no title. Pure.
 */
export function withSource(
  document: VoxlaneDocument,
  source: DocumentSource | undefined,
  chapters: readonly Chapter[],
): VoxlaneDocument {
  const fitted = fitChapters(chapters, document.media.durationMs);
  return {
    ...document,
    ...(source === undefined ? {} : { source }),
    ...(fitted.length === 0 ? {} : { chapters: fitted }),
  };
}

function fitChapters(chapters: readonly Chapter[], durationMs: number): Chapter[] {
  const end = durationMs > 0 ? durationMs : Infinity;
  return chapters
    .map(({ startMs, endMs, title }) => ({
      startMs: Math.max(0, startMs),
      endMs: Math.min(end, endMs),
      title: title.trim(),
    }))
    .filter(({ startMs, endMs }) => endMs > startMs)
    .sort(bySpan)
    .map((chapter, index) => (chapter.title === '' ? { ...chapter, title: `Chapter ${index + 1}` } : chapter));
}
