import type { EditOperation } from '../../document/edits/operations.ts';
import type { Summarizing } from './summarize.ts';

/** The edits that put a summary and chapters into a document. */
export function summaryOperations({ summary, chapters }: Summarizing): EditOperation[] {
  return [
    ...(summary === undefined ? [] : [{ kind: 'set-summary' as const, summary }]),
    ...(chapters.length === 0 ? [] : [{ kind: 'set-chapters' as const, chapters: [...chapters] }]),
  ];
}
