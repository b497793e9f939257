import type { OperationOf } from '../../../../core/document/edits/operations.ts';
import type { Bookmark, VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue } from '../../../../core/timeline/types.ts';

/** The bookmarks of a cue: those in its time. */
export function bookmarksOf(bookmarks: readonly Bookmark[] | undefined, { startMs, endMs }: Cue): readonly Bookmark[] {
  return bookmarks?.filter(({ timeMs }) => timeMs >= startMs && timeMs < endMs) ?? [];
}

/** Sets a bookmark at the start of a cue, or removes those it has. */
export function toggleBookmark(document: VoxlaneDocument, cue: Cue): OperationOf<'set-bookmarks'> {
  const { bookmarks = [] } = document;
  const own = new Set(bookmarksOf(bookmarks, cue));
  const next =
    own.size > 0
      ? bookmarks.filter((bookmark) => !own.has(bookmark))
      : [...bookmarks, { timeMs: cue.startMs }].sort((a, b) => a.timeMs - b.timeMs);
  return { kind: 'set-bookmarks', bookmarks: next.map((bookmark) => ({ ...bookmark })) };
}

/** The first bookmark behind a moment, around the end; undefined where there are none. */
export function nextBookmark(bookmarks: readonly Bookmark[] | undefined, afterMs: number): Bookmark | undefined {
  return bookmarks?.find(({ timeMs }) => timeMs > afterMs) ?? bookmarks?.[0];
}
