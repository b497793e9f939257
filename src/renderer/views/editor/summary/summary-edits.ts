import type { OperationOf } from '../../../../core/document/edits/operations.ts';
import type { Summary } from '../../../../core/document/notes/summary.ts';
import type { Chapter } from '../../../../core/document/types.ts';

/** Who wrote what a person changed. */
export const BY_USER = 'user';
const LONGEST_TEXT = 100_000;

/** The edit that gives a summary another text; undefined where it says so already, or would say nothing. */
export function textEdit(summary: Summary | undefined, typed: string): OperationOf<'set-summary'> | undefined {
  const text = typed.replace(/\r\n?/gu, '\n').trim().slice(0, LONGEST_TEXT);
  if (summary === undefined || text === '' || text === summary.text.trim()) return undefined;
  const highlights = summary.highlights.map((highlight) => ({ ...highlight }));
  return { kind: 'set-summary', summary: { ...summary, text, highlights, by: BY_USER } };
}

/** The edit that gives the chapter at a place another title; undefined where it has it already, or would have none. */
export function titleEdit(
  chapters: readonly Chapter[],
  startMs: number,
  typed: string,
): OperationOf<'set-chapters'> | undefined {
  const title = typed.replace(/\s+/gu, ' ').trim();
  const at = chapters.findIndex((chapter) => chapter.startMs === startMs);
  if (at < 0 || title === '' || title === chapters[at]?.title) return undefined;
  return { kind: 'set-chapters', chapters: chapters.map((chapter, i) => ({ ...chapter, ...(i === at && { title }) })) };
}
